import fc from 'fast-check'
import { fileTypeFromBuffer } from 'file-type'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { clean } from '#api/cleaning/clean.ts'
import { createCleaner } from '#api/cleaning/cleaner.ts'
import { NotCleanable } from '#api/cleaning/not-cleanable.ts'
import { packParts, unpackParts } from '#api/cleaning/zip-parts.ts'

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const SECRETS = [
  'Ada Lovelace',
  'Analytical Ltd',
  '2026-11-20T21:14:00Z',
  '00A77B31',
  'ada@',
  'C:\\',
]
/** What the letter says, which must come through to the letter. */
const WORDS = 'She wrote w:author="Robin" and 5 &gt; 3. '

/** A letter as Word keeps it, with who, when and with what in every place that it has for them. */
async function letter(change: Readonly<Record<string, string | Buffer>> = {}): Promise<Buffer> {
  const photo = await sharp({ create: { width: 8, height: 4, channels: 3, background: '#00807a' } })
    .withExif({ IFD0: { Artist: 'Ada Lovelace' } })
    .jpeg()
    .toBuffer()
  const parts: Readonly<Record<string, string | Buffer>> = {
    '[Content_Types].xml': `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="jpeg" ContentType="image/jpeg"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`,
    '_rels/.rels': `<Relationships><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="core-properties" Target="docProps/core.xml"/></Relationships>`,
    'docProps/core.xml': '<cp><dc:creator>Ada Lovelace</dc:creator>2026-11-20T21:14:00Z</cp>',
    'docProps/app.xml': '<Properties><Company>Analytical Ltd</Company></Properties>',
    'customXml/item1.xml': '<p>Ada Lovelace</p>',
    'word/document.xml': `<w:document><w:p w:rsidR="00A77B31"><w:ins w:id="1" w:author="Ada Lovelace" w:date='2026-11-20T21:14:00Z'><w:r><w:t>${WORDS}</w:t></w:r></w:ins><wp:docPr id="1" name="C:\\Users\\ada@home.jpg" descr="A broken door"/><pic:cNvPr id="1" name="C:\\Users\\ada@home.jpg" descr="C:\\ada"/><v:imagedata r:id="rId4" o:title="ada@home"/></w:p></w:document>`,
    'word/comments.xml':
      '<w:comments><w:comment w:author="Ada Lovelace" w:initials="AL"><w:t>A remark</w:t></w:comment></w:comments>',
    'word/people.xml': '<w15:person w15:author="Ada Lovelace" userId="ada@example.org"/>',
    'word/settings.xml':
      '<w:settings><w:attachedTemplate r:id="rId1"/><w:rsids><w:rsid w:val="00A77B31"/></w:rsids></w:settings>',
    'word/_rels/settings.xml.rels': `<Relationships><Relationship Id="rId1" Type="${OFFICE}/attachedTemplate" Target="C:\\Ada Lovelace.dotx" TargetMode="External"/></Relationships>`,
    'word/_rels/document.xml.rels': `<Relationships><Relationship Id="rId1" Type="${OFFICE}/people" Target="people.xml"/><Relationship Id="rId2" Type="${OFFICE}/customXml" Target="../customXml/item1.xml"/><Relationship Id="rId3" Type="${OFFICE}/hyperlink" Target="https://example.org/" TargetMode="External"/><Relationship Id="rId4" Type="${OFFICE}/image" Target="media/image1.jpeg"/></Relationships>`,
    'word/media/image1.jpeg': photo,
    ...change,
  }
  return packParts(new Map(Object.entries(parts).map(([name, part]) => [name, Buffer.from(part)])))
}

async function everythingIn(file: Buffer): Promise<string> {
  const parts = await unpackParts(file)
  return [...parts].map(([name, part]) => `${name}\n${part.toString('latin1')}`).join('\n')
}

test('the clean copy of a letter says nothing of its writer, and all that they wrote', async () => {
  const sent = await letter()
  const before = await everythingIn(sent)
  expect(SECRETS.filter((secret) => !before.includes(secret))).toEqual([])
  const cleaner = createCleaner('api/cleaning/clean-file.ts')
  const cleaned = await cleaner(new Blob([new Uint8Array(sent)]).stream(), 'docx')
  if (!cleaned.ok) throw new Error(cleaned.because)
  const after = await everythingIn(cleaned.bytes)
  expect(SECRETS.filter((secret) => after.includes(secret))).toEqual([])
  expect(after).toContain(WORDS)
  expect(after).toContain('A remark')
  expect(after).toContain('A broken door')
  expect(after).toContain('https://example.org/')
  expect((await fileTypeFromBuffer(cleaned.bytes))?.ext).toBe('docx')
})

test('whatever the clean copy leaves out, nothing in it still leads there', async () => {
  const parts = await unpackParts(await clean(await letter(), 'docx'))
  const led = /docProps|customXml|people\.xml|settings\.xml\.rels/
  expect([...parts].filter(([name, part]) => led.test(name) || led.test(part.toString()))).toEqual(
    [],
  )
  expect([...parts.keys()]).toContain('word/media/image1.jpeg')
})

test.each([
  ['of Google Docs, with its fonts as they are', { 'word/fonts/Roboto-regular.ttf': 'a font' }],
  ['of Word on the web, with what it noticed', { 'word/intelligence2.xml': '<a>Ada Lovelace</a>' }],
  ['of LibreOffice, with its own properties', { 'docProps/custom.xml': '<a>Ada Lovelace</a>' }],
])('a letter %s has a clean copy', async (_which, change) => {
  const after = await everythingIn(await clean(await letter(change), 'docx'))
  expect(SECRETS.filter((secret) => after.includes(secret))).toEqual([])
  expect(after).toContain(WORDS)
})

test.each([
  ['a part that nobody knows', { 'word/secrets.xml': '<a>Ada Lovelace</a>' }],
  ['another document inside', { 'word/embeddings/sheet.xlsx': 'PK' }],
  ['a drawing of a kind that is not taken apart', { 'word/media/image2.emf': 'EMF' }],
  ['a picture that is none', { 'word/media/image1.jpeg': 'Ada Lovelace' }],
  [
    'entities of its own',
    { 'word/document.xml': '<!DOCTYPE w [<!ENTITY a "Ada Lovelace">]><w>&a;</w>' },
  ],
  [
    'a picture that is fetched as it opens',
    {
      'word/_rels/document.xml.rels': `<Relationships><Relationship Id="rId4" Type="${OFFICE}/image" Target="https://example.org/seen.png" TargetMode="External"/></Relationships>`,
    },
  ],
])('of a letter with %s no copy is made', async (_what, change) => {
  await expect(clean(await letter(change), 'docx')).rejects.toThrow(NotCleanable)
})

test('a letter that would fill the memory is refused', async () => {
  const burst = await letter({ 'word/styles.xml': Buffer.alloc(65 * 1024 * 1024, ' ') })
  expect(burst.length).toBeLessThan(10 * 1024 * 1024)
  await expect(clean(burst, 'docx')).rejects.toThrow(NotCleanable)
})

test('whatever is sent as a letter is cleaned or refused, and never anything else', async () => {
  const real = await letter()
  const cut = fc.nat(real.length).map((at) => real.subarray(0, at))
  const bent = fc
    .tuple(fc.nat(real.length - 1), fc.nat(255))
    .map(([at, byte]) => Buffer.from(real).fill(byte, at, at + 1))
  await fc.assert(
    fc.asyncProperty(fc.oneof(cut, bent), async (bytes) => {
      const copy = await clean(bytes, 'docx').catch((fault: unknown) => {
        if (fault instanceof NotCleanable) return undefined
        throw fault
      })
      expect(copy === undefined || (await unpackParts(copy)).has('word/document.xml')).toBe(true)
    }),
    { numRuns: 60 },
  )
})
