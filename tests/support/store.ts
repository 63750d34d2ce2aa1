import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Clock } from '#api/clock.ts'
import type { Log } from '#api/log.ts'
import { openStore } from '#api/store/open-store.ts'
import { ownDataFolder } from '#api/store/owner.ts'
import { type Store, StoreBusy } from '#api/store/store.ts'
import { instant } from '#schema/dates.ts'

export const A_MASTER_KEY = Buffer.alloc(32, 7)
export const NINE_ON_MONDAY = instant('2026-11-23T09:00:00.000Z')

/** An empty folder that goes when the test is over. */
export function temporaryFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'earshot-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

/** Empty stores as a first start leaves them, by authority: each is made once and copied, which is quicker. */
const made = new Map<string, Promise<string>>()

async function anEmptyStore(slug: string): Promise<string> {
  const path = mkdtempSync(join(tmpdir(), 'earshot-'))
  process.once('exit', () => rmSync(path, { recursive: true, force: true }))
  const folder = await ownDataFolder(path)
  const store = await openStore({
    folder,
    slug,
    masterKey: A_MASTER_KEY,
    clock: () => NINE_ON_MONDAY,
  })
  await store.close()
  folder.release()
  return path
}

/**
 * A real, encrypted store in a folder of its own, closed and removed when the test is over. Where no data
 * lies in the folder yet it begins empty.
 */
export async function temporaryStore(
  given: { clock?: Clock; slug?: string; dataDir?: string; log?: Log } = {},
): Promise<Store> {
  const slug = given.slug ?? 'coventry'
  const dataDir = given.dataDir ?? temporaryFolder()
  if (!existsSync(join(dataDir, slug))) {
    const empty = made.get(slug) ?? anEmptyStore(slug)
    made.set(slug, empty)
    cpSync(join(await empty, slug), join(dataDir, slug), { recursive: true })
  }
  const folder = await ownDataFolder(dataDir)
  const store = await openStore({
    folder,
    slug,
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

/** A disk that can be filled: give `store` to the app, and nothing is written while it is full. */
export function aDiskThatFills(isFull: boolean) {
  let full = isFull
  return {
    store: (store: Store): Store => ({
      ...store,
      write: (writes) =>
        full ? Promise.reject(new StoreBusy('the disk is full')) : store.write(writes),
    }),
    fill(isFull: boolean) {
      full = isFull
    },
  }
}
