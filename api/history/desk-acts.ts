import { type SQL, sql } from 'drizzle-orm'
import type { Store, Write } from '#api/store/store.ts'
import { deskActs } from '#api/store/tables.ts'
import type { Instant } from '#schema/dates.ts'
import type { DeskActKind } from '#schema/desk/desk-acts.ts'

/** An officer by their number, whoever runs a command on the machine, or the council's own sign-in. */
export type DeskActor = number | 'command' | 'council'

/** What was done at the desk beside the events of a case. Codes and numbers, never words. */
type DeskAct = {
  readonly kind: DeskActKind
  readonly by: DeskActor
  readonly about?: number | undefined
  readonly caseId?: number | undefined
  readonly data?: Readonly<Record<string, string | number>>
}

/** Puts an act into the history. Write it in the batch that does it. */
export function noteDeskAct(store: Store, at: Instant, act: DeskAct): Write {
  return store.db.insert(deskActs).values(rowOf(at, act))
}

/**
 * The same where the act is done only on a condition that the batch itself looks at. Write it before what it tells
 * of, so that both see the same.
 */
export function noteDeskActIf(store: Store, at: Instant, act: DeskAct, holds: SQL): Write {
  const { by, kind, about, caseId, data } = rowOf(at, act)
  return store.db
    .insert(deskActs)
    .select(
      sql`select null, ${at}, ${by}, ${kind}, ${about}, ${caseId}, ${JSON.stringify(data)} where ${holds}`,
    )
}

function rowOf(at: Instant, { kind, by, about, caseId, data }: DeskAct) {
  return {
    at,
    by: typeof by === 'number' ? `officer:${by}` : by,
    kind,
    about: about ?? null,
    caseId: caseId ?? null,
    data: data ?? {},
  }
}
