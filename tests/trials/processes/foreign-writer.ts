// Another program that writes to the same database, as it should not: PATH KEY SECONDS. Says how often it did.
import { openWriter } from '#api/store/connection.ts'

const [path = '', key = '', seconds = '1'] = process.argv.slice(2)
const writer = await openWriter({ kind: 'file', path, key: Buffer.from(key, 'hex') })
const until = performance.now() + Number(seconds) * 1000
let written = 0
process.stdout.write('ready\n')
while (performance.now() < until) {
  const held = await writer.transaction('write').catch(() => undefined)
  if (held !== undefined) {
    await new Promise((done) => setTimeout(done, 20 + Math.random() * 80))
    await held.execute('UPDATE id_blocks SET next = next')
    await held.commit().catch(() => {})
    held.close()
    written++
  }
  await new Promise((done) => setTimeout(done, Math.random() * 100))
}
process.stdout.write(`${written}\n`)
