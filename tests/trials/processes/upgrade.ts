// Brings a database up to date from wherever it stands: PATH KEY. Says "begun" first, "done" last.
import { openWriter } from '#api/store/connection.ts'
import { migrate } from '#api/store/migrate.ts'

const [path = '', key = ''] = process.argv.slice(2)
const writer = await openWriter({ kind: 'file', path, key: Buffer.from(key, 'hex') })
process.stdout.write('begun\n')
await migrate(writer, '2026-11-23T09:00:00.000Z')
process.stdout.write('done\n')
writer.close()
