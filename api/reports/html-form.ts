import { format, type Words } from '#schema/messages.ts'
import type { Profile } from '#schema/profile.ts'
import type { ColumnType, PublicCell } from '#schema/report.ts'
import { sayDay } from '#schema/spoken.ts'
import { type PrintedReport, type PrintedTable, rowName } from './print.ts'

/** No script, no other file, no network: it can be mailed, printed and kept. */
const STYLE = `
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 64rem; padding: 1rem; color: #1c1c1c; background: #fff }
h1 { font-size: 1.75rem } h2 { font-size: 1.25rem; margin: 2.5rem 0 .5rem }
a { color: #10465c } :focus-visible { outline: 3px solid #10465c; outline-offset: 2px }
.scroll { overflow-x: auto }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums }
caption { text-align: start; color: #444; padding-block: .25rem }
th, td { border-bottom: 1px solid #767676; padding: .35rem .6rem; text-align: end; vertical-align: top }
th[scope=row], thead th:first-child { text-align: start }
tfoot th, tfoot td { font-weight: 700; border-top: 2px solid currentColor }
@media print { section { break-inside: avoid } nav { display: none } .scroll { overflow: visible } }
`

/** The whole report as one page: each table with what it counts, of what, and what must be said beside it. */
export function htmlForm(report: PrintedReport, profile: Profile, words: Words): string {
  const { from, to } = report.period
  const dates = { from: sayDay(from, words.language), to: sayDay(to, words.language) }
  const title = `${profile.name}: ${format(words.get('report.title'), dates)}`
  const links = report.tables.map(
    ({ id, title: of }) => `<li><a href="#${id}">${text(of)}</a></li>`,
  )
  const sections = report.tables.map((table) => section(upright(table), profile, words))
  return `<!doctype html>
<html lang="${words.language}" dir="${words.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${text(title)}</h1>
<nav aria-labelledby="contents"><h2 id="contents">${text(words.get('report.contents'))}</h2>
<ul>${links.join('')}</ul></nav>
${sections.join('\n')}
</main>
</body>
</html>
`
}

/** Earlier years have few rows and very many columns: a page shows them the other way round. */
function upright(table: PrintedTable): PrintedTable {
  if (table.id !== 'history') return table
  return {
    ...table,
    columns: table.rows.map(({ label }) => ({ key: label, label, type: 'figure' })),
    rows: table.columns.map(({ key }) => ({
      label: key,
      values: Object.fromEntries(table.rows.map((row) => [row.label, row.values[key] ?? null])),
    })),
  }
}

function section(table: PrintedTable, profile: Profile, words: Words): string {
  const head = table.columns.map(({ label }) => `<th scope="col">${text(label)}</th>`)
  const row = (name: string, values: Readonly<Record<string, PublicCell>>) => {
    const cells = table.columns.map(
      ({ key, type }) => `<td>${text(cellText(values[key], type, words))}</td>`,
    )
    return `<tr><th scope="row">${text(name)}</th>${cells.join('')}</tr>`
  }
  const rows = table.rows.map(({ label, values }) => row(rowName(label, profile, words), values))
  const foot = table.total === null ? '' : row(words.get('report.total'), table.total)
  const notes = table.notes.map((note) => `<li>${text(note)}</li>`)
  return `<section aria-labelledby="${table.id}">
<h2 id="${table.id}">${text(table.title)}</h2>
<p>${text(table.definition)}</p>
<div class="scroll" role="region" aria-labelledby="${table.id}" tabindex="0">
<table>
<caption>${text(format(words.get('report.based-on'), { name: table.base }))}</caption>
<thead><tr><th scope="col">${text(words.get('report.label'))}</th>${head.join('')}</tr></thead>
<tbody>${rows.join('\n')}</tbody>
${foot === '' ? '' : `<tfoot>${foot}</tfoot>`}
</table>
</div>
${notes.length === 0 ? '' : `<ul>${notes.join('')}</ul>`}
</section>`
}

const DECIMALS: Readonly<Record<ColumnType, { readonly least: number; readonly most: number }>> = {
  count: { least: 0, most: 0 },
  share: { least: 1, most: 1 },
  days: { least: 1, most: 1 },
  money: { least: 2, most: 2 },
  figure: { least: 0, most: 6 },
}

function cellText(cell: PublicCell | undefined, type: ColumnType, words: Words): string {
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

const ESCAPED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

/** `<5` → `&lt;5` */
function text(plain: string): string {
  return plain.replaceAll(/[&<>"]/g, (mark) => ESCAPED[mark] ?? mark)
}
