/** Small recordings as telephones and programs make them, with what they say of their maker in them. */

export const SECRETS = ['Ada Lovelace', '+51.7520-001.2577/', '2026-11-20T21:14', 'Recorder 9']
const TOLD = SECRETS.join(' ')
/** What is heard. */
export const HEARD = Buffer.from(Array.from({ length: 600 }, (_, n) => (n * 37) % 251))

const text = (letters: string) => Buffer.from(letters, 'latin1')

function uint32(value: number, order: 'BE' | 'LE'): Buffer {
  const bytes = Buffer.alloc(4)
  if (order === 'BE') bytes.writeUInt32BE(value)
  else bytes.writeUInt32LE(value)
  return bytes
}

export function wav(): Buffer {
  const chunk = (name: string, body: Buffer) =>
    Buffer.concat([text(name), uint32(body.length, 'LE'), body, Buffer.alloc(body.length % 2)])
  const format = Buffer.from('0100010044ac000044ac000001000800', 'hex')
  const info = chunk('LIST', Buffer.concat([text('INFO'), chunk('IART', text(TOLD))]))
  const all = Buffer.concat([
    text('WAVE'),
    chunk('fmt ', format),
    chunk('bext', text(TOLD)),
    info,
    chunk('data', HEARD),
    chunk('id3 ', text(TOLD)),
  ])
  return Buffer.concat([text('RIFF'), uint32(all.length, 'LE'), all])
}

export function mp3(): Buffer {
  const frame = Buffer.concat([Buffer.from('fffb9000', 'hex'), Buffer.alloc(413, 0x55)])
  const body = Buffer.concat([frame, frame, frame, HEARD])
  const told = text(TOLD)
  const id3 = Buffer.concat([text('ID3'), Buffer.from([3, 0, 0, 0, 0, 0, told.length]), told])
  const ape = (flags: number) =>
    Buffer.concat([
      text('APETAGEX'),
      uint32(2000, 'LE'),
      uint32(told.length + 32, 'LE'),
      uint32(1, 'LE'),
      uint32(flags, 'LE'),
      Buffer.alloc(8),
    ])
  const id3v1 = Buffer.concat([text('TAG'), told, Buffer.alloc(125 - told.length)])
  return Buffer.concat([id3, body, ape(0xa000_0000), told, ape(0x8000_0000), id3v1])
}

const box = (type: string, ...parts: readonly Buffer[]) => {
  const body = Buffer.concat(parts)
  return Buffer.concat([uint32(body.length + 8, 'BE'), text(type), body])
}

/** 20 November 2026, in seconds since 1904. */
const MADE_AT = 0xe7_2f_5a_c0
export const MADE_AT_BYTES = uint32(MADE_AT, 'BE')

export function m4a(): Buffer {
  const dated = (type: string) =>
    box(type, Buffer.alloc(4), uint32(MADE_AT, 'BE'), uint32(MADE_AT, 'BE'), Buffer.alloc(12, 1))
  const offset = Buffer.from('stco')
  return Buffer.concat([
    box('ftyp', text('M4A '), Buffer.alloc(4), text('M4A isom')),
    box('uuid', Buffer.alloc(16), text(TOLD)),
    box(
      'moov',
      dated('mvhd'),
      box(
        'trak',
        dated('tkhd'),
        box('mdia', dated('mdhd'), box('minf', offset)),
        box('udta', text(TOLD)),
      ),
      box('udta', box('meta', text(TOLD)), box('\u00a9xyz', text(TOLD))),
      box('meta', text(TOLD)),
    ),
    box('mdat', HEARD),
  ])
}

const element = (id: string, ...parts: readonly Buffer[]) => {
  const body = Buffer.concat(parts)
  const length = Buffer.alloc(8)
  length.writeBigUInt64BE(BigInt(body.length) | (1n << 56n))
  return Buffer.concat([Buffer.from(id, 'hex'), length, body])
}

/** As a browser records: neither the whole nor the block of sound says how long it is. */
export function webm(): Buffer {
  const unknown = Buffer.from('01ffffffffffffff', 'hex')
  return Buffer.concat([
    element('1a45dfa3', element('4282', text('webm'))),
    Buffer.from('18538067', 'hex'),
    unknown,
    element(
      '1549a966',
      element('2ad7b1', Buffer.from([0x0f, 0x42, 0x40])),
      element('4461', Buffer.alloc(8, 7)),
      element('7ba9', text(TOLD)),
      element('4d80', text(TOLD)),
      element('5741', text(TOLD)),
    ),
    element('1654ae6b', element('ae', element('86', text('A_OPUS')), element('536e', text(TOLD)))),
    element('1254c367', element('7373', text(TOLD.repeat(4)))),
    Buffer.from('1f43b675', 'hex'),
    unknown,
    element('e7', Buffer.from([0])),
    element('a3', HEARD),
  ])
}

/** A page of packets, without a checksum: what cleans it must write one. */
function oggPage(n: number, flags: number, packets: readonly Buffer[], isCutOff = false): Buffer {
  const segments = packets.flatMap((packet, nth) => {
    const full = Array.from({ length: Math.floor(packet.length / 255) }, () => 255)
    return isCutOff && nth === packets.length - 1 ? full : [...full, packet.length % 255]
  })
  return Buffer.concat([
    text('OggS'),
    Buffer.from([0, flags]),
    Buffer.alloc(8),
    uint32(7, 'LE'),
    uint32(n, 'LE'),
    Buffer.alloc(4),
    Buffer.from([segments.length, ...segments]),
    ...packets,
  ])
}

/** The comment lies on two pages, as one with a picture in it does. */
export function ogg(): Buffer {
  const told = text(`ARTIST=${TOLD} ${'.'.repeat(500)}`)
  const comment = Buffer.concat([
    text('OpusTags'),
    uint32(10, 'LE'),
    text('Recorder 9'),
    uint32(1, 'LE'),
    uint32(told.length, 'LE'),
    told,
  ])
  const head = Buffer.concat([text('OpusHead'), Buffer.from('0101380180bb0000000000', 'hex')])
  return Buffer.concat([
    oggPage(0, 2, [head]),
    oggPage(1, 0, [comment.subarray(0, 510)], true),
    oggPage(2, 1, [comment.subarray(510)]),
    oggPage(3, 4, [HEARD]),
  ])
}

export function vorbis(): Buffer {
  const told = text(`ARTIST=${TOLD}`)
  const comment = Buffer.concat([
    text('\u0003vorbis'),
    uint32(10, 'LE'),
    text('Recorder 9'),
    uint32(1, 'LE'),
    uint32(told.length, 'LE'),
    told,
    Buffer.from([1]),
  ])
  const head = Buffer.concat([text('\u0001vorbis'), Buffer.alloc(23, 1)])
  return Buffer.concat([
    oggPage(0, 2, [head]),
    oggPage(1, 0, [comment, text('\u0005vorbis and how it is packed')]),
    oggPage(2, 4, [HEARD]),
  ])
}
