import { dirname, join } from 'node:path'
import { makeBackup } from '#api/backup/make-backup.ts'
import { readMasterKey } from '#api/store/master-key.ts'
import { NINE_ON_MONDAY, temporaryFolder } from '#tests/support/store.ts'

/** A backup of a data folder that nobody serves, with the key that lies beside it, next to an earlier one. */
export async function backUpInto(dataDir: string, name: string, beside?: string): Promise<string> {
  const file = join(beside === undefined ? temporaryFolder() : dirname(beside), name)
  await makeBackup({ dataDir, masterKey: readMasterKey({ dataDir }), file, at: NINE_ON_MONDAY })
  return file
}
