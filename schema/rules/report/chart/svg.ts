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

/** Where the parts of a drawing stand, in its own units. */
type Shape = {
  readonly width: number
  /** Where bars begin, and how long the longest is: right of it there is room for its figures. */
  readonly barsAt: number
  readonly barWidth: number
  readonly rowHeight: number
  /** The middle of a bar, from the top of its row. */
  readonly middle: number
  readonly label: (label: string, top: number) => string
  readonly legend: (series: readonly string[]) => Legend
}

type Legend = { readonly svg: string; readonly height: number }

const BAR_HEIGHT = 18
const LEGEND_HEIGHT = 26
/** Letters of a label that fit before the bars in one line, and in each of two smaller ones. */
const LABEL_LETTERS = 31
const SMALLER_LETTERS = 37
/** Letters of a label that fit above its bar. */
const LETTERS_ABOVE = 42

/** Labels before their bars. */
const WIDE: Shape = {
  width: 720,
  barsAt: 250,
  barWidth: 340,
  rowHeight: 30,
  middle: 15,
  label: (label, top) => labelBefore(label, top + 15),
  legend: (series) => ({
    svg: series
      .map((name, index) => legendEntry(name, index, (index * 720) / series.length, 0))
      .join(''),
    height: LEGEND_HEIGHT,
  }),
}

/** Labels above their bars: on a telephone the letters are as large as those around the chart. */
const NARROW: Shape = {
  width: 320,
  barsAt: 1,
  barWidth: 200,
  rowHeight: 46,
  middle: 30,
  label: (label, top) => textAt(shortened(label, LETTERS_ABOVE), { x: 2, y: top + 16 }),
  legend: (series) => ({
    svg: series.map((name, index) => legendEntry(name, index, 0, index * LEGEND_HEIGHT)).join(''),
    height: LEGEND_HEIGHT * series.length,
  }),
}

/**
 * Lying bars as SVG, for a wide page and for a telephone; one of them is to be shown. Everything has the colour of
 * the text, and series differ by their pattern: it can be read in print, in grey, and where somebody has forced
 * their own colours.
 */
export function drawBothShapes(drawing: Drawing) {
  const narrow = { ...drawing, id: `${drawing.id}-narrow` }
  return { svg: drawnAs(WIDE, drawing), narrowSvg: drawnAs(NARROW, narrow) }
}

function drawnAs(shape: Shape, { id, title, says, series, bars }: Drawing): string {
  const legend = series.length > 1 ? shape.legend(series) : { svg: '', height: 4 }
  const height = legend.height + bars.length * shape.rowHeight + 4
  const longest = Math.max(1, ...bars.map((bar) => sumOf(bar)))
  const rows = bars.map((bar, index) =>
    rowOf(bar, { shape, top: legend.height + index * shape.rowHeight, longest }),
  )
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 ${shape.width} ${height}"`,
    ` width="${shape.width}" height="${height}" font-size="14" fill="currentColor"`,
    ` aria-labelledby="${id}-title ${id}-says">`,
    `<title id="${id}-title">${escaped(title)}</title>`,
    `<desc id="${id}-says">${escaped(says)}</desc>`,
    legend.svg,
    ...rows,
    '</svg>',
  ].join('')
}

type RowAt = { readonly shape: Shape; readonly top: number; readonly longest: number }

function rowOf({ label, values }: Bar, { shape, top, longest }: RowAt): string {
  const middle = top + shape.middle
  let x = shape.barsAt
  const parts = values.map((value, series) => {
    if (typeof value !== 'number' || value <= 0) return ''
    const width = Math.max(1, (value / longest) * shape.barWidth)
    const part = box({ x, y: middle - BAR_HEIGHT / 2, width, height: BAR_HEIGHT }, series)
    x += width
    return part
  })
  const said = values
    .filter((value) => value !== null)
    .map(String)
    .join(' + ')
  return [shape.label(label, top), ...parts, textAt(said, { x: round(x + 6), y: middle + 5 })].join(
    '',
  )
}

function textAt(text: string, { x, y }: { readonly x: number; readonly y: number }): string {
  return `<text x="${x}" y="${y}">${escaped(text)}</text>`
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

function legendEntry(name: string, series: number, x: number, y: number): string {
  const sample = box({ x: x + 1, y: y + 3, width: 16, height: 14 }, series)
  return sample + textAt(name, { x: round(x + 24), y: y + 16 })
}

function sumOf({ values }: Bar): number {
  let sum = 0
  for (const value of values) if (typeof value === 'number') sum += value
  return sum
}

/** In one line, or in two smaller ones; what is longer still is shortened, and whole in the table beside it. */
function labelBefore(label: string, middle: number): string {
  const x = WIDE.barsAt - 8
  if (label.length <= LABEL_LETTERS) {
    return `<text x="${x}" y="${middle + 5}" text-anchor="end">${escaped(label)}</text>`
  }
  const space = label.lastIndexOf(' ', SMALLER_LETTERS)
  const [first, second] =
    space === -1 ? [label, ''] : [label.slice(0, space), label.slice(space + 1)]
  const line = (text: string, y: number) =>
    `<text x="${x}" y="${y}" text-anchor="end" font-size="12">${escaped(shortened(text, SMALLER_LETTERS))}</text>`
  return line(first, middle - 2) + (second === '' ? '' : line(second, middle + 11))
}

function shortened(line: string, most: number): string {
  return line.length <= most ? line : `${line.slice(0, most - 1)}…`
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
