import fc from 'fast-check'
import { fileTypeFromBuffer } from 'file-type'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { clean } from '#api/cleaning/clean.ts'
import type { Cleanable } from '#api/cleaning/cleanable.ts'
import { createCleaner } from '#api/cleaning/cleaner.ts'
import { NotCleanable } from '#api/cleaning/not-cleanable.ts'
import { oggPages, sealPage } from '#api/cleaning/ogg-pages.ts'
import { HEARD, MADE_AT_BYTES, m4a, mp3, ogg, SECRETS, vorbis, wav, webm } from './sounds.ts'

const cleaner = createCleaner('api/cleaning/clean-file.ts')
const streamOf = (bytes: Uint8Array) => new Blob([new Uint8Array(bytes)]).stream()

/** A picture as a telephone makes it: lying on its side, with who, where and when in it. */
function photo(kind: 'jpeg' | 'png' | 'webp'): Promise<Buffer> {
  return sharp({ create: { width: 60, height: 40, channels: 3, background: '#00807a' } })
    .withExif({
      IFD0: { Artist: 'Ada Lovelace', DateTime: '2026:11:20 21:14:00' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 45/1 7/1' },
    })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">Ada Lovelace</x:xmpmeta>')
    .withMetadata({ orientation: 6 })
    .toFormat(kind)
    .toBuffer()
}

describe('the clean copy of a picture', () => {
  test.each(['jpeg', 'png', 'webp'] as const)(
    'a %s stands upright and says nothing of its maker, place and time',
    async (kind) => {
      const sent = await photo(kind)
      expect(sent.includes('Ada Lovelace')).toBe(true)
      expect(await sharp(sent).metadata()).toMatchObject({ orientation: 6, width: 60, height: 40 })
      const cleaned = await cleaner(streamOf(sent), kind)
      if (!cleaned.ok) throw new Error(cleaned.because)
      const { exif, xmp, iptc, icc, orientation, width, height, format } = await sharp(
        cleaned.bytes,
      ).metadata()
      expect({ exif, xmp, iptc, icc, orientation, width, height, format }).toEqual({
        exif: undefined,
        xmp: undefined,
        iptc: undefined,
        icc: undefined,
        orientation: undefined,
        width: 40,
        height: 60,
        format: kind,
      })
      expect(cleaned.bytes.includes('Ada Lovelace')).toBe(false)
    },
  )

  test('is not made of a picture that would fill the memory', async () => {
    const huge = await sharp({
      create: { width: 10_000, height: 6_000, channels: 3, background: '#fff' },
      limitInputPixels: false,
    })
      .png()
      .toBuffer()
    expect(huge.byteLength).toBeLessThan(10 * 1024 * 1024)
    expect(await cleaner(streamOf(huge), 'png')).toEqual({ ok: false, because: 'file' })
  })

  test.each(['jpeg', 'png', 'webp'] as const)(
    'is not made of what only begins like a %s',
    async (kind) => {
      const half = (await photo(kind)).subarray(0, 100)
      expect(await cleaner(streamOf(half), kind)).toEqual({ ok: false, because: 'file' })
    },
  )
})

const SOUNDS = [
  ['wav', 'wav', wav()],
  ['mp3', 'mp3', mp3()],
  ['m4a', 'm4a', m4a()],
  ['webm', 'webm', webm()],
  ['ogg of Opus', 'ogg', ogg()],
  ['ogg of Vorbis', 'ogg', vorbis()],
] as const satisfies readonly (readonly [string, Cleanable, Buffer])[]

describe.each(SOUNDS)('the clean copy of a recording in %s', (_, kind, sent) => {
  test('says nothing of its maker, place and time', async () => {
    expect(SECRETS.filter((secret) => !sent.includes(secret))).toEqual([])
    const copy = await clean(sent, kind)
    expect(SECRETS.filter((secret) => copy.includes(secret))).toEqual([])
    expect(copy.includes(MADE_AT_BYTES)).toBe(false)
  })

  test('sounds the same, and is still what it was', async () => {
    const copy = await clean(sent, kind)
    expect(copy.includes(HEARD)).toBe(true)
    expect((await fileTypeFromBuffer(copy))?.ext).toBe((await fileTypeFromBuffer(sent))?.ext)
  })

  test('has nothing left to clean', async () => {
    const copy = await clean(sent, kind)
    expect((await clean(copy, kind)).equals(copy)).toBe(true)
  })

  test('comes out of a process of its own', async () => {
    const cleaned = await cleaner(streamOf(sent), kind)
    expect(cleaned).toEqual({ ok: true, bytes: await clean(sent, kind) })
  })
})

test('each page of a clean Ogg recording has the checksum that players look for', async () => {
  const copy = await clean(ogg(), 'ogg')
  const again = Buffer.from(copy)
  for (const page of oggPages(again)) sealPage(again, page)
  expect(again.equals(copy)).toBe(true)
})

test('the checksum is the one of the format', () => {
  // The first page of a file that libopus made, as RFC 7845 §5.1 lays it out.
  const page = Buffer.from(
    '4f676753000200000000000000000700000000000000000000000113' +
      '4f707573486561640101380180bb0000000000',
    'hex',
  )
  const [first] = oggPages(page)
  if (first === undefined) throw new Error('there is a page')
  sealPage(page, first)
  expect(page.readUInt32LE(22)).toBe(crcBitByBit(page))
})

/** RFC 3533 §6: polynomial 0x04c11db7 from 0, over the page with a checksum of 0, one bit at a time. */
function crcBitByBit(page: Buffer): number {
  let sum = 0n
  const plain = Buffer.from(page)
  plain.writeUInt32LE(0, 22)
  for (const byte of plain) {
    sum ^= BigInt(byte) << 24n
    for (let bit = 0; bit < 8; bit++)
      sum = ((sum << 1n) ^ (sum & 0x8000_0000n ? 0x04c1_1db7n : 0n)) & 0xffff_ffffn
  }
  return Number(sum)
}

describe('whatever somebody sends', () => {
  const soundKinds = [...new Set(SOUNDS.map(([, kind]) => kind))]

  test.each(soundKinds)('as %s is cleaned or refused, and never anything else', async (kind) => {
    const real = SOUNDS.find(([, each]) => each === kind)?.[2] ?? Buffer.alloc(0)
    const cut = fc.nat(real.length).map((at) => real.subarray(0, at))
    const bent = fc
      .tuple(fc.nat(real.length - 1), fc.nat(255))
      .map(([at, byte]) => Buffer.from(real).fill(byte, at, at + 1))
    const anything = fc.uint8Array({ maxLength: 200 })
    await fc.assert(
      fc.asyncProperty(fc.oneof(cut, bent, anything), async (bytes) => {
        const copy = await clean(bytes, kind).catch((fault: unknown) => {
          if (fault instanceof NotCleanable) return undefined
          throw fault
        })
        expect((copy ?? bytes).length).toBeLessThanOrEqual(bytes.length)
      }),
    )
  })

  test('no process but ours is waited for: one that cannot start is told', async () => {
    const broken = createCleaner('api/cleaning/not-there.ts')
    expect(await broken(streamOf(wav()), 'wav')).toEqual({ ok: false, because: 'process' })
  })
})
