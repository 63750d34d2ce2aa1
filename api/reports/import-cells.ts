import { LocalDate } from '#schema/dates.ts'

/** What a cell says, or what was expected instead. */
export type Read<T> = { readonly value: T } | { readonly expected: string }
export type CellReader<T> = (text: string) => Read<T>

/** An earlier day is a slip of the pen. */
const FIRST_DAY = '1900-01-01'
const LONGEST_REF = 64
const LONGEST_NAME = 300
const LONGEST_TEXT = 2_000
const MOST_PENCE = 10_000_000_000
const CONTROL = /\p{Cc}/u
/** What a spreadsheet would run as a formula. A dash before a space is a dash. */
const FORMULA = /^(?:[=+@\t\r]|-(?=\S))/

/** An empty cell means "not known". */
export function orUnknown<T>(reader: CellReader<T>): CellReader<T | null> {
  return (text) => (text === '' ? { value: null } : reader(text))
}

/** An empty cell means the usual. */
export function orUsual<T>(usual: T, reader: CellReader<T>): CellReader<T> {
  return (text) => (text === '' ? { value: usual } : reader(text))
}

/** The days met so far: a hundred thousand rows share a few hundred. */
const days = new Map<string, { readonly value: LocalDate }>()

export const date: CellReader<LocalDate> = (text) => {
  const known = days.get(text)
  if (known !== undefined) return known
  const parsed = LocalDate.safeParse(text)
  if (!parsed.success || text < FIRST_DAY) return { expected: 'a day such as 2021-04-07' }
  const day = { value: parsed.data }
  days.set(text, day)
  return day
}

export const yesOrNo: CellReader<boolean> = (text) =>
  text === 'yes' || text === 'no' ? { value: text === 'yes' } : { expected: 'yes or no' }

/** Two that differ by a space at their end look alike to everybody but a machine. */
function isOdd(text: string): boolean {
  return text !== text.trim() || CONTROL.test(text) || FORMULA.test(text)
}

/** What names a row. Opens nothing and says nothing of a person. */
export const reference: CellReader<string> = (text) =>
  text === '' || text.length > LONGEST_REF || isOdd(text)
    ? {
        expected: `a reference of 1 to ${LONGEST_REF} characters, without a space at either end, that is no formula`,
      }
    : { value: text }

/** What an authority calls something, where there is no list of it: a measure, a label of an old report. */
export const name: CellReader<string> = (text) =>
  text === '' || text.length > LONGEST_NAME || isOdd(text)
    ? {
        expected: `a name of 1 to ${LONGEST_NAME} characters, without a space at either end, that is no formula`,
      }
    : { value: text }

/** Words of the authority. A formula is refused: the words may stand in a spreadsheet again. */
export const words: CellReader<string> = (text) =>
  text.length > LONGEST_TEXT || FORMULA.test(text)
    ? { expected: `at most ${LONGEST_TEXT} characters that are no formula` }
    : { value: text }

export const count: CellReader<number> = (text) =>
  /^\d{1,9}$/.test(text) ? { value: Number(text) } : { expected: 'a whole number such as 12' }

export const figure: CellReader<number> = (text) =>
  /^\d{1,12}(\.\d{1,6})?$/.test(text)
    ? { value: Number(text) }
    : { expected: 'a number such as 12 or 12.5' }

export const pence: CellReader<number> = (text) => {
  const value = Math.round(Number(text) * 100)
  return /^\d{1,9}(\.\d{1,2})?$/.test(text) && value <= MOST_PENCE
    ? { value }
    : { expected: 'pounds with two decimals such as 250.00' }
}

/** One of a closed list, by the word that the files use for it: `{ not_ours: 'not-ours' }`. */
export function oneOf<T>(byWord: Readonly<Record<string, T>>): CellReader<T> {
  const known = new Map(Object.entries(byWord))
  return (text) => {
    const value = known.get(text)
    return value === undefined ? { expected: knownOnes([...known.keys()]) } : { value }
  }
}

/** One of an authority's own labels, exactly as it writes them, or as it wrote one `before`. */
export function labelOf(
  labels: readonly string[],
  before: ReadonlyMap<string, string> = new Map(),
): CellReader<string> {
  // The label's own string is kept, not the cell's: a hundred thousand rows then share a few dozen.
  const known = new Map([...before, ...labels.map((label) => [label, label] as const)])
  return (text) => {
    const value = known.get(text)
    return value === undefined ? { expected: knownOnes(labels) } : { value }
  }
}

/** Several labels, separated by `;`; an empty cell has none. */
export function labelsOf(labels: readonly string[]): CellReader<readonly string[]> {
  const one = labelOf(labels)
  return (text) => {
    if (text === '') return { value: [] }
    const values: string[] = []
    for (const part of text.split(';')) {
      // `Support given; ` ends where its list does.
      if (part.trim() === '') continue
      const read = one(part.trim())
      if ('expected' in read) return read
      if (values.includes(read.value)) return { expected: 'each label once' }
      values.push(read.value)
    }
    return { value: values }
  }
}

function knownOnes(labels: readonly string[]): string {
  return labels.length === 0
    ? 'nothing: this authority has no such list'
    : `one of: ${labels.join(' | ')}`
}
