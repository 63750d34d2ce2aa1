import { isLastEvent, type KeptEvent, readEventsOfAll } from '#api/cases/events.ts'
import type { Store, Write } from '#api/store/store.ts'
import { inbox } from '#api/store/tables.ts'
import { type InboxRow, inboxRow } from '#schema/rules/case/status.ts'
import { type ListedCase, onCase, pagesOfCases } from './pages.ts'
import type { Upkeeping } from './upkeep.ts'

type Rebuilding = Pick<Upkeeping, 'served' | 'calendar' | 'signal' | 'log'>

/**
 * Works out every row of the desk's list from the events alone, and writes those that stand otherwise.
 * Answers how many those were: none, while every act keeps its row with its event.
 */
export async function rebuildInbox(rebuilding: Rebuilding): Promise<number> {
  let corrected = 0
  for await (const page of pagesOfCases(rebuilding.served.store, 0, rebuilding.signal)) {
    corrected += await rebuildRows(rebuilding, page, await eventsOf(rebuilding, page))
  }
  return corrected
}

/** What happened to each case of a page. */
export function eventsOf(
  { served }: Rebuilding,
  page: readonly ListedCase[],
): Promise<ReadonlyMap<number, readonly KeptEvent[]>> {
  return readEventsOfAll(
    served.store,
    page.map(({ caseId }) => caseId),
  )
}

/** The same for one page of cases, whose events were read. */
export async function rebuildRows(
  rebuilding: Rebuilding,
  page: readonly ListedCase[],
  events: ReadonlyMap<number, readonly KeptEvent[]>,
): Promise<number> {
  const { served, calendar } = rebuilding
  const { store, profile } = served
  const writes: Write[] = []
  for (const listed of page) {
    const kept = events.get(listed.caseId) ?? []
    const right = await onCase(rebuilding, listed.reference, async () =>
      inboxRow(
        kept.map(({ event }) => event),
        profile,
        calendar,
      ),
    )
    if (right === undefined || (listed.row !== null && isSame(listed.row, right))) continue
    writes.push(rowWrite(store, listed, right, kept.at(-1)?.seq ?? 0))
  }
  if (writes.length > 0) await store.write(writes)
  return writes.length
}

/** Puts a row right. An event that came after `seq` has brought its own. */
function rowWrite(
  store: Store,
  { caseId, reference }: ListedCase,
  right: InboxRow,
  seq: number,
): Write {
  return store.db
    .insert(inbox)
    .values({ caseId, reference, ...right })
    .onConflictDoUpdate({ target: inbox.caseId, set: right, setWhere: isLastEvent(caseId, seq) })
}

function isSame(row: typeof inbox.$inferSelect, right: InboxRow): boolean {
  const kept: Readonly<Record<string, unknown>> = row
  return Object.entries(right).every(
    ([column, value]) => JSON.stringify(kept[column]) === JSON.stringify(value),
  )
}
