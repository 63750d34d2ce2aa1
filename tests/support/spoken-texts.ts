/** A text as a page says it, with the language and direction that its elements give it. */
export type SpokenText = { readonly text: string; readonly lang: string; readonly dir: string }

type Open = { readonly name: string; readonly lang: string; readonly dir: string }

const PIECE = /<(\/?)([a-z][a-z0-9]*)((?:"[^"]*"|'[^']*'|[^>"'])*)>|<![^>]*>/gi
const WITHOUT_END = new Set(['meta', 'link', 'input', 'br', 'img', 'path', 'circle', 'rect'])
/** What is in no language: scripts, and what the writer typed. */
const NOT_SAID = new Set(['script', 'style', 'textarea'])

/** Every text of a page in its order, each with the language that a screen reader would read it in. */
export function spokenTexts(html: string): readonly SpokenText[] {
  const open: Open[] = []
  const said: SpokenText[] = []
  let at = 0
  for (const piece of html.matchAll(PIECE)) {
    const [whole, end, name = '', attributes = ''] = piece
    const here = open.at(-1)
    const text = html.slice(at, piece.index).trim()
    if (here !== undefined && text !== '' && !NOT_SAID.has(here.name))
      said.push({ text: plain(text), lang: here.lang, dir: here.dir })
    at = piece.index + whole.length
    if (name === '' || WITHOUT_END.has(name) || attributes.endsWith('/')) continue
    if (end === '/') {
      while (open.length > 0 && open.pop()?.name !== name);
    } else {
      const own = (what: string) => new RegExp(`\\b${what}="([^"]*)"`).exec(attributes)?.[1]
      open.push({
        name,
        lang: own('lang') ?? here?.lang ?? '',
        dir: own('dir') ?? here?.dir ?? '',
      })
    }
  }
  return said
}

function plain(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#34;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
