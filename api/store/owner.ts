import { existsSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createClient, LibsqlError, type Transaction } from '@libsql/client/sqlite3'

/** A data folder that this process owns, alone. */
export type DataFolder = {
  readonly path: string
  release(): void
}

/** A claim that nobody refers to would be collected, and the lock with it. */
const held = new Set<Transaction>()

/** Another process owns the data folder. */
export class FolderTaken extends Error {
  override name = 'FolderTaken'
}

/** Where a restore unpacks. While it is there, a restore was cut short. */
export const RESTORING = '.restoring'

/** A restore into this folder was cut short: what is there is not all of it. */
class HalfRestored extends Error {
  override name = 'HalfRestored'
}

/**
 * Takes the data folder for this process, or refuses with `FolderTaken`. The claim is a lock of the
 * operating system on one file, so it ends with the process, however that ends. Refuses with `HalfRestored`
 * a folder that a restore left behind, unless it is taken to restore again.
 */
export async function ownDataFolder(
  dataDir: string,
  what: 'to-serve' | 'to-restore' = 'to-serve',
): Promise<DataFolder> {
  const path = resolve(dataDir)
  mkdirSync(path, { recursive: true, mode: 0o700 })
  if (what === 'to-serve' && existsSync(join(path, RESTORING))) {
    throw new HalfRestored(`a restore into ${path} was cut short: empty it and restore again`)
  }
  const client = createClient({ url: `file:${join(path, 'owner.lock')}`, timeout: 0 })
  try {
    const claim = await client.transaction('write')
    held.add(claim)
    return {
      path,
      release() {
        held.delete(claim)
        claim.close()
        client.close()
      },
    }
  } catch (cause) {
    client.close()
    if (cause instanceof LibsqlError && cause.code === 'SQLITE_BUSY') {
      throw new FolderTaken(`another process owns ${path}`, { cause })
    }
    throw cause
  }
}
