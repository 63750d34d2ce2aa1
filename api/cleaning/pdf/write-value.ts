import { isDict, isList, Name, type PdfValue, Ref, Stream } from './values.ts'

/** A value as it stands in a file, all in signs of one byte. A stream is written by who gives it a number. */
export function written(value: PdfValue): string {
  if (value === null) return 'null'
  if (typeof value === 'boolean') return String(value)
  if (typeof value === 'number') return writtenNumber(value)
  if (value instanceof Name) return writtenName(value.text)
  if (value instanceof Ref) return `${value.number} 0 R`
  if (Buffer.isBuffer(value)) return `<${value.toString('hex')}>`
  if (isList(value)) return `[${value.map(written).join(' ')}]`
  if (isDict(value)) return `<<${writtenKeys(value)}>>`
  if (value instanceof Stream) throw new Error('a stream has a number of its own')
  throw new Error('no value of PDF')
}

/** Keys and values without what holds them. */
export function writtenKeys(dict: ReadonlyMap<string, PdfValue>): string {
  return [...dict].map(([key, value]) => `${writtenName(key)} ${written(value)}`).join(' ')
}

/** PDF knows no exponents; five digits are finer than any printer. */
function writtenNumber(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value)
  return value.toFixed(5).replace(/\.?0+$/, '')
}

function writtenName(text: string): string {
  const safe = text.replaceAll(/[^!-~]|[#()<>[\]{}/%]/g, (sign) => {
    return `#${sign.charCodeAt(0).toString(16).padStart(2, '0')}`
  })
  return `/${safe}`
}
