import { isLastEvent, readEventsOfAll } from '#api/cases/events.ts'
import type { Store, Write } from '#api/store/store.ts'
import { inbox } from '#api/store/tables.ts'
import { type InboxRow, inboxRow } from '#schema/rules/status.ts'
import type { Calendar } from '#schema/rules/working-days.ts'
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
    corrected += await rebuildRows(rebuilding, page, rebuilding.calendar)
  }
  return corrected
}

/** The same for one page of cases, under a calendar. */
export async function rebuildRows(
  rebuilding: Rebuilding,
  page: readonly ListedCase[],
  calendar: Calendar,
): Promise<number> {
  const { store } = rebuilding.served
  const events = await readEventsOfAll(
    store,
    page.map(({ caseId }) => caseId),
  )
  const writes: Write[] = []
  for (const listed of page) {
    const kept = events.get(listed.caseId) ?? []
    const right = await onCase(rebuilding, listed.reference, async () =>
      inboxRow(
        kept.map(({ event }) => event),
        rebuilding.served.profile,
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
  return (
    row.category === right.category &&
    JSON.stringify(row.flags) === JSON.stringify(right.flags) &&
    row.status === right.status &&
    row.open === right.open &&
    row.urgent === right.urgent &&
    row.receivedOn === right.receivedOn &&
    row.dueOn === right.dueOn
  )
}
