import { and, eq, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import type { Store, Write } from '#api/store/store.ts'
import { formDrafts } from '#api/store/tables.ts'
import type { Typed } from '#schema/acts/fields.ts'
import { Instant } from '#schema/dates.ts'
import { keyOfCase } from './acting.ts'

/** Whose draft of which form. */
export type DraftOf = { readonly caseId: number; readonly officerId: number; readonly act: string }

/** What was typed and not sent, with how many events its officer had seen. */
export type FormDraft = { readonly typed: Typed; readonly seq: number; readonly at: Instant }

const KeptTyped = z.record(z.string(), z.array(z.string()))

/** The draft of a form; undefined where there is none, or where the words of the case were erased. */
export async function readDraft(store: Store, of: DraftOf): Promise<FormDraft | undefined> {
  const [row] = await store.db.select().from(formDrafts).where(isOf(of))
  const key = row === undefined ? undefined : await keyOfCase(store, of.caseId)
  if (row === undefined || key === undefined) return undefined
  const typed = KeptTyped.parse(JSON.parse(key.open(row.sealed).toString()))
  return { typed, seq: row.seq, at: Instant.parse(row.at) }
}

/** Keeps what was typed in place of what was kept before. Nothing is kept where the words of the case were erased. */
export async function keepDraft(store: Store, of: DraftOf, draft: FormDraft): Promise<void> {
  const key = await keyOfCase(store, of.caseId)
  if (key === undefined) return
  const { seq, at } = draft
  const kept = { seq, at, sealed: key.seal(JSON.stringify(draft.typed)) }
  const { caseId, officerId, act } = formDrafts
  await store.write([
    store.db
      .insert(formDrafts)
      .values({ ...of, ...kept })
      .onConflictDoUpdate({ target: [caseId, officerId, act], set: kept }),
  ])
}

/** What is written with the events of a form that was sent: its draft goes. */
export function dropsDraft(store: Store, of: DraftOf): (onlyWhile: SQL) => readonly Write[] {
  return (onlyWhile) => [dropDraft(store, of, onlyWhile)]
}

/** Removes the draft: its form was sent, or its officer threw it away. */
export function dropDraft(store: Store, of: DraftOf, onlyWhile?: SQL): Write {
  return store.db.delete(formDrafts).where(and(isOf(of), onlyWhile))
}

function isOf({ caseId, officerId, act }: DraftOf): SQL | undefined {
  return and(
    eq(formDrafts.caseId, caseId),
    eq(formDrafts.officerId, officerId),
    eq(formDrafts.act, act),
  )
}
