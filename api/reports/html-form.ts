import { escaped as text } from '#api/http/escaped.ts'
import type { Profile } from '#schema/authority/profile.ts'
import type { ToldWords } from '#schema/case/told.ts'
import type { ColumnType, PublicCell } from '#schema/report/report.ts'
import { format, type Words } from '#schema/words/messages.ts'
import { sayDate } from '#schema/words/spoken.ts'
import {
  cellText,
  type DocumentPart,
  type DocumentSection,
  isEmpty,
  type ReportDocument,
  sectionsFor,
} from './document.ts'
import { type PrintedReport, type PrintedTable, rowName } from './print.ts'
import { upright } from './upright.ts'

/** No script, no other file, no network: it can be mailed, printed and kept. */
const STYLE = `
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 64rem; padding: 1rem; color: #1c1c1c; background: #fff }
h1 { font-size: 1.75rem } h2 { font-size: 1.4rem; margin: 2.5rem 0 .5rem } h3 { font-size: 1.1rem; margin: 1.5rem 0 .25rem }
a { color: #10465c } :focus-visible { outline: 3px solid #10465c; outline-offset: 2px }
.scroll { overflow-x: auto }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums }
caption { text-align: start; color: #444; padding-block: .25rem }
/* A table may be wider than a telephone: what it is of stays in sight. */
caption span { display: block; position: sticky; inset-inline-start: 0; max-inline-size: calc(100vw - 2rem) }
th, td { border-bottom: 1px solid #767676; padding: .35rem .6rem; text-align: end; vertical-align: top }
th[scope=row], thead th:first-child { text-align: start }
.years thead th { white-space: nowrap } .years :is(th, td) { padding-inline: .3rem } .years th[scope=row] { min-inline-size: 13rem }
tfoot th, tfoot td { font-weight: 700; border-top: 2px solid currentColor }
blockquote { margin: 1rem 0 .25rem; padding-inline-start: 1rem; border-inline-start: 4px solid #10465c }
figure { margin: 1rem 0 } figcaption { font-weight: 700 } svg { display: block; max-width: 100%; min-width: 30rem; height: auto }
@page { size: A4; margin: 18mm 15mm; @bottom-center { content: counter(page) } }
@media print {
  body { padding: 0; font-size: 10pt } nav { display: none } .scroll { overflow: visible } svg { min-width: 0 }
  h2, h2 + p, h3, h3 + p, caption, thead { break-after: avoid } tbody tr:is(:first-child, :last-child), tfoot tr { break-before: avoid } figure, tr { break-inside: avoid } thead { display: table-header-group }
  h2 + p, h3 + p { break-inside: avoid } th[scope=row] { min-inline-size: 9rem }
  /* A short table that begins at the foot of a page stands on the next one whole. */
  table:not(:has(tbody tr:nth-child(11))) { break-inside: avoid }
  /* Else a browser prints the sums at the foot of every page, as if each page had its own. */
  tfoot { display: table-row-group }
}
`

export type HtmlOf = {
  readonly report: PrintedReport
  readonly document: ReportDocument
  readonly readers: 'officers' | 'public'
  readonly profile: Profile
  readonly words: Words
}

/** The whole report as one page: the sections of its authority, then every table that they do not show. */
export function htmlForm(of: HtmlOf): string {
  const { report, document, readers, profile, words } = of
  const sections = sectionsFor(document, readers)
  const { from, to } = report.period
  const dates = { from: sayDate(from, words.language), to: sayDate(to, words.language) }
  const title = `${profile.name}: ${format(words.get('report.title'), dates)}`
  const others = words.get('report.other-tables')
  const links = [
    ...sections.map(({ id, title: name }) => ({ id: `section-${id}`, name })),
    { id: 'other-tables', name: others },
  ]
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
<ul>${links.map(({ id, name }) => `<li><a href="#${id}">${text(name)}</a></li>`).join('')}</ul></nav>
${sections.map((section) => sectionHtml(section, of)).join('\n')}
<section aria-labelledby="other-tables"><h2 id="other-tables">${text(others)}</h2>
${document.others.map((table) => tableHtml(upright(table), table.id, of)).join('\n')}
${emptyHtml(document, words)}
</section>
</main>
</body>
</html>
`
}

function emptyHtml({ empty }: ReportDocument, words: Words): string {
  if (empty.length === 0) return ''
  const name = empty.map(({ title }) => title).join('; ')
  return `<p>${text(format(words.get('report.empty-tables'), { name }))}</p>`
}

function sectionHtml(section: DocumentSection, of: HtmlOf): string {
  const { id, title, parts } = section
  const paragraphs = isEmpty(section)
    ? [of.words.get('report.nothing-written')]
    : section.paragraphs
  return `<section aria-labelledby="section-${id}">
<h2 id="section-${id}">${text(title)}</h2>
${paragraphs.map((paragraph) => `<p>${text(paragraph)}</p>`).join('\n')}
${parts.map((part, place) => partHtml(part, `${id}-${place}`, of)).join('\n')}
</section>`
}

function partHtml(part: DocumentPart, id: string, of: HtmlOf): string {
  switch (part.kind) {
    case 'table':
      return tableHtml(upright(part.table), id, of)
    case 'chart':
      return `<figure><figcaption>${text(part.title)}</figcaption><div class="scroll" role="group" aria-label="${text(part.title)}" tabindex="0">${part.svg}</div></figure>`
    case 'told':
      return part.told.map((each) => toldHtml(each, of.words)).join('\n')
    case 'sentences':
      return `<ul>${part.sentences.map((sentence) => `<li>${text(sentence)}</li>`).join('')}</ul>`
  }
}

function toldHtml({ said, did }: ToldWords, words: Words): string {
  const done =
    did === '' ? '' : `<p><strong>${text(words.get('report.we-did'))}</strong> ${text(did)}</p>`
  return `<blockquote><p>${text(said)}</p></blockquote>${done}`
}

function tableHtml(table: PrintedTable, id: string, { profile, words }: HtmlOf): string {
  const head = table.columns.map(({ label }) => `<th scope="col">${text(label)}</th>`)
  const isEarlier = table.id === 'history'
  const say = (value: PublicCell | undefined, type: ColumnType) =>
    isEarlier && value === null ? words.get('report.no-figure') : cellText(value, type, words)
  const row = (name: string, values: Readonly<Record<string, PublicCell>>) => {
    const cells = table.columns.map(({ key, type }) => `<td>${text(say(values[key], type))}</td>`)
    return `<tr><th scope="row">${text(name)}</th>${cells.join('')}</tr>`
  }
  const rows = table.rows.map(({ label, values }) =>
    row(rowName({ table: table.id, label }, profile, words), values),
  )
  const foot = table.total === null ? '' : row(words.get('report.total'), table.total)
  const notes = table.notes.map((note) => `<li>${text(note)}</li>`)
  return `<h3 id="table-${id}">${text(table.title)}</h3>
<p>${text(table.definition)}</p>
<div class="scroll" role="group" aria-labelledby="table-${id}" tabindex="0">
<table${isEarlier ? ' class="years"' : ''}>
<caption><span>${text(format(words.get('report.based-on'), { name: table.base }))}</span></caption>
<thead><tr><th scope="col">${text(words.get(`report.table.${table.id}.rows`))}</th>${head.join('')}</tr></thead>
<tbody>${rows.join('\n')}</tbody>
${foot === '' ? '' : `<tfoot>${foot}</tfoot>`}
</table>
</div>
${notes.length === 0 ? '' : `<ul>${notes.join('')}</ul>`}`
}
