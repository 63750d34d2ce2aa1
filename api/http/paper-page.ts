import type { Direction } from '#schema/vocabulary.ts'
import { escaped } from './escaped.ts'

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

/** What is written on it, in whole elements, as one file to be printed. */
export function paperPage(
  of: { readonly language: string; readonly direction: Direction; readonly title: string },
  written: string,
): string {
  return `<!doctype html>
<html lang="${of.language}" dir="${of.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(of.title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${written}
</main>
</body>
</html>
`
}
