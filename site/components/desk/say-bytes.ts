const MEGABYTE = 1_000_000
const KILOBYTE = 1_000

const megabytes = new Intl.NumberFormat('en-GB', {
  style: 'unit',
  unit: 'megabyte',
  unitDisplay: 'long',
  maximumFractionDigits: 1,
})

const kilobytes = new Intl.NumberFormat('en-GB', {
  style: 'unit',
  unit: 'kilobyte',
  unitDisplay: 'long',
})

/** A size in words: `1.2 megabytes`, `1 kilobyte` for anything smaller. */
export function sayBytes(bytes: number): string {
  if (bytes >= MEGABYTE) return megabytes.format(bytes / MEGABYTE)
  return kilobytes.format(Math.ceil(bytes / KILOBYTE))
}
