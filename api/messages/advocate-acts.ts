import { z } from 'zod'
import { CaseEvent } from '#schema/case/case.ts'
import { localDateOf } from '#schema/dates.ts'
import { normaliseText } from '#schema/form/submission.ts'
import { mayFollow } from '#schema/rules/case/may-follow.ts'
import { alertLetters } from '../cases/alert.ts'
import { saveEvents } from '../cases/save-events.ts'
import { wordsFor } from '../intake/asked.ts'
import type { Referring } from '../intake/open-referral.ts'
import { savingOf } from '../intake/way-back.ts'
import { writeBack } from '../intake/write-back.ts'
import { unlessBusy } from '../store/unless-busy.ts'
import { advocacyIn, heldBySide, type Side } from './advocate-case.ts'
import { isSaidAgain } from './said-again.ts'

/** What an advocate does about a case. `to-us` and `further` are acts in the writer's place. */
export const AdvocateAct = z.enum(['contacted', 'to-writer', 'to-us', 'further'])
export type AdvocateAct = z.infer<typeof AdvocateAct>

/** `ended`: the writer wants this advocate no longer. `not-allowed`: they did not agree to that. */
export type ActOutcome = 'done' | 'missing' | 'too-long' | 'not-allowed' | 'ended' | 'not-taken'

const LONGEST = 5000
const ATTEMPTS = 3

type Acted = { readonly kind: AdvocateAct; readonly text: string }

/** Does it, if the writer lets their advocate do it now. `not-taken` as well while the store takes nothing. */
export function actForWriter(referring: Referring, side: Side, act: Acted): Promise<ActOutcome> {
  return unlessBusy(doForWriter(referring, side, act), () => 'not-taken')
}

async function doForWriter(referring: Referring, side: Side, act: Acted): Promise<ActOutcome> {
  const held = await heldBySide(referring.served, side)
  if (held === undefined) return 'ended'
  const text = normaliseText(act.text).trim()
  const needsWords = act.kind === 'to-writer' || act.kind === 'to-us'
  if (needsWords && text === '') return 'missing'
  if ([...text].length > LONGEST || !text.isWellFormed()) return 'too-long'
  const isTheirs = act.kind === 'to-us' || act.kind === 'further'
  if (isTheirs && !advocacyIn(held).mayAct) return 'not-allowed'
  switch (act.kind) {
    case 'contacted':
      return add(referring, side, { kind: 'advocate-contacted', text: undefined })
    case 'to-writer':
      return add(referring, side, { kind: 'advocate-message', text })
    case 'to-us':
      return done(writeBack(referring, side.caseId, { kind: 'message', text }, 'advocate'))
    case 'further':
      return done(writeBack(referring, side.caseId, { kind: 'not-happy', text }, 'advocate'))
  }
}

async function done(writing: Promise<boolean>): Promise<ActOutcome> {
  return (await writing) ? 'done' : 'not-taken'
}

/** Adds what is between the two of them; whoever left an address is told that there is a message. */
async function add(
  referring: Referring,
  side: Side,
  said: {
    readonly kind: 'advocate-contacted' | 'advocate-message'
    readonly text: string | undefined
  },
): Promise<ActOutcome> {
  const { served, content, clock } = referring
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const held = await heldBySide(served, side)
    if (held?.key === undefined) return 'ended'
    const at = clock()
    const on = localDateOf(at)
    if (isSaidAgain(held, { by: 'advocate', at }, () => [{ data: {}, ...said }])) return 'done'
    const event = CaseEvent.parse({ kind: said.kind, data: {}, at, on, by: 'advocate' })
    const before = held.kept.map((each) => each.event)
    if (!mayFollow(before, event).ok) return 'not-taken'
    const about = {
      caseId: held.caseId,
      reference: held.row.reference,
      seq: held.kept.at(-1)?.seq ?? 0,
      key: held.key,
    }
    const words = wordsFor(content, held.row.language)
    const letters = said.text === undefined ? [] : await alertLetters(served.store, about, words)
    const added = { events: [{ event, text: said.text }], letters }
    if ((await saveEvents(savingOf(referring), held, added)).ok) return 'done'
  }
  return 'not-taken'
}
