import type { Bar } from './data.ts'

/** A chart with its words: everything that is drawn. */
export type Drawing = {
  /** Names the drawing's own parts: unique on its page. */
  readonly id: string
  readonly title: string
  /** What the chart says, in a sentence, for those who do not see it. */
  readonly says: string
  readonly series: readonly string[]
  readonly bars: readonly Bar[]
}

const WIDTH = 720
const LABEL_WIDTH = 250
/** Right of the longest bar there is room for its figures. */
const BAR_WIDTH = WIDTH - LABEL_WIDTH - 130
const BAR_HEIGHT = 18
const ROW_HEIGHT = 30
const LEGEND_HEIGHT = 26
/** Letters of a label that fit before the bars in one line, and in each of two smaller ones. */
const LABEL_LETTERS = 31
const SMALLER_LETTERS = 37

/**
 * Lying bars as SVG. Everything has the colour of the text, and series differ by their pattern: it can be read in
 * print, in grey, and where somebody has forced their own colours.
 */
export function drawBars({ id, title, says, series, bars }: Drawing): string {
  const hasLegend = series.length > 1
  const top = hasLegend ? LEGEND_HEIGHT : 4
  const height = top + bars.length * ROW_HEIGHT + 4
  const longest = Math.max(1, ...bars.map((bar) => sumOf(bar)))
  const rows = bars.map((bar, index) => rowOf(bar, top + index * ROW_HEIGHT, longest))
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 ${WIDTH} ${height}"`,
    ` width="${WIDTH}" height="${height}" font-size="14" fill="currentColor"`,
    ` aria-labelledby="${id}-title ${id}-says">`,
    `<title id="${id}-title">${escaped(title)}</title>`,
    `<desc id="${id}-says">${escaped(says)}</desc>`,
    hasLegend ? legend(series) : '',
    ...rows,
    '</svg>',
  ].join('')
}

function rowOf({ label, values }: Bar, y: number, longest: number): string {
  const middle = y + ROW_HEIGHT / 2
  let x = LABEL_WIDTH
  const parts = values.map((value, series) => {
    if (typeof value !== 'number' || value <= 0) return ''
    const width = Math.max(1, (value / longest) * BAR_WIDTH)
    const part = box({ x, y: middle - BAR_HEIGHT / 2, width, height: BAR_HEIGHT }, series)
    x += width
    return part
  })
  const said = values
    .filter((value) => value !== null)
    .map(String)
    .join(' + ')
  return [
    labelBefore(label, middle),
    ...parts,
    `<text x="${round(x + 6)}" y="${middle + 5}">${escaped(said)}</text>`,
  ].join('')
}

type Box = {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Whole, hatched, empty, dotted, hatched the other way. Drawn line by line: printers keep patterns as large pictures. */
function box(at: Box, series: number): string {
  const [x, y, width, height] = [at.x, at.y, at.width, at.height].map(round)
  const fill = series === 0 ? 'currentColor' : 'none'
  const edge = `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${fill}" stroke="currentColor"/>`
  if (series === 1) return edge + hatched(at, 'rising')
  if (series === 3) return edge + dotted(at)
  return series === 4 ? edge + hatched(at, 'falling') : edge
}

const STEP = 6

/** Slanting lines from the one side of a box to the other, each as far as the box goes. */
function hatched({ x, y, width, height }: Box, slope: 'rising' | 'falling'): string {
  const lines: string[] = []
  for (let start = STEP - height; start < width; start += STEP) {
    const [from, to] = [Math.max(0, start), Math.min(width, start + height)]
    const [low, high] = [from - start, to - start]
    const [first, last] = slope === 'rising' ? [height - low, height - high] : [low, high]
    lines.push(`M${round(x + from)} ${round(y + first)}L${round(x + to)} ${round(y + last)}`)
  }
  return `<path d="${lines.join('')}" fill="none" stroke="currentColor" stroke-width="1.5"/>`
}

function dotted({ x, y, width, height }: Box): string {
  const dots: string[] = []
  for (let right = STEP / 2; right < width; right += STEP) {
    for (let down = STEP / 2; down < height; down += STEP) {
      dots.push(`M${round(x + right - 1)} ${round(y + down)}h2`)
    }
  }
  return `<path d="${dots.join('')}" fill="none" stroke="currentColor" stroke-width="2"/>`
}

function legend(series: readonly string[]): string {
  const step = WIDTH / series.length
  return series
    .map((name, index) => {
      const x = index * step
      const sample = box({ x: x + 1, y: 3, width: 16, height: 14 }, index)
      return `${sample}<text x="${round(x + 24)}" y="16">${escaped(name)}</text>`
    })
    .join('')
}

function sumOf({ values }: Bar): number {
  let sum = 0
  for (const value of values) if (typeof value === 'number') sum += value
  return sum
}

/** In one line, or in two smaller ones; what is longer still is shortened, and whole in the table beside it. */
function labelBefore(label: string, middle: number): string {
  const x = LABEL_WIDTH - 8
  if (label.length <= LABEL_LETTERS) {
    return `<text x="${x}" y="${middle + 5}" text-anchor="end">${escaped(label)}</text>`
  }
  const space = label.lastIndexOf(' ', SMALLER_LETTERS)
  const [first, second] =
    space === -1 ? [label, ''] : [label.slice(0, space), label.slice(space + 1)]
  const line = (text: string, y: number) =>
    `<text x="${x}" y="${y}" text-anchor="end" font-size="12">${escaped(shortened(text))}</text>`
  return line(first, middle - 2) + (second === '' ? '' : line(second, middle + 11))
}

function shortened(line: string): string {
  return line.length <= SMALLER_LETTERS ? line : `${line.slice(0, SMALLER_LETTERS - 1)}…`
}

function round(n: number): number {
  return Math.round(n * 10) / 10
}

const ESCAPED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/g, (mark) => ESCAPED[mark] ?? mark)
}
