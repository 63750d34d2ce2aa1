import { escaped as text } from '#api/http/escaped.ts'
import type { Profile } from '#schema/authority/profile.ts'
import type { PublicCell } from '#schema/report/report.ts'
import { format, type Words } from '#schema/words/messages.ts'
import { tableCellText } from './cell-text.ts'
import { type PrintedTable, rowName } from './print.ts'

/** With more columns, each row is drawn as a card where a page is as narrow as a telephone. */
const MOST_ON_A_TELEPHONE = 1
/** With more columns, letters and gaps are smaller on paper. */
const MOST_ON_PAPER = 6

type TableOf = { readonly profile: Profile; readonly words: Words }

/** A table of the report with its title, its definition and its notes. `id` must be its own on the page. */
export function tableHtml(table: PrintedTable, id: string, { profile, words }: TableOf): string {
  const look = lookOf(table)
  const rows = table.rows.map(({ label, values }) =>
    rowHtml(rowName({ table: table.id, label }, profile, words), values, { table, look, words }),
  )
  const foot =
    table.total === null
      ? []
      : [rowHtml(words.get('report.total'), table.total, { table, look, words })]
  const names = [
    words.get(`report.table.${table.id}.rows`),
    ...table.columns.map(({ label }) => label),
  ]
  const head = names.map((name) => `<th scope="col"${look.role('columnheader')}>${text(name)}</th>`)
  const part = (name: string, of: readonly string[]) =>
    of.length === 0 ? '' : `<${name}${look.role('rowgroup')}>${of.join('\n')}</${name}>`
  const notes = table.notes.map((note) => `<li>${text(note)}</li>`)
  return `<h3 id="table-${id}">${text(table.title)}</h3>
<p>${text(table.definition)}</p>
<div class="scroll" role="group" aria-labelledby="table-${id}" tabindex="0">
<table${look.classes}${look.role('table')}>
<caption><span>${text(format(words.get('report.based-on'), { name: table.base }))}</span></caption>
${part('thead', [`<tr${look.role('row')}>${head.join('')}</tr>`])}
${part('tbody', rows)}
${part('tfoot', foot)}
</table>
</div>
${notes.length === 0 ? '' : `<ul>${notes.join('')}</ul>`}`
}

type Look = {
  readonly isEarlier: boolean
  readonly isCards: boolean
  readonly classes: string
  /** A row that is drawn as a card keeps its role by name: Safari takes it away with its shape. */
  readonly role: (name: string) => string
}

function lookOf({ id, columns }: PrintedTable): Look {
  const isEarlier = id === 'history'
  const isCards = isEarlier || columns.length > MOST_ON_A_TELEPHONE
  const isWide = !isEarlier && columns.length > MOST_ON_PAPER
  const classes = [
    ...(isEarlier ? ['years'] : []),
    ...(isCards ? ['cards'] : []),
    ...(isWide ? ['wide'] : []),
  ]
  return {
    isEarlier,
    isCards,
    classes: classes.length === 0 ? '' : ` class="${classes.join(' ')}"`,
    role: (name) => (isCards ? ` role="${name}"` : ''),
  }
}

type RowOf = { readonly table: PrintedTable; readonly look: Look; readonly words: Words }

function rowHtml(
  name: string,
  values: Readonly<Record<string, PublicCell>>,
  { table, look, words }: RowOf,
): string {
  const cells = table.columns.map((column) => {
    const value = values[column.key]
    const said =
      look.isEarlier && value === null
        ? words.get('report.no-figure')
        : tableCellText(value, column, words)
    const named = look.isCards ? ` data-label="${text(column.label)}"` : ''
    return `<td${look.role('cell')}${named}>${text(said)}</td>`
  })
  return `<tr${look.role('row')}><th scope="row"${look.role('rowheader')}>${text(name)}</th>${cells.join('')}</tr>`
}
