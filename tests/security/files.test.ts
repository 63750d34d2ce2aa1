import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { deflateRawSync, deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { attachments } from '#api/store/tables.ts'
import { type GivenApp, givenApp } from '#tests/support/app.ts'

const PNG = Buffer.from(
  '89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0000003010100c9fe92ef0000000049454e44ae426082',
  'hex',
)

/** As a browser sends it, but with a name that is not made harmless on the way. */
async function upload(app: GivenApp, bytes: Uint8Array, name = 'a.png', type = 'image/png') {
  const head = `--x\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: ${type}\r\n\r\n`
  return app.request('/api/attachments', {
    method: 'POST',
    headers: { 'Content-Type': 'multipart/form-data; boundary=x' },
    body: Buffer.concat([Buffer.from(head), bytes, Buffer.from('\r\n--x--\r\n')]),
  })
}

function filesUnder(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
}

const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom(
    '../../etc/passwd',
    '..\\..\\boot.ini',
    '%2e%2e%2fx',
    'a\u0000.png',
    'CON',
    'x. ',
    'a\u202egnp.exe',
    '"; rm -rf /',
    'a\r\nX: y',
    '😀'.repeat(60),
    '.htaccess',
    '~',
    '-rf',
  ),
)

test('whatever a file is called, it lies under a name of our own and its own is not kept', async () => {
  const app = await givenApp()
  const folder = join(app.store.folder, '..')
  const before = new Set(filesUnder(folder))
  await fc.assert(
    fc.asyncProperty(nasty, async (name) => {
      const answer = await upload(app, PNG, name)
      expect([201, 400, 422]).toContain(answer.status)
    }),
    { numRuns: Number(process.env.LAW_RUNS ?? 150) },
  )
  const added = filesUnder(folder).filter((file) => !before.has(file) && !/-(wal|shm)$/.test(file))
  expect(added.length).toBeGreaterThan(20)
  for (const file of added) expect(file).toMatch(/^coventry\/attachments\/[A-Za-z0-9_-]{22}$/)
  const rows = JSON.stringify(await app.store.db.select().from(attachments))
  expect(rows).not.toMatch(/passwd|boot|htaccess|CON/)
})

const HTML = '<html><body onload=alert(1)>'
const ZIP = Buffer.from('504b0304140000000800', 'hex')

/** Files that are two things at once, or say that they are another. */
const MIXED: readonly (readonly [string, Buffer, string])[] = [
  ['a page called a picture', Buffer.from(HTML), 'image/png'],
  [
    'a drawing with script',
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    'image/svg+xml',
  ],
  ['a program', Buffer.from('4d5a90000300000004000000ffff0000', 'hex'), 'image/jpeg'],
  ['a program for Linux', Buffer.from('7f454c4602010100', 'hex'), 'image/png'],
  ['an archive', ZIP, 'application/pdf'],
  ['an archive called a picture', ZIP, 'image/png'],
  ['a compressed file', Buffer.from('1f8b0800000000000003', 'hex'), 'image/jpeg'],
  [
    'a script for a drawing program',
    Buffer.from("push graphic-context\nviewbox 0 0 1 1\nfill 'url(https://evil.example)'\u0000"),
    'image/jpeg',
  ],
  ['a page without a beginning', Buffer.from(`\u0000\u0000${HTML}`), 'text/plain'],
]

test.each(MIXED)('%s is refused, and leaves nothing behind', async (_, bytes, type) => {
  const app = await givenApp()
  const answer = await upload(app, bytes, 'x', type)
  const kept = await app.store.db.select().from(attachments)
  // Plain text is text whatever it says: it is only ever saved, never shown as a page.
  if (answer.status === 201) expect(kept[0]?.kind).toBe('txt')
  else expect(kept).toEqual([])
})

test('a picture with a page or an archive behind it is kept as a picture, whole and sealed', async () => {
  const app = await givenApp()
  for (const tail of [Buffer.from(HTML), ZIP, Buffer.from('GIF89a/*'), Buffer.from('%PDF-1.7')]) {
    const answer = await upload(app, Buffer.concat([PNG, tail]))
    expect(answer.status).toBe(201)
    expect(await answer.json()).toMatchObject({ kind: 'png' })
  }
})

/** A PNG of 50,000 by 50,000 points in some kilobytes. */
function pixelFlood(): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const head = Buffer.alloc(8)
    head.writeUInt32BE(data.length, 0)
    head.write(type, 4)
    return Buffer.concat([head, data, Buffer.alloc(4)])
  }
  const size = Buffer.alloc(13)
  size.writeUInt32BE(50_000, 0)
  size.writeUInt32BE(50_000, 4)
  size.writeUInt8(8, 8)
  size.writeUInt8(2, 9)
  const data = deflateSync(Buffer.alloc(4_000_000))
  return Buffer.concat([
    PNG.subarray(0, 8),
    chunk('IHDR', size),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

test('a bomb is never unpacked while it is taken in', async () => {
  const app = await givenApp()
  const before = process.memoryUsage().rss
  const bomb = Buffer.concat([ZIP, deflateRawSync(Buffer.alloc(20_000_000))])
  for (let n = 0; n < 10; n++) {
    await upload(app, bomb, 'bomb.docx', 'application/vnd.openxmlformats')
    await upload(app, pixelFlood())
  }
  expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024)
})
