import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Clock } from '#api/clock.ts'
import type { Log } from '#api/log.ts'
import { openStore } from '#api/store/open-store.ts'
import { ownDataFolder } from '#api/store/owner.ts'
import type { Store } from '#api/store/store.ts'
import { instant } from '#schema/dates.ts'

export const A_MASTER_KEY = Buffer.alloc(32, 7)
export const NINE_ON_MONDAY = instant('2026-11-23T09:00:00.000Z')

/** An empty folder that goes when the test is over. */
export function temporaryFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'earshot-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

/** A real, encrypted store in a folder of its own, closed and removed when the test is over. */
export async function temporaryStore(
  given: { clock?: Clock; slug?: string; dataDir?: string; log?: Log } = {},
): Promise<Store> {
  const folder = await ownDataFolder(given.dataDir ?? temporaryFolder())
  const store = await openStore({
    folder,
    slug: given.slug ?? 'coventry',
    masterKey: A_MASTER_KEY,
    clock: given.clock ?? (() => NINE_ON_MONDAY),
    log: given.log,
  })
  onTestFinished(async () => {
    await store.close()
    folder.release()
  })
  return store
}
