import { join } from 'node:path'
import { firstNumber, openReader } from '#api/store/connection.ts'
import { openDataKeys } from '#api/store/key-file.ts'
import { masterKeyPath, readMasterKey } from '#api/store/master-key.ts'

/** Prints what stands in the database of a data folder that nobody serves: `node look-inside.ts FOLDER AUTHORITY`. */
const [dataDir = '', slug = ''] = process.argv.slice(2)
const masterKey = readMasterKey({ dataDir, secretKeyFile: masterKeyPath(dataDir) })
const keys = openDataKeys(join(dataDir, slug, 'keys.json'), slug, masterKey)
const path = join(dataDir, slug, 'cases.db')
const reader = await openReader({ kind: 'file', path, key: keys.database })
// A case is looked up all over the file: a small cache would read and decrypt each page many times.
await reader.execute('PRAGMA cache_size = -400000')
const number = async (sql: string) => firstNumber(await reader.execute(sql))
const { rows } = await reader.execute('PRAGMA integrity_check')
const inside = {
  integrity: String(rows[0]?.[0]),
  cases: await number('SELECT count(*) FROM cases'),
  half: await number(`SELECT count(*) FROM cases c WHERE
    NOT EXISTS (SELECT 1 FROM submissions s WHERE s.case_id = c.id)
    OR NOT EXISTS (SELECT 1 FROM events e WHERE e.case_id = c.id AND e.kind = 'received')
    OR NOT EXISTS (SELECT 1 FROM inbox i WHERE i.case_id = c.id)
    OR NOT EXISTS (SELECT 1 FROM parts p WHERE p.case_id = c.id)
    OR NOT EXISTS (SELECT 1 FROM outbox o WHERE o.case_id = c.id)`),
}
process.stdout.write(JSON.stringify(inside))
