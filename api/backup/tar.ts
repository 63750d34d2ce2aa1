import { createHash } from 'node:crypto'
import { closeSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs'

const BLOCK = 512
const CHUNK = 1024 * 1024
const LONGEST_NAME = 100
/** Eleven octal digits: 8 GiB. */
const MOST_BYTES = 0o77777777777

/** What was written of one entry. */
export type Entry = { readonly name: string; readonly bytes: number; readonly sha256: string }

/** Where a fault of an archive lies; the message says it to an administrator. */
export class BrokenArchive extends Error {
  override name = 'BrokenArchive'
}

/**
 * Writes a tar archive (POSIX ustar), which any `tar` can list. Plain calls that wait: it is meant for a
 * thread of its own, where nobody else waits for them.
 */
export class TarWriter {
  readonly #file: number

  /** Makes the file, mode 0600. Throws when it is there already. */
  constructor(path: string) {
    this.#file = openSync(path, 'wx', 0o600)
  }

  addText(name: string, text: string): void {
    const bytes = Buffer.from(text)
    this.#write(headerOf(name, bytes.length))
    this.#write(bytes)
    this.#write(paddingOf(bytes.length))
  }

  /** Adds a file of this many bytes, as it is read. Throws when it turns out shorter or is gone. */
  addFile(name: string, path: string, bytes: number): Entry {
    const hash = createHash('sha256')
    const from = openSync(path, 'r')
    try {
      this.#write(headerOf(name, bytes))
      for (const chunk of chunksOf(from, 0, bytes)) {
        hash.update(chunk)
        this.#write(chunk)
      }
      this.#write(paddingOf(bytes))
    } finally {
      closeSync(from)
    }
    return { name, bytes, sha256: hash.digest('hex') }
  }

  /** Ends the archive; when it returns, all of it is on the disk. */
  end(): void {
    this.#write(Buffer.alloc(2 * BLOCK))
    fsyncSync(this.#file)
    closeSync(this.#file)
  }

  #write(bytes: Buffer): void {
    for (let written = 0; written < bytes.length; ) {
      written += writeSync(this.#file, bytes, written)
    }
  }
}

/** One entry of an archive, readable while it is the current one. */
type ReadEntry = {
  readonly name: string
  readonly bytes: number
  text(): string
  /** Writes it to a new file, mode 0600, and answers what it was. */
  copyTo(path: string): Entry
}

/** The entries of an archive in order. Throws `BrokenArchive` for one that was cut short or changed. */
export function* readTar(path: string): Generator<ReadEntry> {
  const file = openSync(path, 'r')
  try {
    for (let at = 0; ; ) {
      const header = exactly(file, at, BLOCK)
      if (header.every((byte) => byte === 0)) return
      const { name, bytes } = parseHeader(header)
      const start = at + BLOCK
      yield {
        name,
        bytes,
        text: () => Buffer.concat([...chunksOf(file, start, bytes)]).toString(),
        copyTo: (to) => copyTo(to, name, bytes, chunksOf(file, start, bytes)),
      }
      at = start + Math.ceil(bytes / BLOCK) * BLOCK
    }
  } finally {
    closeSync(file)
  }
}

function copyTo(path: string, name: string, bytes: number, chunks: Iterable<Buffer>): Entry {
  const hash = createHash('sha256')
  const to = openSync(path, 'wx', 0o600)
  try {
    for (const chunk of chunks) {
      hash.update(chunk)
      for (let written = 0; written < chunk.length; ) written += writeSync(to, chunk, written)
    }
    fsyncSync(to)
  } finally {
    closeSync(to)
  }
  return { name, bytes, sha256: hash.digest('hex') }
}

function* chunksOf(file: number, start: number, bytes: number): Generator<Buffer> {
  for (let done = 0; done < bytes; done += CHUNK) {
    yield exactly(file, start + done, Math.min(CHUNK, bytes - done))
  }
}

function exactly(file: number, at: number, bytes: number): Buffer {
  const buffer = Buffer.alloc(bytes)
  let read = 0
  while (read < bytes) {
    const more = readSync(file, buffer, read, bytes - read, at + read)
    if (more === 0) throw new BrokenArchive('the file ends in the middle')
    read += more
  }
  return buffer
}

function headerOf(name: string, bytes: number): Buffer {
  if (Buffer.byteLength(name) > LONGEST_NAME) throw new Error(`too long for an archive: ${name}`)
  if (bytes > MOST_BYTES) throw new Error(`too large for an archive: ${name}`)
  const header = Buffer.alloc(BLOCK)
  header.write(name, 0)
  header.write('0000600\0', 100)
  header.write('0000000\0', 108)
  header.write('0000000\0', 116)
  header.write(`${bytes.toString(8).padStart(11, '0')}\0`, 124)
  header.write('00000000000\0', 136)
  header.write('0', 156)
  header.write('ustar\x0000', 257)
  header.write(`${sumOf(header).toString(8).padStart(6, '0')}\0 `, 148)
  return header
}

function parseHeader(header: Buffer): { readonly name: string; readonly bytes: number } {
  const field = (from: number, to: number) =>
    header.toString('utf8', from, to).replace(/\0.*$/s, '').trim()
  const isOurs = field(257, 263) === 'ustar' && header[156] === '0'.charCodeAt(0)
  if (!isOurs || Number.parseInt(field(148, 156), 8) !== sumOf(header)) {
    throw new BrokenArchive('this is no backup, or it was damaged')
  }
  return { name: field(0, LONGEST_NAME), bytes: Number.parseInt(field(124, 136), 8) }
}

/** The sum of a header's bytes, its own field counted as spaces. */
function sumOf(header: Buffer): number {
  return header.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 32 : byte), 0)
}

function paddingOf(bytes: number): Buffer {
  return Buffer.alloc((BLOCK - (bytes % BLOCK)) % BLOCK)
}
