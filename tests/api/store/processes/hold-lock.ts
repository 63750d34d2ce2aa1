// Holds the write lock of a database for a while, as a backup or a shell would: PATH KEY MILLISECONDS.
import { openWriter } from '#api/store/connection.ts'

const [path = '', key = '', ms = '0'] = process.argv.slice(2)
const writer = await openWriter({ kind: 'file', path, key: Buffer.from(key, 'hex') })
const held = await writer.transaction('write')
process.stdout.write('held\n')
setTimeout(() => held.close(), Number(ms))
