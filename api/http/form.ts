import { PassThrough, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import busboy from 'busboy'
import { type ErrorCode, type Refusal, refuse } from '#schema/errors.ts'
import { announcedBytes, bodyOf, readBytes } from './body.ts'
import type { Context } from './context.ts'

/**
 * Six times the longest story, which is at most 80 KB: whoever pastes a whole chat is shown it again, to be
 * shortened. Past that nothing of it comes back.
 */
const FIELD_BYTES = 480 * 1024
const FIELDS = 200
const FIELD_NAME_BYTES = 100
const FILES = 5
/** Without files; the encoding of a form triples what is not ASCII. */
const PLAIN_FORM_BYTES = 512 * 1024

/** What becomes of a file in a form: the text that stands in its place. `name`: as its sender calls it, without folders. */
type TakeFile = (file: Readable, field: string, name: string) => Promise<string>

type FormOptions = {
  /** The most bytes in all, files included. */
  readonly most?: number
  /** The most files; five unless said. */
  readonly files?: number
  readonly takeFile: TakeFile
}

type Entry = readonly [field: string, value: string]

/**
 * Reads a posted form as text fields. Each file is handed on as it arrives, never held whole, and
 * what `takeFile` answers stands in its place. Refuses more bytes or fields than a person could send.
 */
export async function readForm(
  c: Context,
  options: FormOptions,
): Promise<{ readonly ok: true; readonly fields: FormData } | Refusal> {
  const type = c.req.header('Content-Type') ?? ''
  const hasFiles = type.startsWith('multipart/form-data')
  if (!hasFiles && !type.startsWith('application/x-www-form-urlencoded'))
    return refuse('bad-request')
  if (!hasFiles) return readPlainForm(c)
  const { most = PLAIN_FORM_BYTES } = options
  if (announcedBytes(c) > most) return refuse('too-large')
  try {
    return { ok: true, fields: fieldsOf(await parse(c, type, { ...options, most })) }
  } catch (fault) {
    if (fault instanceof FormRefused) return refuse(fault.refusal)
    throw fault
  }
}

/** A form of texts alone is short enough to be read whole. */
async function readPlainForm(c: Context): ReturnType<typeof readForm> {
  const bytes = await readBytes(c, PLAIN_FORM_BYTES)
  if (bytes === undefined) return refuse('too-large')
  const entries = [...new URLSearchParams(bytes.toString('utf8'))]
  const isTooLong = ([field, value]: Entry) =>
    Buffer.byteLength(field) > FIELD_NAME_BYTES || Buffer.byteLength(value) > FIELD_BYTES
  if (entries.length > FIELDS || entries.some(isTooLong)) return refuse('too-large')
  return { ok: true, fields: fieldsOf(entries) }
}

function fieldsOf(entries: readonly Entry[]): FormData {
  const fields = new FormData()
  for (const [field, value] of entries) fields.append(field, value)
  return fields
}

async function parse(
  c: Context,
  type: string,
  { most, files = FILES, takeFile }: FormOptions & { readonly most: number },
): Promise<readonly Entry[]> {
  const entries: Entry[] = []
  const taking: Promise<void>[] = []
  const parser = open(type, files)
  parser.on('field', (field, value, info) => {
    if (info.valueTruncated || info.nameTruncated) parser.destroy(new FormRefused('too-large'))
    else entries.push([field, value])
  })
  parser.on('file', (field, file, { filename = '' }) => {
    const own = apart(file)
    const taken = takeFile(own, field, filename)
      .then((value) => void (value === '' || entries.push([field, value])))
      .finally(() => own.destroy())
    taken.catch((fault) => parser.destroy(fault))
    taking.push(taken)
  })
  for (const limit of ['fieldsLimit', 'filesLimit', 'partsLimit'] as const)
    parser.on(limit, () => parser.destroy(new FormRefused('too-large')))
  try {
    await pipeline(bodyOf(c), atMost(most), parser)
  } catch (fault) {
    await Promise.allSettled(taking)
    throw fault instanceof Error && isOurs(fault)
      ? fault
      : new FormRefused('bad-request', { cause: fault })
  }
  await Promise.all(taking)
  return entries
}

/**
 * A file whose taker may stop early: what is left of it is passed over, so that the rest of the form is still read.
 * The parser's own stream cannot be given away: who ends it early ends the form.
 */
function apart(file: Readable): Readable {
  const own = new PassThrough()
  // Whoever reads it is told of its fault; before anybody does, nobody need be.
  own.on('error', () => undefined)
  file.once('error', (fault) => own.destroy(fault))
  own.once('close', () => {
    file.unpipe(own)
    file.resume()
  })
  return file.pipe(own)
}

function open(type: string, files: number): busboy.Busboy {
  try {
    return busboy({
      headers: { 'content-type': type },
      defParamCharset: 'utf8',
      limits: {
        fieldNameSize: FIELD_NAME_BYTES,
        fieldSize: FIELD_BYTES,
        fields: FIELDS,
        files,
        parts: FIELDS + files,
        headerPairs: 20,
      },
    })
  } catch (fault) {
    throw new FormRefused('bad-request', { cause: fault })
  }
}

/** Passes bytes on until there are too many. */
function atMost(most: number) {
  return async function* count(source: AsyncIterable<Uint8Array>) {
    let length = 0
    for await (const chunk of source) {
      length += chunk.byteLength
      if (length > most) throw new FormRefused('too-large')
      yield chunk
    }
  }
}

/** What a parser's event handlers and `pipeline` can only hand on as an error. */
class FormRefused extends Error {
  override name = 'FormRefused'
  readonly refusal: ErrorCode
  constructor(refusal: ErrorCode, options?: ErrorOptions) {
    super(refusal, options)
    this.refusal = refusal
  }
}

/** A fault of the store while a file was taken must stay one; what the parser throws is the sender's. */
function isOurs(fault: Error): boolean {
  return fault instanceof FormRefused || fault.name === 'StoreBusy' || 'syscall' in fault
}
