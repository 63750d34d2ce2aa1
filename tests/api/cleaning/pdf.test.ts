import { readdirSync, readFileSync } from 'node:fs'
import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { fileTypeFromBuffer } from 'file-type'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { cleanPdf } from '#api/cleaning/clean-pdf.ts'
import { createCleaner } from '#api/cleaning/cleaner.ts'
import { NotCleanable } from '#api/cleaning/not-cleanable.ts'
import { Budget, unfiltered } from '#api/cleaning/pdf/unfilter.ts'
import {
  changedLater,
  everythingIn,
  letter,
  type PdfObject,
  packed,
  packedPdf,
  pdf,
  photo,
  SECRETS,
  stream,
  TRAILER,
  WORDS,
} from './pdfs.ts'

const told = (file: Buffer) => SECRETS.filter((secret) => everythingIn(file).includes(secret))

/** The letter with some of its objects put in another's place; beyond its thirteen they are added. */
async function letterWith(changes: Readonly<Record<number, PdfObject>>): Promise<Buffer> {
  const objects = [...(await letter())]
  for (const [number, object] of Object.entries(changes)) objects[Number(number) - 1] = object
  return pdf(objects, TRAILER)
}

const LETTERS = [
  ['with its table in letters', pdf(await letter(), TRAILER)],
  ['with its objects packed', packedPdf(await letter(), TRAILER)],
  [
    'in which words were struck out later',
    changedLater(
      await letterWith({ 4: stream('BT (Struck out) Tj ET') }),
      4,
      stream(`BT /F1 12 Tf ${WORDS} ET q 9 0 0 9 0 0 cm /Im1 Do Q`),
    ),
  ],
] as const

const PAGE = '<</Type /Page /Parent 2 0 R /Contents 4 0 R'

describe('the clean copy of a PDF', () => {
  test.each(LETTERS)(
    '%s says nothing of its writer, and all that they wrote',
    async (_which, sent) => {
      expect(told(sent)).not.toEqual([])
      const cleaner = createCleaner('api/cleaning/clean-file.ts')
      const cleaned = await cleaner(new Blob([new Uint8Array(sent)]).stream(), 'pdf')
      if (!cleaned.ok) throw new Error(cleaned.because)
      expect(told(cleaned.bytes)).toEqual([])
      const after = everythingIn(cleaned.bytes)
      expect(after.replaceAll('\n', ' ')).toContain(WORDS)
      expect(after).toContain('/DCTDecode')
      expect((await fileTypeFromBuffer(cleaned.bytes))?.ext).toBe('pdf')
    },
  )

  test('is made of a letter here that holds all that must not come along', async () => {
    const sent = await letterWith({ 14: stream('Struck out') })
    expect(told(sent)).toEqual(SECRETS)
  })

  test('shows a photo with the points that it had', async () => {
    const copy = cleanPdf(await letterWith({})).toString('latin1')
    const [, body = ''] = /\/DCTDecode[^>]*>>\nstream\n([\s\S]*?)\nendstream/.exec(copy) ?? []
    const points = (jpeg: Buffer) => sharp(jpeg).raw().toBuffer()
    const shown = Buffer.from(body, 'latin1')
    expect((await sharp(shown).metadata()).exif).toBeUndefined()
    expect((await points(shown)).equals(await points(await photo()))).toBe(true)
  })

  test('keeps what was filled in on a form as it is seen, and is a form no longer', async () => {
    const sent = await letterWith({
      1: '<</Type /Catalog /Pages 2 0 R /AcroForm <</Fields [12 0 R]>>>>',
      12: '<</Type /Annot /Subtype /Widget /FT /Tx /T (Name of Ada Lovelace) /V (My answer) /Rect [10 10 110 30] /AP <</N 14 0 R>> /A <</S /JavaScript /JS (app.alert)>>>>',
      14: stream(
        '/Tx BMC BT /Helv 9 Tf (My answer) Tj ET EMC',
        '/Type /XObject /Subtype /Form /BBox [0 0 50 10] /Resources <</Font <</Helv 5 0 R>>>>',
      ),
    })
    const after = everythingIn(cleanPdf(sent))
    expect(after).toContain('(My answer)')
    expect(after).toContain('q 2 0 0 2 10 10 cm /EarshotNote0 Do Q')
    expect(after).not.toMatch(/Widget|AcroForm|Ada Lovelace|app\.alert/)
  })

  test('keeps a tick in a box, and does not tick the others', async () => {
    const box = (state: string) =>
      `<</Type /Annot /Subtype /Widget /FT /Btn /AS /${state} /Rect [0 0 10 10] /AP <</N <</Yes 14 0 R /Off 15 0 R>>>>>>`
    const form = '/Subtype /Form /BBox [0 0 10 10]'
    const sent = await letterWith({
      3: `${PAGE} /Annots [12 0 R 16 0 R]>>`,
      12: box('Yes'),
      14: stream('0 0 m 7 7 l S', form),
      15: stream('0 0 9 9 re S', form),
      16: box('Off'),
    })
    const after = everythingIn(cleanPdf(sent)).replaceAll('\n', ' ')
    expect(after.match(/EarshotNote\d Do/g)).toEqual(['EarshotNote0 Do', 'EarshotNote1 Do'])
    expect([after.match(/0 0 m 7 7 l S/g), after.match(/0 0 9 9 re S/g)]).toMatchObject([
      { length: 1 },
      { length: 1 },
    ])
  })
})

const FOLDER = 'tests/fixtures/pdf'

test.each(readdirSync(FOLDER).filter((name) => name.endsWith('.pdf')))(
  '%s, as a program made it, has a clean copy with the same pages, which is clean',
  (name) => {
    const sent = readFileSync(`${FOLDER}/${name}`)
    expect(everythingIn(sent)).toMatch(/Producer/)
    const copy = cleanPdf(sent)
    const after = everythingIn(copy)
    expect(after).not.toMatch(
      /Ada Lovelace|Exif|Producer|Creat(?:or|ion)|D:20\d\d|xmpmeta|LibreOffice|Skia/,
    )
    const pages = (file: Buffer) => everythingIn(file).match(/\/Type\s*\/Page\b/g)?.length
    expect(pages(copy)).toBe(pages(sent))
    expect(cleanPdf(copy).equals(copy)).toBe(true)
  },
)

const EMPTY = '<</Type /Catalog /Pages 2 0 R'

test.each<[string, Readonly<Record<number, PdfObject>>]>([
  ['another document inside', { 1: `${EMPTY} /Names <</EmbeddedFiles 9 0 R>>>>` }],
  ['a collection of documents', { 1: `${EMPTY} /Collection <<>>>>` }],
  ['a form that a program draws', { 1: `${EMPTY} /AcroForm <</XFA 8 0 R>>>>` }],
  [
    'a layer that is switched off',
    { 1: `${EMPTY} /OCProperties <</OCGs [9 0 R] /D <</OFF [9 0 R]>>>>>>` },
  ],
  ['a remark beside the page', { 12: '<</Subtype /Text /Contents (Read this) /Rect [0 0 9 9]>>' }],
  ['a file on a page', { 12: '<</Subtype /FileAttachment /Rect [0 0 9 9]>>' }],
  ['an answer that its viewer draws', { 12: '<</Subtype /Widget /V (Mine) /Rect [0 0 9 9]>>' }],
  ['a drawing that nobody knows', { 4: stream('0 0 m (Ada) Hidden') }],
  ['words among what draws', { 4: stream('(Ada Lovelace) w') }],
  [
    'a picture of a kind that is not taken apart',
    { 6: stream('jp2', '/Subtype /Image /Filter /JPXDecode') },
  ],
  ['a photo that is none', { 6: stream('Ada Lovelace', '/Subtype /Image /Filter /DCTDecode') }],
  ['a program for printers', { 6: stream('showpage', '/Subtype /PS') }],
  ['a page that lies elsewhere', { 4: stream('', '/F (C:\\\\elsewhere.pdf)') }],
  ['pages in a ring', { 3: '<</Type /Pages /Kids [2 0 R]>>' }],
  ['a stream that ends elsewhere', { 4: '<</Length 5>>\nstream\nmore than five\nendstream' }],
  [
    'lists in lists in lists',
    { 3: `${PAGE} /MediaBox ${'['.repeat(5_000)}${']'.repeat(5_000)}>>` },
  ],
  ['a length that needs itself', { 4: '<</Length 4 0 R>>\nstream\nq Q\nendstream' }],
])('of a PDF with %s no copy is made', async (_what, change) => {
  const sent = await letterWith(change)
  expect(() => cleanPdf(sent)).toThrow(NotCleanable)
})

test('of a PDF that is locked no copy is made', async () => {
  const sent = pdf(await letter(), '/Root 1 0 R /Encrypt <</Filter /Standard>>')
  expect(() => cleanPdf(sent)).toThrow(NotCleanable)
})

test('a PDF that would fill the memory is refused', async () => {
  const burst = deflateSync(deflateSync(Buffer.alloc(80 * 1024 * 1024, ' ')))
  const sent = await letterWith({
    4: { head: '/Filter [/FlateDecode /FlateDecode]', bytes: burst },
  })
  expect(sent.length).toBeLessThan(100_000)
  expect(() => cleanPdf(sent)).toThrow('packed wrongly, or too much')
})

test('a page that is drawn a thousand times from much is refused, not worked through', async () => {
  const much = packed(Buffer.alloc(12 * 1024 * 1024, ' '))
  const pieces = Array.from({ length: 1_000 }, () => '4 0 R').join(' ')
  const sent = await letterWith({
    3: `<</Type /Page /Parent 2 0 R /Contents [${pieces}]>>`,
    4: much,
  })
  expect(() => cleanPdf(sent)).toThrow('too much on a page')
})

test('parts that together unpack to too much are refused, each of them small enough', () => {
  const budget = new Budget()
  const part = deflateSync(Buffer.alloc(60 * 1024 * 1024))
  const filter = { name: 'FlateDecode', options: new Map() }
  const unpackAll = () => Array.from({ length: 5 }, () => unfiltered(part, filter, budget).length)
  expect(unpackAll).toThrow(NotCleanable)
})

test('whatever is sent as a PDF is cleaned or refused, and never anything else', async () => {
  const objects = await letter()
  const reals = [pdf(objects, TRAILER), packedPdf(objects, TRAILER)]
  const cut = fc
    .tuple(fc.constantFrom(...reals), fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([real, part]) => real.subarray(0, Math.floor(real.length * part)))
  const bent = fc
    .tuple(fc.constantFrom(...reals), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }))
    .map(([real, changes]) => {
      const bytes = Buffer.from(real)
      for (const [at, byte] of changes) bytes[at % bytes.length] = byte
      return bytes
    })
  fc.assert(
    fc.property(fc.oneof(cut, bent), (bytes) => {
      try {
        return cleanPdf(bytes).subarray(0, 5).toString() === '%PDF-'
      } catch (fault) {
        if (fault instanceof NotCleanable) return true
        throw fault
      }
    }),
    { numRuns: 300 },
  )
})
