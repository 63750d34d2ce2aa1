/** One measured thing, beside its floor and its goal. */
export type Figure = {
  readonly group: string
  readonly name: string
  readonly value: number
  /** `a core`: in each second in which the server had a core to itself. */
  readonly unit: 'a second' | 'a core' | 'ms' | 'MB' | 'bytes'
  /** What the bare thing did in the same run, in the same unit. */
  readonly floor?: number
  /** The goal in words, with the number it comes from. */
  readonly goal?: string
}

export type Settings = {
  /** How long each load lasts. The short form proves that all of it runs. */
  readonly seconds: number
  /** How long a server has a core with a load before it counts. */
  readonly warmth: number
  readonly cases: readonly number[]
  readonly isShort: boolean
  /** Told what there is whenever more follows that takes minutes. */
  readonly soFar: (figures: readonly Figure[]) => void
}

export type Bench = {
  readonly name: string
  readonly run: (settings: Settings) => Promise<readonly Figure[]>
}

const said = (value: number) =>
  value >= 100 ? Math.round(value).toLocaleString('en-GB') : value.toFixed(1)

/** `| pages | first page | 12,345 a second | 24 % of 51,000 | … |`, a line a figure. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.group,
    figure.name,
    `${said(figure.value)} ${figure.unit}`,
    ratioOf(figure),
    figure.goal ?? '',
  ])
  const head = ['part', 'what', 'measured', 'beside its floor', 'goal']
  const widths = head.map((name, column) =>
    Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)),
  )
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`
  return [line(head), rule, ...rows.map(line)].join('\n')
}

function ratioOf({ value, floor, unit }: Figure): string {
  if (floor === undefined || floor === 0) return ''
  return unit === 'a second' || unit === 'a core'
    ? `${((value / floor) * 100).toFixed(1)} % of ${said(floor)}`
    : `${(value / floor).toFixed(1)} times ${said(floor)}`
}
