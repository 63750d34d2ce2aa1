// Keeps a text of so many megabytes as an attachment, and says what came of it: PATH MEGABYTES.
import { readdirSync } from 'node:fs'
import { Readable } from 'node:stream'
import { folderOf, storeAttachment } from '#api/intake/attachments.ts'
import { openStore } from '#api/store/open-store.ts'
import { ownDataFolder } from '#api/store/owner.ts'
import { instant } from '#schema/dates.ts'

const [path = '', megabytes = ''] = process.argv.slice(2)
const now = instant('2026-11-23T09:00:00.000Z')
const folder = await ownDataFolder(path)
const masterKey = Buffer.alloc(32, 7)
const store = await openStore({ folder, slug: 'coventry', masterKey, clock: () => now })
const place = folderOf(store)
const text = Buffer.alloc(Number(megabytes) * 1024 * 1024, 'a')
const outcome = await storeAttachment(place, Readable.from([text]), now).then(
  (stored) => (stored.ok ? 'taken' : stored.why),
  (fault: NodeJS.ErrnoException) => `${fault.code}`,
)
const left = readdirSync(place.folder).length
process.stdout.write(outcome === 'taken' || left === 0 ? `${outcome}\n` : 'a part was left\n')
await store.close()
folder.release()
