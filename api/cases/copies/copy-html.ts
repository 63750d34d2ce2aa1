import { escaped } from '#api/http/escaped.ts'
import type { CaseCopy, CopiedEntry, CopiedSection } from '#schema/case-copy.ts'
import type { Say } from '#schema/desk-words.ts'

/** No script, no other file, no network: it can be printed, kept and handed on. */
const STYLE = `
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 46rem; padding: 1rem; color: #1c1c1c; background: #fff; overflow-wrap: anywhere }
h1 { font-size: 1.75rem } h2 { font-size: 1.4rem; margin: 2.5rem 0 .5rem; border-bottom: 2px solid } h3 { font-size: 1.05rem; margin: 1.5rem 0 .25rem }
p { margin: .25rem 0 } .text { white-space: pre-line } .facts { color: #444 }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem } dt { font-weight: 700 } dd { margin: 0 }
a { color: #10465c } :focus-visible { outline: 3px solid #10465c; outline-offset: 2px }
@page { margin: 18mm 15mm; @bottom-center { content: counter(page) " / " counter(pages) } }
@media print { body { padding: 0; font-size: 10.5pt } h2, h3 { break-after: avoid } }
`

/** A copy as one file: an index, then every section. What is not in the copy cannot be in the file. */
export function copyHtml({ title, about, glance, sections }: CaseCopy, say: Say): string {
  const [council = ''] = about
  return `<!doctype html>
<html lang="en-GB" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(`${title}: ${council}`)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
${about.map((line) => `<p>${escaped(line)}</p>`).join('\n')}
<dl>${glance.map(([label, value]) => `<dt>${escaped(label)}</dt><dd>${escaped(value)}</dd>`).join('')}</dl>
<nav aria-labelledby="contents"><h2 id="contents">${escaped(say('copy.contents'))}</h2>
<ol>${sections.map(linkTo).join('')}</ol></nav>
${sections.map(sectionHtml).join('\n')}
</main>
</body>
</html>
`
}

function linkTo({ id, title, entries }: CopiedSection): string {
  return `<li><a href="#${id}">${escaped(title)}</a> (${entries.length})</li>`
}

function sectionHtml({ id, title, entries }: CopiedSection): string {
  return `<section aria-labelledby="${id}">
<h2 id="${id}">${escaped(title)}</h2>
${entries.map(entryHtml).join('\n')}
</section>`
}

function entryHtml({ heading, facts, text }: CopiedEntry): string {
  const beside = facts.length === 0 ? '' : `<p class="facts">${escaped(facts.join(' · '))}</p>`
  const said = text === '' ? '' : `<p class="text" dir="auto">${escaped(text)}</p>`
  return `<h3 dir="auto">${escaped(heading)}</h3>${beside}${said}`
}
