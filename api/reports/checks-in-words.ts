import type { Profile } from '#schema/authority/profile.ts'
import type { HiddenFigure } from '#schema/rules/disclosure/earlier-years.ts'
import type { Agreement } from '#schema/rules/report/cross-check.ts'
import type { Words } from '#schema/words/messages.ts'
import { cellText } from './cell-text.ts'
import { columnName, rowName } from './print.ts'

/** Two figures that must be alike, each with its table, and why they must. */
export type PairLine = { readonly why: string; readonly from: string; readonly to: string }

/** Figures that must be alike as an officer reads them. */
export function pairLines(
  pairs: readonly Agreement[],
  profile: Profile,
  words: Words,
): readonly PairLine[] {
  return pairs.map(({ what, of, tables, figures }) => {
    const why = words.get(`officer.report.pair-${what}`)
    const place = placeName(of, tables[0], profile, words)
    const figure = (at: 0 | 1) =>
      `${words.get(`report.table.${tables[at]}.title`)}: ${cellText(figures[at], 'figure', words)}`
    return { why: `${why}: ${place}`, from: figure(0), to: figure(1) }
  })
}

/** What a pair is of: a column of a table, or else one of its rows. */
function placeName(of: string, table: string, profile: Profile, words: Words): string {
  const column = columnName({ table, column: of }, profile, words)
  return column === of ? rowName({ table, label: of }, profile, words) : column
}

/** A figure that the public does not see, as an officer reads it. */
export type HiddenLine = {
  readonly table: string
  readonly figure: string
  readonly is: string
  readonly shown: string
}

/** What the public does not see, in words. */
export function hiddenLines(
  hidden: readonly HiddenFigure[],
  profile: Profile,
  words: Words,
): readonly HiddenLine[] {
  return hidden.map(({ table, label, column, is, shown }) => {
    const row =
      label === null ? words.get('report.total') : rowName({ table, label }, profile, words)
    return {
      table: words.get(`report.table.${table}.title`),
      figure: `${row}, ${columnName({ table, column }, profile, words)}`,
      is: cellText(is, 'figure', words),
      shown: cellText(shown, 'figure', words),
    }
  })
}
