/** How the report looks as a page of its own: no script, no other file, no network. It can be mailed, printed and kept. */
export const REPORT_STYLE = `
:root { color-scheme: light dark; --paper: #fff; --ink: #1c1c1c; --quiet: #444; --line: #767676; --mark: #10465c }
@media screen and (prefers-color-scheme: dark) {
  :root { --paper: #16191b; --ink: #ededed; --quiet: #c4c4c4; --line: #8c8c8c; --mark: #9fd3e8 }
}
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 64rem; padding: 1rem; color: var(--ink); background: var(--paper); overflow-wrap: break-word }
h1 { font-size: 1.75rem } h2 { font-size: 1.4rem; margin: 2.5rem 0 .5rem } h3 { font-size: 1.1rem; margin: 1.5rem 0 .25rem }
a { color: var(--mark) } :focus-visible { outline: 3px solid var(--mark); outline-offset: 2px }
.scroll { overflow-x: auto }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums }
caption { text-align: start; color: var(--quiet); padding-block: .25rem }
/* A table may be wider than a telephone: what it is of stays in sight. */
caption span { display: block; position: sticky; inset-inline-start: 0; max-inline-size: calc(100vw - 2rem) }
th, td { border-bottom: 1px solid var(--line); padding: .35rem .6rem; text-align: end; vertical-align: top }
th[scope=row], thead th:first-child { text-align: start }
.years thead th { white-space: nowrap } .years :is(th, td) { padding-inline: .3rem } .years th[scope=row] { min-inline-size: 13rem }
tfoot th, tfoot td { font-weight: 700; border-top: 2px solid currentColor }
blockquote { margin: 1rem 0 .25rem; padding-inline-start: 1rem; border-inline-start: 4px solid var(--mark) }
figure { margin: 1rem 0 } figcaption { font-weight: 700 } svg { display: block; max-width: 100%; height: auto } .narrow-chart { display: none }
@media screen and (max-width: 36rem) {
  .wide-chart { display: none } .narrow-chart { display: block }
  .cards thead { position: absolute; clip-path: inset(50%); inline-size: 1px; block-size: 1px; overflow: hidden; white-space: nowrap }
  .cards, .cards :is(caption, tbody, tfoot, tr, th[scope=row]) { display: block; min-inline-size: 0 }
  .cards td { display: flex; justify-content: space-between; gap: 1rem; padding-inline: 0; border-bottom: 0; padding-block: .1rem }
  .cards td:empty { display: none } .cards td::before { content: attr(data-label); text-align: start; font-weight: 400 }
  .cards th[scope=row] { border: 0; padding: .6rem 0 .1rem; text-align: start }
  .cards tr { border-bottom: 1px solid var(--line); padding-block-end: .4rem } .cards tfoot :is(th, td) { border-top: 0 }
}
@page { size: A4; margin: 18mm 15mm; @bottom-center { content: counter(page) } }
@media print {
  body { padding: 0; font-size: 10pt } nav { display: none } .scroll { overflow: visible }
  h2, h2 + p, h3, h3 + p, caption, thead { break-after: avoid } tbody tr:is(:nth-child(-n + 3), :nth-last-child(-n + 2)), tfoot tr, .scroll + ul, section > p:last-child { break-before: avoid } figure, tr { break-inside: avoid } thead { display: table-header-group }
  h2 + p, h3 + p { break-inside: avoid } th[scope=row] { min-inline-size: 9rem }
  .wide { font-size: 8.5pt } .wide :is(th, td) { padding-inline: .2rem } .wide th[scope=row] { min-inline-size: 5rem }
  /* A short table that begins at the foot of a page stands on the next one whole. */
  table:not(:has(tbody tr:nth-child(11))) { break-inside: avoid }
  /* Else a browser prints the sums at the foot of every page, as if each page had its own. */
  tfoot { display: table-row-group }
}
`
