import { eq } from 'drizzle-orm'
import { valuesFor } from '#api/intake/values.ts'
import type { Sealer, Store } from '#api/store/store.ts'
import { cases } from '#api/store/tables.ts'
import type { ActGiven, Colleague, Sent } from '#schema/acts/given.ts'
import { localDateOf } from '#schema/dates.ts'
import type { Words } from '#schema/words/messages.ts'
import { sayDayFrom } from '#schema/words/spoken.ts'
import type { Reading } from '../note-reading.ts'
import type { CaseView } from '../open.ts'

/** One officer who acts on cases, at one moment. */
export type Acting = Reading & {
  /** The words in which this writer is answered. */
  readonly wordsFor: (language: string) => Words
  /** `''` at the root or `/coventry`. */
  readonly base: string
}

/** What the acts of a case may look at. `colleagues`: those who may see it; the officer alone where it is not asked. */
export function givenFor(
  acting: Acting,
  view: CaseView,
  colleagues: readonly Colleague[] = [{ ...acting.officer, mayRead: true }],
): ActGiven {
  const { profile, calendar, at, officer } = acting
  const words = acting.wordsFor(view.language)
  const today = localDateOf(at)
  return {
    told: view.events,
    happened: view.events.map(({ event }) => event),
    state: view.state,
    audience: view.audience,
    profile,
    calendar,
    at,
    today,
    officer: { ...officer, mayRead: true },
    colleagues,
    keptOut: view.keptOut,
    words,
    deskWords: acting.wordsFor('en'),
    sent: sentOf(view),
    values: {
      ...valuesFor(profile, at, calendar, words.language),
      reference: view.reference,
      officerName: officer.name,
      ...(view.row.dueOn >= today && {
        dueOn: sayDayFrom(today, view.row.dueOn, words.language),
      }),
    },
  }
}

function sentOf({ submitted, people }: CaseView): Sent {
  const writer = people.find((person) => person.kind === 'writer')
  const answerTo = (name: string) =>
    [submitted?.asked.find(({ question }) => question === name)?.answer].flat()[0]
  return {
    story: submitted?.answers.story,
    name: writer?.kind === 'writer' ? writer.name : undefined,
    passOn: answerTo('yp-pass-on.answer'),
    thanksFor: answerTo('c-for.who'),
    mayName: answerTo('c-from.answer') !== 'no',
    isForChild: submitted?.facts.speaking_for === 'child',
  }
}

/** The key of a case; undefined when its words were erased. */
export async function keyOfCase(store: Store, caseId: number): Promise<Sealer | undefined> {
  const [row] = await store.db
    .select({ keyId: cases.keyId })
    .from(cases)
    .where(eq(cases.id, caseId))
  return row === undefined ? undefined : store.keys.caseKey(row.keyId)
}
