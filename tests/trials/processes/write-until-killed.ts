// Writes rows one after the other and says each number once it is acknowledged: PATH FULL|NORMAL.
// NORMAL is the control: it does not sync each commit, so a power cut must show a loss.
import { openWriter } from '#api/store/connection.ts'

const [path = '', synchronous = 'FULL'] = process.argv.slice(2)
const writer = await openWriter({ kind: 'file', path, key: Buffer.alloc(32, 3) })
await writer.execute('CREATE TABLE IF NOT EXISTS rows (n INTEGER PRIMARY KEY)')
await writer.execute(`PRAGMA synchronous = ${synchronous}`)
for (;;) {
  const [kept] = await writer.batch(['INSERT INTO rows (n) VALUES (NULL) RETURNING n'], 'write')
  process.stdout.write(`${String(kept?.rows[0]?.[0])}\n`)
  await new Promise((next) => setImmediate(next))
}
