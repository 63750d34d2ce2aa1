import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { eq, isNull } from 'drizzle-orm'
import { z } from 'zod'
import { copyNameOf, folderOf } from '#api/intake/attachments.ts'
import type { Store } from '#api/store/store.ts'
import { cases, removals } from '#api/store/tables.ts'
import type { Instant } from '#schema/dates.ts'

const Files = z.array(z.string())

/** Destroys the key of a removed case and its files. Safe to do again. */
export async function finishRemoval(
  store: Store,
  { caseId, files }: { readonly caseId: number; readonly files: readonly string[] },
  at: Instant,
): Promise<void> {
  const [row] = await store.db
    .select({ keyId: cases.keyId })
    .from(cases)
    .where(eq(cases.id, caseId))
  if (row !== undefined) await store.keys.destroyCaseKey(row.keyId)
  const { folder } = folderOf(store)
  for (const name of files.flatMap((id) => [id, copyNameOf(id)])) {
    await rm(join(folder, name), { force: true })
  }
  await store.write([
    store.db.update(removals).set({ doneAt: at, files: [] }).where(eq(removals.caseId, caseId)),
  ])
}

/**
 * Takes up every removal that was cut short. One that cannot be finished keeps no other: it is taken up again
 * in the next round, and its fault is thrown when the others are done.
 */
export async function finishRemovals(store: Store, at: Instant): Promise<void> {
  const begun = await store.db.select().from(removals).where(isNull(removals.doneAt))
  const faults: unknown[] = []
  for (const { caseId, files } of begun) {
    const finishing = finishRemoval(store, { caseId, files: Files.parse(files) }, at)
    await finishing.catch((fault) => faults.push(fault))
  }
  if (faults.length > 0) throw faults[0]
}
