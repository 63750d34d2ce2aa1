import { and, asc, eq, gte, lte } from 'drizzle-orm'
import { readEvents, wordsOfEvent } from '#api/cases/events.ts'
import type { Store } from '#api/store/store.ts'
import { agreedActions, cases } from '#api/store/tables.ts'
import type { LocalDate } from '#schema/dates.ts'
import { caseState } from '#schema/rules/case/case-state.ts'

/** One thing that was learned, as everybody may read it. Officers wrote it so that it names nobody. */
export type YouSaid = {
  readonly said: string
  readonly did: string
  /** When it was last worded. */
  readonly on: LocalDate
  /** When what it tells of was done; null while it is still to be. */
  readonly doneOn: LocalDate | null
}

/**
 * What officers gave to be told as "you said, we did", worded in these days, oldest first. It is written to be read by
 * everybody, so nobody is kept out of it. Nothing of a case whose words were removed.
 */
export async function youSaidWeDid(
  store: Store,
  period: { readonly from: LocalDate; readonly to: LocalDate },
): Promise<readonly YouSaid[]> {
  const found = await store.db
    .selectDistinct({ caseId: cases.id, keyId: cases.keyId })
    .from(agreedActions)
    .innerJoin(cases, eq(cases.id, agreedActions.caseId))
    .where(and(gte(agreedActions.sharedOn, period.from), lte(agreedActions.sharedOn, period.to)))
    .orderBy(asc(cases.id))
  const told = await Promise.all(found.map(({ caseId, keyId }) => toldInCase(store, caseId, keyId)))
  return told
    .flat()
    .filter(({ on }) => on >= period.from && on <= period.to)
    .toSorted((a, b) => (a.on < b.on ? -1 : 1))
}

async function toldInCase(store: Store, caseId: number, keyId: string): Promise<YouSaid[]> {
  const key = await store.keys.caseKey(keyId)
  const kept = await readEvents(store, caseId)
  const newest = (kind: 'learning-said' | 'learning-did', action: number) =>
    kept.findLast(({ event }) => event.kind === kind && event.data.action === action)
  const { actions } = caseState(kept.map(({ event }) => event))
  return actions.flatMap(({ action, sharedOn, doneOn, droppedOn }) => {
    const [said, did] = [newest('learning-said', action), newest('learning-did', action)]
    if (sharedOn === null || droppedOn !== null || said === undefined || did === undefined)
      return []
    const words = [wordsOfEvent(said, key), wordsOfEvent(did, key)]
    if (words[0] === undefined || words[1] === undefined) return []
    return [{ said: words[0], did: words[1], on: sharedOn, doneOn }]
  })
}
