import { existsSync } from 'node:fs'
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { inArray } from 'drizzle-orm'
import { forgetSentForms } from '#api/cases/acts/form-drafts.ts'
import { forgetDeskDrafts } from '#api/drafts/desk-drafts.ts'
import { destroyUnclaimed, folderOf, idOf, UNCLAIMED_HOURS } from '#api/intake/attachments.ts'
import { forgetOldDrafts } from '#api/intake/draft.ts'
import { forgetOldVisits } from '#api/intake/visits.ts'
import { forgetOldLinks } from '#api/officers/links.ts'
import { forgetOverSessions } from '#api/officers/sessions.ts'
import { isMissing } from '#api/store/missing-file.ts'
import { attachments } from '#api/store/tables.ts'
import { inPages } from './pages.ts'
import type { Upkeeping } from './upkeep.ts'

/**
 * Destroys what nobody may open any more: drafts with the receipts in them, sign-in links, sessions, contacts that
 * an officer began and never entered, and files that no submission claimed. Answers how many.
 */
export async function sweep({
  served,
  clock,
}: Pick<Upkeeping, 'served' | 'clock'>): Promise<number> {
  const { store } = served
  const now = clock()
  const swept = await store.write([
    ...forgetOldDrafts(store, now),
    forgetOldVisits(store, now),
    forgetOldLinks(store, now),
    forgetOverSessions(store, now),
    forgetSentForms(store, now),
    forgetDeskDrafts(store, now),
  ])
  const files = await destroyUnclaimed(folderOf(store), now)
  return swept.reduce((sum, { rowsAffected }) => sum + rowsAffected, files)
}

/** A file gets its row last and loses it first; one that is older than any claim may be has none to come. */
const STRAY_HOURS = 2 * UNCLAIMED_HOURS

/** Destroys files that a crash left without a row, whose key is therefore nowhere. Answers how many. */
export async function destroyStrayFiles({ served, clock, signal }: Upkeeping): Promise<number> {
  const { store } = served
  const { folder } = folderOf(store)
  const before = Date.parse(clock()) - STRAY_HOURS * 3_600_000
  const names = existsSync(folder) ? await readdir(folder) : []
  let destroyed = 0
  await inPages(names, signal, async (page) => {
    const rows = await store.db
      .select({ id: attachments.id })
      .from(attachments)
      .where(inArray(attachments.id, page.map(idOf)))
    const known = new Set(rows.map(({ id }) => id))
    for (const name of page.filter((each) => !known.has(idOf(each)))) {
      const path = join(folder, name)
      const changedAt = await changedAtOf(path)
      if (changedAt === undefined || changedAt >= before) continue
      await rm(path, { force: true })
      destroyed += 1
    }
  })
  return destroyed
}

/** When a file was last written to, in ms; undefined for one that is gone: what a person takes back goes meanwhile. */
async function changedAtOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).mtimeMs
  } catch (fault) {
    if (isMissing(fault)) return undefined
    throw fault
  }
}
