import { max } from 'drizzle-orm'
import { z } from 'zod'
import type { Store } from '#api/store/store.ts'
import { dateBasis, events } from '#api/store/tables.ts'
import type { Content } from '#content/index.ts'
import { OneOff } from '#schema/authority/bank-holidays.ts'

/** What dates are worked out with: the content, its limits and words, and the bank holidays in it. */
const Basis = z.strictObject({ contentVersion: z.string(), oneOffs: z.array(OneOff) })
type Basis = z.infer<typeof Basis>

/** A change that is being taken through the cases. */
const Change = z.strictObject({
  to: Basis,
  /** The last event before it: what came later rests on it already. */
  afterSeq: z.number().int(),
  /** Cases up to this number are done. */
  through: z.number().int(),
})
export type Change = z.infer<typeof Change>

const Kept = z.strictObject({ basis: Basis, changes: z.array(Change) })
export type KeptBasis = z.infer<typeof Kept>

/** The table has one row. */
const ONLY = 1

/** What the stored dates rest on; undefined before the first start. */
export async function readDateBasis(store: Store): Promise<KeptBasis | undefined> {
  const [row] = await store.db.select().from(dateBasis)
  return row && Kept.parse({ basis: row.basis, changes: row.changes })
}

export async function keepDateBasis(store: Store, kept: KeptBasis): Promise<void> {
  await store.write([
    store.db
      .insert(dateBasis)
      .values({ id: ONLY, ...kept })
      .onConflictDoUpdate({ target: dateBasis.id, set: kept }),
  ])
}

/** Writes down what is new since the last start, to be taken through the cases. */
export async function noteDateBasis(
  store: Store,
  content: Pick<Content, 'version' | 'bankHolidays'>,
): Promise<void> {
  const now: Basis = {
    contentVersion: content.version,
    oneOffs: content.bankHolidays.oneOffs,
  }
  const kept = await readDateBasis(store)
  if (kept === undefined) return keepDateBasis(store, { basis: now, changes: [] })
  const { basis, changes } = kept
  if (isSame(changes.at(-1)?.to ?? basis, now)) return
  const [last] = await store.db.select({ seq: max(events.seq) }).from(events)
  const change: Change = { to: now, afterSeq: last?.seq ?? 0, through: 0 }
  await keepDateBasis(store, { basis, changes: [...changes, change] })
}

function isSame(a: Basis, b: Basis): boolean {
  return a.contentVersion === b.contentVersion && haveSameHolidays(a, b)
}

/** Whether the same days count, in whatever order and under whatever name they are listed. */
export function haveSameHolidays(a: Basis, b: Basis): boolean {
  const daysOf = ({ oneOffs }: Basis) =>
    oneOffs
      .map(({ on, change }) => `${on} ${change}`)
      .sort()
      .join()
  return daysOf(a) === daysOf(b)
}
