import { deflateSync, inflateSync } from 'node:zlib'
import sharp from 'sharp'

/** An object of a PDF: its dictionary as it is written, and the bytes of its stream where it has one. */
export type PdfObject = string | { readonly head: string; readonly bytes: Buffer }

export const stream = (bytes: Buffer | string, head = ''): PdfObject => ({
  head,
  bytes: Buffer.from(bytes),
})
export const packed = (bytes: Buffer | string, head = ''): PdfObject => ({
  head: `/Filter /FlateDecode ${head}`,
  bytes: deflateSync(Buffer.from(bytes)),
})

const bodyOf = (object: PdfObject): Buffer =>
  typeof object === 'string'
    ? Buffer.from(object, 'latin1')
    : Buffer.concat([
        Buffer.from(`<<${object.head} /Length ${object.bytes.length}>>\nstream\n`, 'latin1'),
        object.bytes,
        Buffer.from('\nendstream'),
      ])

/** A file with its table in letters, as most programs write it. Objects are numbered from 1. */
export function pdf(objects: readonly PdfObject[], trailer = '/Root 1 0 R'): Buffer {
  const pieces = [Buffer.from('%PDF-1.4\n')]
  const places: number[] = []
  let at = 9
  for (const [index, object] of objects.entries()) {
    const piece = Buffer.concat([
      Buffer.from(`${index + 1} 0 obj\n`),
      bodyOf(object),
      Buffer.from('\nendobj\n'),
    ])
    places.push(at)
    pieces.push(piece)
    at += piece.length
  }
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')
  const size = objects.length + 1
  pieces.push(
    Buffer.from(
      `xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<</Size ${size} ${trailer}>>\nstartxref\n${at}\n%%EOF\n`,
      'latin1',
    ),
  )
  return Buffer.concat(pieces)
}

/** A later version at the end of a file: what was there before stays in it, and no longer counts. */
export function changedLater(file: Buffer, number: number, object: PdfObject): Buffer {
  const before = Number(/startxref\n(\d+)/.exec(file.toString('latin1'))?.[1])
  const piece = Buffer.concat([
    Buffer.from(`${number} 0 obj\n`),
    bodyOf(object),
    Buffer.from('\nendobj\n'),
  ])
  const place = String(file.length).padStart(10, '0')
  const end = `xref\n${number} 1\n${place} 00000 n \ntrailer\n<</Size 100 /Root 1 0 R /Prev ${before}>>\nstartxref\n${file.length + piece.length}\n%%EOF\n`
  return Buffer.concat([file, piece, Buffer.from(end)])
}

/** The same objects as Word and Acrobat keep them: those without a stream packed together, the table packed too. */
export function packedPdf(objects: readonly PdfObject[], trailer = '/Root 1 0 R'): Buffer {
  const pieces = [Buffer.from('%PDF-1.5\n')]
  const rows: (readonly [number, number, number])[] = [[0, 0, 0]]
  const together = objects.flatMap((object, index) =>
    typeof object === 'string' ? [{ number: index + 1, object }] : [],
  )
  const holder = objects.length + 1
  let at = 9
  const place = (number: number, object: PdfObject) => {
    const piece = Buffer.concat([
      Buffer.from(`${number} 0 obj\r\n`),
      bodyOf(object),
      Buffer.from('\r\nendobj\r\n'),
    ])
    pieces.push(piece)
    at += piece.length
    return at - piece.length
  }
  for (const [index, object] of objects.entries()) {
    const where = together.findIndex(({ number }) => number === index + 1)
    rows.push(where === -1 ? [1, place(index + 1, object), 0] : [2, holder, where])
  }
  let offset = 0
  const list = together.map(({ number, object }) => {
    const entry = `${number} ${offset}`
    offset += object.length + 1
    return entry
  })
  const first = `${list.join(' ')} `
  const all = first + together.map(({ object }) => `${object} `).join('')
  const head = `/Type /ObjStm /N ${together.length} /First ${first.length}`
  rows.push([1, place(holder, packed(Buffer.from(all, 'latin1'), head)), 0])
  rows.push([1, at, 0])
  const table = Buffer.concat(rows.map(rowOf))
  const start = at
  const size = rows.length
  place(
    holder + 1,
    packed(
      predicted(table),
      `/Type /XRef /Size ${size} /W [1 4 2] /DecodeParms <</Predictor 12 /Columns 7>> ${trailer}`,
    ),
  )
  return Buffer.concat([...pieces, Buffer.from(`startxref\n${start}\n%%EOF`)])
}

function rowOf([kind, second, third]: readonly [number, number, number]): Buffer {
  const row = Buffer.alloc(7)
  row.writeUInt8(kind)
  row.writeUInt32BE(second, 1)
  row.writeUInt16BE(third, 5)
  return row
}

/** Each row as what it differs by from the one above it: how nearly every program packs its table. */
function predicted(table: Buffer): Buffer {
  const rows: Buffer[] = []
  for (let at = 0; at < table.length; at += 7) {
    const above = at === 0 ? Buffer.alloc(7) : table.subarray(at - 7, at)
    rows.push(
      Buffer.from([2, ...table.subarray(at, at + 7).map((byte, x) => byte - (above[x] ?? 0))]),
    )
  }
  return Buffer.concat(rows)
}

/** Everything that the file says, its streams unpacked too, however its words are written. */
export function everythingIn(file: Buffer): string {
  const text = file.toString('latin1')
  const streams = [...text.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)].map(
    ([, body = '']) => {
      const bytes = Buffer.from(body, 'latin1')
      try {
        return inflateSync(bytes).toString('latin1')
      } catch {
        return body
      }
    },
  )
  const all = [text, ...streams].join('\n')
  const strings = [...all.matchAll(/<([\da-f\s]{4,})>/gi)].map(([, digits = '']) =>
    Buffer.from(digits.replaceAll(/\s/g, ''), 'hex').toString('latin1'),
  )
  // Words may be written with two bytes a letter.
  return [all, ...strings].join('\n').replaceAll('\0', '')
}

/** A photo that says who took it, where. */
export function photo(): Promise<Buffer> {
  return sharp({ create: { width: 40, height: 20, channels: 3, background: '#b58900' } })
    .withExif({
      IFD0: { Artist: 'Ada Lovelace' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 45/1 7/1' },
    })
    .jpeg()
    .toBuffer()
}

export const WORDS = '(My door is broken.) Tj'
export const SECRETS = [
  'Ada Lovelace',
  'Analytical Ltd',
  'D:20261120211400',
  'app.alert',
  'C:/Users/ada',
  'Exif',
  'Struck out',
]

const CONTENT = `% Ada Lovelace wrote this
/Span <</ActualText (Ada Lovelace)>> BDC q BT /F1 12 Tf 20 90 Td ${WORDS} ET EMC
q 80 0 0 40 20 20 cm /Im1 Do Q
/Note <</Author (Ada Lovelace)>> DP`

/** A letter with a photo, and who, when, where and with what in every place that PDF has for them. */
export async function letter(): Promise<readonly PdfObject[]> {
  const jpeg = await photo()
  return [
    '<</Type /Catalog /Pages 2 0 R /Metadata 8 0 R /OpenAction <</S /JavaScript /JS (app.alert\\(1\\))>> /Names <</JavaScript 9 0 R>> /StructTreeRoot 10 0 R /Lang (en-GB)>>',
    '<</Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 200 120] /Resources <</Font <</F1 5 0 R>> /XObject <</Im1 6 0 R /Im2 11 0 R>>>>>>',
    '<</Type /Page /Parent 2 0 R /Contents [4 0 R] /Annots [12 0 R] /PieceInfo <</App <</LastModified (D:20261120211400)>>>> /AA <</O 9 0 R>> /Thumb 11 0 R>>',
    packed(CONTENT),
    '<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>',
    {
      head: '/Type /XObject /Subtype /Image /Width 40 /Height 20 /ColorSpace [/ICCBased 13 0 R] /BitsPerComponent 8 /Filter /DCTDecode /Metadata 8 0 R',
      bytes: jpeg,
    },
    '<</Author (Ada Lovelace) /Creator <FEFF0041006E0061006C00790074006900630061006C0020004C00740064> /CreationDate (D:20261120211400) /Title (C:/Users/ada/letter)>>',
    stream('<x:xmpmeta>Ada Lovelace</x:xmpmeta>', '/Type /Metadata /Subtype /XML'),
    '<</Names [(a) <</S /JavaScript /JS (app.alert\\(2\\))>>]>>',
    '<</Type /StructTreeRoot /K <</S /P /Alt (Ada Lovelace)>>>>',
    packed(
      Buffer.from('Ada Lovelace is not drawn'),
      '/Type /XObject /Subtype /Image /Width 25 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8',
    ),
    '<</Type /Annot /Subtype /Link /Rect [0 0 9 9] /A <</S /URI /URI (mailto:Ada Lovelace)>>>>',
    packed('Analytical Ltd colours', '/N 3 /Alternate /DeviceRGB'),
  ]
}

export const TRAILER = '/Root 1 0 R /Info 7 0 R /ID [<00> <00>]'
