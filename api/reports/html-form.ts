import { escaped as text } from '#api/http/escaped.ts'
import type { Profile } from '#schema/authority/profile.ts'
import type { ToldWords } from '#schema/case/told.ts'
import { format, type Words } from '#schema/words/messages.ts'
import { sayDate } from '#schema/words/spoken.ts'
import {
  type DocumentPart,
  type DocumentSection,
  isEmpty,
  type ReportDocument,
  sectionsFor,
} from './document.ts'
import { REPORT_STYLE } from './html-style.ts'
import { tableHtml } from './html-table.ts'
import type { PrintedReport } from './print.ts'
import { upright } from './upright.ts'

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
<style>${REPORT_STYLE}</style>
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
      return `<figure><figcaption>${text(part.title)}</figcaption><div class="wide-chart">${part.svg}</div><div class="narrow-chart">${part.narrowSvg}</div></figure>`
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
