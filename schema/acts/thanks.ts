import { z } from 'zod'
import type { PartState } from '../rules/case/case-state.ts'
import { type Act, type ActRefusal, type Draft, partAct } from './act.ts'
import type { Typed } from './fields.ts'
import { line, some, words } from './fields.ts'
import type { ActGiven, Colleague } from './given.ts'
import { letterText } from './letter-text.ts'

const WHOM = ['person', 'manager'] as const

/**
 * Thanks reach the person and their manager at once, in the giver's own words. A giver who wants us to wait
 * until a complaint is answered is waited for, and one who wants to thank quietly is not named.
 */
export const THANKS_ACTS: readonly Act[] = [
  partAct({
    id: 'pass-on-thanks',
    group: 'answer',
    atOnce: true,
    says: 'writer',
    meets: ['compliment'],
    fields: {
      whom: some(WHOM, { least: 1 }),
      email: line({ optional: 'sometimes' }),
      thanks: words(),
      text: words(),
    },
    tries: passable,
    fill: (given) => ({
      ...whomToTell(given),
      thanks: [thanksOf(given)],
      text: [letterText(given, 'thanks-passed-on')],
    }),
    faults: ({ whom, email }, _part, given) => {
      const needsAddress = whom.includes('person')
      if (needsAddress && !isAddress(email)) return [{ field: 'email', code: 'wrong-form' }]
      return whom.includes('manager') && managersOf(given).length === 0
        ? [{ field: 'whom', code: 'no-manager' }]
        : []
    },
    drafts: ({ whom, email, thanks, text }, { n }) => [
      { kind: 'thanks-passed-on', data: { part: n }, text },
      {
        kind: 'noted',
        data: {},
        text: [whom.join(', '), email, thanks].filter((said) => said !== '').join('\n'),
      },
    ],
    mails: ({ whom, email, thanks }, _part, given) => {
      const managers = whom.includes('manager') ? managersOf(given).map((one) => one.email) : []
      const person = whom.includes('person') ? [email] : []
      return [...person, ...managers].map((to) => ({ kind: 'thanks', to, thanks }))
    },
  }),
]

function passable({ n, category }: PartState, { sent, state }: ActGiven): Draft | ActRefusal {
  if (category !== 'compliment') return 'not-thanks'
  const isComplaintOpen = state.parts.some((part) => part.n !== n && part.settled === null)
  if (sent.passOn === 'wait' && isComplaintOpen) return 'thanks-wait'
  return { kind: 'thanks-passed-on', data: { part: n } }
}

/** The manager, and the person where the giver's words for them name one colleague and no other. */
function whomToTell(given: ActGiven): Typed {
  const hasManager = managersOf(given).length > 0
  const [person, ...others] = personsNamed(given)
  const isKnown = person !== undefined && others.length === 0
  const whom = [...(isKnown || !hasManager ? ['person'] : []), ...(hasManager ? ['manager'] : [])]
  return isKnown ? { whom, email: [person.email] } : { whom }
}

function personsNamed({ colleagues, sent }: ActGiven): readonly Colleague[] {
  const said = ` ${sent.thanksFor?.toLowerCase().replaceAll(/[^\p{L}\p{M}]+/gu, ' ') ?? ''} `
  return colleagues.filter(
    ({ name, mayRead }) => mayRead && said.includes(` ${name.toLowerCase()} `),
  )
}

/** Managers who answer for a service of the case: those who may see it. */
function managersOf({ colleagues }: ActGiven): readonly Colleague[] {
  return colleagues.filter(({ roles, mayRead }) => mayRead && roles.includes('manager'))
}

/** Their words and, where they gave it and want it known, their name. */
function thanksOf({ sent }: ActGiven): string {
  return [sent.story, sent.mayName ? sent.name : undefined]
    .filter((said) => said !== undefined && said !== '')
    .join('\n\n')
}

function isAddress(email: string): boolean {
  return z.email().safeParse(email).success
}
