import { and, asc, count, eq } from 'drizzle-orm'
import type { Officer } from '#api/officers/officers.ts'
import type { Store } from '#api/store/store.ts'
import { savedViews } from '#api/store/tables.ts'
import type { Instant } from '#schema/dates.ts'
import type { InboxFilter } from '#schema/desk/desk.ts'
import type { FieldFault } from '#schema/errors.ts'

const MOST_VIEWS = 30
const LONGEST_NAME = 60

/** A view of the list that an officer keeps. Its address is the list's own with this query. */
export type SavedView = { readonly id: number; readonly name: string; readonly query: string }

/** The same filter as the query of an address, `''` for none: in one order, so that equal views are equal. */
export function queryOf(filter: InboxFilter): string {
  const { after: _, ...kept } = filter
  const fields = Object.entries(kept).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  )
  return new URLSearchParams(fields.sort()).toString()
}

/** The views that an officer keeps, the oldest first. */
export async function viewsOf(store: Store, officer: Officer): Promise<readonly SavedView[]> {
  const rows = await store.db
    .select()
    .from(savedViews)
    .where(eq(savedViews.officerId, officer.id))
    .orderBy(asc(savedViews.id))
  return rows.map(({ id, sealedName, query }) => ({
    id,
    name: store.keys.own.open(sealedName).toString(),
    query,
  }))
}

/** Keeps a view under a name. Refuses a name that says nothing or too much, and the thirty-first view. */
export async function saveView(
  store: Store,
  officer: Officer,
  view: { readonly name: string; readonly filter: InboxFilter; readonly at: Instant },
): Promise<{ readonly ok: true } | { readonly ok: false; readonly fault: FieldFault }> {
  const name = view.name.trim()
  if (name === '') return { ok: false, fault: { field: 'viewName', code: 'missing' } }
  if ([...name].length > LONGEST_NAME || !name.isWellFormed())
    return { ok: false, fault: { field: 'viewName', code: 'too-long' } }
  const [row] = await store.db
    .select({ all: count() })
    .from(savedViews)
    .where(eq(savedViews.officerId, officer.id))
  if ((row?.all ?? 0) >= MOST_VIEWS)
    return { ok: false, fault: { field: 'viewName', code: 'too-many' } }
  await store.write([
    store.db.insert(savedViews).values({
      officerId: officer.id,
      sealedName: store.keys.own.seal(name),
      query: queryOf(view.filter),
      createdAt: view.at,
    }),
  ])
  return { ok: true }
}

/** Forgets a view of this officer; one of somebody else stays. */
export async function forgetView(store: Store, officer: Officer, id: number): Promise<void> {
  await store.write([
    store.db
      .delete(savedViews)
      .where(and(eq(savedViews.id, id), eq(savedViews.officerId, officer.id))),
  ])
}
