import { escaped } from '#api/http/escaped.ts'
import { paperPage } from '#api/http/paper-page.ts'
import type { CaseCopy, CopiedEntry, CopiedSection } from '#schema/case/case-copy.ts'
import type { Say } from '#schema/words/desk-words.ts'

/** A copy as one file: an index, then every section. What is not in the copy cannot be in the file. */
export function copyHtml({ title, about, glance, sections }: CaseCopy, say: Say): string {
  const [council = ''] = about
  return paperPage(
    { language: 'en-GB', direction: 'ltr', title: `${title}: ${council}` },
    `<h1>${escaped(title)}</h1>
${about.map((line) => `<p>${escaped(line)}</p>`).join('\n')}
<dl>${glance.map(([label, value]) => `<dt>${escaped(label)}</dt><dd>${escaped(value)}</dd>`).join('')}</dl>
<nav aria-labelledby="contents"><h2 id="contents">${escaped(say('copy.contents'))}</h2>
<ol>${sections.map(linkTo).join('')}</ol></nav>
${sections.map(sectionHtml).join('\n')}`,
  )
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
