import { existsSync, linkSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { KEY_FILE, slugsIn } from '#api/backup/places.ts'
import { rewrapDataKeys, wrappedWith } from './key-file.ts'
import { fingerprintOf, makeKeyFile, readKeyFile } from './master-key.ts'
import { syncFolder } from './write-file.ts'

type Rotated = {
  readonly from: string
  readonly to: string
  readonly authorities: readonly string[]
  /** Where the key lies that opens nothing any more. */
  readonly oldKey: string | undefined
}

/**
 * Wraps the data keys of every authority with a new master key, and puts it in the place of the old one. No
 * case is rewritten. Cut short, it goes on where it was when it is asked again: until the last step both keys
 * are there. The folder must be owned by this process.
 */
export function rotateMasterKey(job: {
  readonly dataDir: string
  readonly masterKey: Uint8Array
  /** Where the key is read from, and will be. */
  readonly keyFile: string
  /** False where the old key lies elsewhere, in the environment or a vault: then it is not moved. */
  readonly isOldKeyFile: boolean
}): Rotated {
  const { dataDir, masterKey, keyFile, isOldKeyFile } = job
  const next = isOldKeyFile ? `${keyFile}.next` : keyFile
  const to = existsSync(next) ? readKeyFile(next) : makeKeyFile(next)
  const authorities = slugsIn(dataDir)
  for (const slug of authorities) {
    const path = join(dataDir, slug, KEY_FILE)
    if (wrappedWith(path) !== fingerprintOf(to)) rewrapDataKeys(path, slug, masterKey, to)
  }
  const oldKey = isOldKeyFile ? `${keyFile}.old` : undefined
  if (oldKey !== undefined) {
    // A second name first: at no moment is there no key where the service looks for one, and would make another.
    rmSync(oldKey, { force: true })
    linkSync(keyFile, oldKey)
    syncFolder(dirname(keyFile))
    renameSync(next, keyFile)
    syncFolder(dirname(keyFile))
  }
  return { from: fingerprintOf(masterKey), to: fingerprintOf(to), authorities, oldKey }
}
