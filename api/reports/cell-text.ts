import type { Column, ColumnType, PublicCell } from '#schema/report/report.ts'
import type { Words } from '#schema/words/messages.ts'

const DECIMALS: Readonly<Record<ColumnType, { readonly least: number; readonly most: number }>> = {
  count: { least: 0, most: 0 },
  share: { least: 1, most: 1 },
  days: { least: 1, most: 1 },
  money: { least: 2, most: 2 },
  figure: { least: 0, most: 6 },
}

/** A cell as people read it. */
export function cellText(cell: PublicCell | undefined, type: ColumnType, words: Words): string {
  // A column that has no sum has an empty cell in the row of sums.
  if (cell === undefined) return ''
  if (cell === null) return words.get('report.unknown')
  if (typeof cell === 'string') return cell
  const { least, most } = DECIMALS[type]
  return cell.toLocaleString(words.language, {
    minimumFractionDigits: least,
    maximumFractionDigits: most,
  })
}

/** A cell of a table: a dash where there can be no figure, as in a share of none or where no limit is printed. */
export function tableCellText(
  cell: PublicCell | undefined,
  { key, type }: Column,
  words: Words,
): string {
  const isUnknown = key === 'previous' || type === 'figure'
  return cell === null && !isUnknown ? words.get('report.no-figure') : cellText(cell, type, words)
}

/** In a sentence no column says what a figure is in. */
export function sayPounds(figure: number, { language }: Words): string {
  return figure.toLocaleString(language, { style: 'currency', currency: 'GBP' })
}
