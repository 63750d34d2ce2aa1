import { createHash } from 'node:crypto'
import type {
  Ledger,
  LedgerCase,
  LedgerCompliment,
  LedgerContext,
  LedgerEquality,
  LedgerHistory,
  LedgerOmbudsman,
} from '#schema/report/ledger.ts'
import { historyColumn } from '#schema/rules/report/history.ts'
import { rowOfCase } from './case-row.ts'
import type { ActionWords, PastCases } from './read-past-cases.ts'

/** What each kind of record holds, as JSON. */
export type PastData = {
  readonly case: LedgerCase
  readonly compliment: LedgerCompliment
  readonly ombudsman: LedgerOmbudsman
  /** All answers to one question of one year: they are replaced together. */
  readonly equality: readonly LedgerEquality[]
  readonly context: LedgerContext
  readonly history: LedgerHistory
}
export type PastKind = keyof PastData

/** One row of `past_records`, before it has a number and an import. */
export type PastRecord = {
  readonly kind: PastKind
  readonly key: string
  readonly digest: string
  readonly firstOn: string | null
  readonly lastOn: string | null
  /** What is kept of it, as JSON. `numberOf`: the number of a label. */
  readonly data: (numberOf: (label: string) => number) => string
  /** The words of its actions, to be sealed; null for none. */
  readonly words: string | null
}

/** The folder as records, one at a time. The same rows in another order give the same records. */
export function* recordsOf({ ledger, actionWords }: PastCases): Generator<PastRecord> {
  for (const each of ledger.cases) yield caseRecord(each, actionWords.get(each.ref) ?? [])
  for (const each of ledger.compliments) {
    yield record('compliment', each.ref, each, [each.receivedOn])
  }
  for (const each of ledger.ombudsman) {
    yield record('ombudsman', each.ref, each, [each.receivedOn, each.decidedOn])
  }
  yield* equalityRecords(ledger)
  for (const each of ledger.context) {
    yield record('context', JSON.stringify([each.year, each.measure]), each)
  }
  for (const each of ledger.history) {
    yield record('history', JSON.stringify([each.year, historyColumn(each)]), each)
  }
}

function caseRecord(of: LedgerCase, words: readonly ActionWords[]): PastRecord {
  const learnt = inOneOrder(of.learning.map((action, index) => ({ action, words: words[index] })))
  const data: LedgerCase = {
    ...of,
    stages: inOneOrder(of.stages),
    points: inOneOrder(of.points),
    money: inOneOrder(of.money),
    mediations: inOneOrder(of.mediations),
    learning: learnt.map(({ action }) => action),
  }
  const days = [
    of.receivedOn,
    ...of.stages.flatMap((stage) => [stage.requestedOn, stage.startedOn]),
    ...of.money.map((payment) => payment.paidOn),
    ...of.mediations.map((mediation) => mediation.heldOn),
  ]
  const said = words.length === 0 ? null : JSON.stringify(learnt.map((each) => each.words))
  return {
    ...record('case', of.ref, data, days, said),
    data: (numberOf) => JSON.stringify(rowOfCase(data, numberOf)),
  }
}

function* equalityRecords({ equality }: Ledger): Generator<PastRecord> {
  const sets = Map.groupBy(equality, ({ year, question }) => JSON.stringify([year, question]))
  for (const [key, answers] of sets) yield record('equality', key, inOneOrder(answers))
}

function record<K extends PastKind>(
  kind: K,
  key: string,
  of: PastData[K],
  days: readonly (string | null)[] = [],
  words: string | null = null,
): PastRecord {
  const known = days.filter((day) => day !== null).toSorted()
  const text = JSON.stringify(of)
  const digest = createHash('sha256')
    .update(text)
    .update(words ?? '')
    .digest('base64url')
  const [firstOn = null, lastOn = null] = [known[0], known.at(-1)]
  return { kind, key, digest, firstOn, lastOn, data: () => text, words }
}

/** Rows have no order of their own in a file: sorted, equal sets of rows are equal. */
function inOneOrder<T>(things: readonly T[]): readonly T[] {
  if (things.length < 2) return things
  return things
    .map((thing) => ({ thing, text: JSON.stringify(thing) }))
    .toSorted((a, b) => (a.text < b.text ? -1 : 1))
    .map(({ thing }) => thing)
}
