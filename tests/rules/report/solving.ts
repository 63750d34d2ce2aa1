import type { PublicCell, PublicTable } from '#schema/report/report.ts'
import { ABOUT_PEOPLE } from '#schema/rules/disclosure/disclosure.ts'

/** What a hidden count may be at most in these tests, and how long to look for another. */
const LARGEST = 25
const MOST_TRIES = 20_000

/** What a hidden count may be: 1 to 4; none of these; or, for a sum that is not told, anything. */
type Unknown = { readonly values: readonly number[] }
const from = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, n) => first + n)

/** Known sums of unknowns: the coefficients by name, and what they come to. */
type Equation = { readonly of: ReadonlyMap<string, number>; readonly is: number }

/** All that a reader knows: what stands in place of each cell, and what is a sum of what. */
export function knownToReaders(tables: readonly PublicTable[]) {
  const unknowns = new Map<string, Unknown>()
  const equations: Equation[] = []
  const sums = (cells: readonly (readonly [string, PublicCell, number])[]) => {
    const of = new Map<string, number>()
    let is = 0
    for (const [name, cell, sign] of cells) {
      if (typeof cell === 'number') is -= sign * cell
      else of.set(name, (of.get(name) ?? 0) + sign)
    }
    if (of.size > 0) equations.push({ of, is })
  }
  for (const { id, columns, rows, total } of tables.filter((each) =>
    ABOUT_PEOPLE.includes(each.id),
  )) {
    const keys = columns.filter(({ type }) => type === 'count').map(({ key }) => key)
    const all = total === null ? rows : [...rows, { label: 'the total', values: total }]
    const cell = (label: string, key: string) => {
      const values = all.find((row) => row.label === label)?.values
      return [`${id}/${label}/${key}`, values?.[key] ?? 0] as const
    }
    for (const key of keys) {
      // Where all of a column is hidden it may be any number: even 1 to 4 would say which it is.
      const isAny = rows.every(({ values }) => values[key] === '*')
      for (const { label } of all) {
        const [name, value] = cell(label, key)
        const isSum = label === 'the total' || (key === 'count' && total?.statutory !== undefined)
        if (value === '<5') unknowns.set(name, { values: from(1, 4) })
        const first = isAny || isSum ? 1 : 5
        if (value === '*') unknowns.set(name, { values: [0, ...from(first, LARGEST)] })
      }
      if (total === null) continue
      sums([
        ...rows.map(({ label }) => [...cell(label, key), 1] as const),
        [...cell('the total', key), -1] as const,
      ])
    }
    if (keys.length < 2) continue
    for (const { label } of all) {
      sums(keys.map((key) => [...cell(label, key), key === 'count' ? -1 : 1] as const))
    }
  }
  const [contacts] = tables.filter(({ id }) => id === 'contacts-by-category')
  const cameIn = (kind: string) =>
    Number(contacts?.rows.find(({ label }) => label === kind)?.values.count ?? 0)
  for (const { id, columns, total, facts } of tables) {
    if ((id !== 'who-complained' && id !== 'child-status') || total === null) continue
    const kinds = KINDS.filter((kind) => columns.some(({ key }) => key === kind))
    const all = KINDS.reduce((sum, kind) => sum + cameIn(kind), 0)
    const totalOf = (key: string) => [`${id}/the total/${key}`, total[key] ?? 0, 1] as const
    const told = facts['left-out']
    const leftOut = [`${id}/${LEFT_OUT}`, typeof told === 'number' ? told : '*', 1] as const
    if (typeof leftOut[1] !== 'number') unknowns.set(leftOut[0], { values: from(0, all) })
    sums([totalOf('count'), leftOut, ['all that came in', all, -1]])
    const ofKinds = kinds.map((kind) => {
      const name = `${id}/${LEFT_OUT}/${kind}`
      unknowns.set(name, { values: from(0, cameIn(kind)) })
      sums([totalOf(kind), [name, '*', 1], ['that came in', cameIn(kind), -1]])
      return [name, '*', 1] as const
    })
    if (kinds.length > 0) sums([...ofKinds, [leftOut[0], leftOut[1], -1]])
  }
  sumsOfBases(tables, unknowns, sums)
  return { unknowns, equations }
}

/** Of how many the answer is known stands beside the shares of it. */
function sumsOfBases(
  tables: readonly PublicTable[],
  unknowns: Map<string, Unknown>,
  sums: (cells: readonly (readonly [string, PublicCell, number])[]) => void,
) {
  const [table] = tables.filter(({ id }) => id === 'children-and-advocates')
  for (const { label, values } of table?.rows ?? []) {
    const base = table?.facts[`${label}-base`]
    if (typeof base !== 'number') continue
    const rest = `${label}/${LEFT_OUT}`
    unknowns.set(rest, { values: from(0, base) })
    sums([
      [`children-and-advocates/${label}/count`, values.count ?? 0, 1],
      [rest, '*', 1],
      ['the base', base, -1],
    ])
  }
}

const KINDS = ['statutory', 'corporate', 'concern']
/** Of how many it is not known is nobody's secret. */
const LEFT_OUT = 'left out'
const isSecret = (name: string) => !name.includes(LEFT_OUT)

/** The unknowns but those that are 0 which the equations alone settle: Gauss and Jordan over fractions that stay whole enough. */
export function settledByElimination(
  equations: readonly Equation[],
  names: readonly string[],
): string[] {
  const rows = equations.map(({ of, is }) => [...names.map((name) => of.get(name) ?? 0), is])
  let rank = 0
  for (let column = 0; column < names.length; column++) {
    const pivot = rows.findIndex((row, at) => at >= rank && Math.abs(row[column] ?? 0) > 1e-9)
    const chosen = rows[pivot]
    const first = rows[rank]
    if (chosen === undefined || first === undefined) continue
    rows[pivot] = first
    const scale = chosen[column] ?? 1
    const scaled = chosen.map((value) => value / scale)
    rows[rank] = scaled
    for (const [at, row] of rows.entries()) {
      const factor = row[column] ?? 0
      if (at === rank || factor === 0) continue
      rows[at] = row.map((value, index) => value - factor * (scaled[index] ?? 0))
    }
    rank += 1
  }
  return rows.flatMap((row) => {
    const met = names.filter((_, index) => Math.abs(row[index] ?? 0) > 1e-9)
    const isNobody = Math.abs(row.at(-1) ?? 0) < 1e-9
    return met.length === 1 && !isNobody ? met.filter(isSecret) : []
  })
}

/** Every whole-number answer that fits all that is known, by trying; stops once each cell has two values. Not those that are 0: they are nobody. */
export function cellsWithOneValue({
  unknowns,
  equations,
}: ReturnType<typeof knownToReaders>): readonly string[] {
  const names = [...unknowns.keys()]
  const seen = new Map(names.map((name) => [name, new Set<number>()]))
  const values = new Map<string, number>()
  const isDone = () => [...seen].every(([name, each]) => !isSecret(name) || each.size > 1)
  let tries = 0
  const fits = () =>
    equations.every(({ of, is }) => {
      let [least, most] = [0, 0]
      for (const [name, sign] of of) {
        const { values: all = [0] } = unknowns.get(name) ?? {}
        const known = values.get(name)
        const [low, high] = known === undefined ? [all[0] ?? 0, all.at(-1) ?? 0] : [known, known]
        least += sign > 0 ? sign * low : sign * high
        most += sign > 0 ? sign * high : sign * low
      }
      return least <= is && is <= most
    })
  const tryFrom = (at: number): void => {
    tries += 1
    if (isDone() || tries > MOST_TRIES || !fits()) return
    const name = names[at]
    if (name === undefined) {
      for (const [each, value] of values) seen.get(each)?.add(value)
      return
    }
    for (const value of unknowns.get(name)?.values ?? []) {
      values.set(name, value)
      tryFrom(at + 1)
      values.delete(name)
    }
  }
  tryFrom(0)
  return tries > MOST_TRIES
    ? []
    : names.filter((name) => {
        const [first, second] = seen.get(name) ?? []
        return isSecret(name) && second === undefined && first !== 0
      })
}
