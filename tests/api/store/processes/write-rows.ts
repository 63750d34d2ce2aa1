// Writes 50 rows when told to, and says of each whether it was acknowledged: PATH KEY queue|bare.
// `bare` uses the client as it comes, as a control that the test sees what it is there to see.
import { createInterface } from 'node:readline'
import { silentLog } from '#api/log.ts'
import { openWriter } from '#api/store/connection.ts'
import { openDatabase } from '#api/store/database.ts'
import { StoreBusy } from '#api/store/store.ts'

const [path = '', key = '', how = ''] = process.argv.slice(2)
const place = { kind: 'file', path, key: Buffer.from(key, 'hex') } as const

async function opened(): Promise<(n: number) => Promise<unknown>> {
  const insert = (n: number) => ({ sql: 'INSERT INTO rows VALUES (?)', args: [n] })
  const table = 'CREATE TABLE IF NOT EXISTS rows (n INTEGER PRIMARY KEY)'
  if (how === 'bare') {
    const writer = await openWriter(place)
    await writer.execute(table)
    return (n) => writer.execute(insert(n))
  }
  const { queue } = await openDatabase(place, silentLog, (writer) => writer.execute(table))
  return (n) => queue.write([insert(n)])
}

const write = await opened()
process.stdout.write('ready\n')
createInterface({ input: process.stdin }).once('line', async () => {
  for (let n = 1; n <= 50; n += 1) {
    const outcome = await write(n).then(
      () => 'kept',
      (fault: unknown) => (fault instanceof StoreBusy ? 'busy' : 'fault'),
    )
    process.stdout.write(`${outcome} ${n}\n`)
    await new Promise((done) => setTimeout(done, 20))
  }
  process.stdout.write('done\n')
})
