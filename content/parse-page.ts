import type { Block, Inline, Page } from '#schema/words/page.ts'

const LINK = /\[([^\]]+)\]\(([^)\s]+)\)/g
const SAFE_ADDRESS = /^(https:\/\/|tel:|mailto:|page:|journey:)/

/** `'Call [us](tel:1)'` → text, link. Throws for an address that is none of ours, no site and no telephone. */
function inlineOf(text: string): readonly Inline[] {
  const inline: Inline[] = []
  let end = 0
  for (const match of text.matchAll(LINK)) {
    const [whole, label = '', href = ''] = match
    if (!SAFE_ADDRESS.test(href)) throw new Error(`a link may not lead to ${href}`)
    if (match.index > end) inline.push({ kind: 'text', text: text.slice(end, match.index) })
    inline.push({ kind: 'link', text: label, href })
    end = match.index + whole.length
  }
  if (end < text.length) inline.push({ kind: 'text', text: text.slice(end) })
  return inline
}

function blockOf(lines: readonly string[]): Block {
  const [first = ''] = lines
  const heading = /^(#{2,3}) (.+)$/.exec(first)
  if (heading?.[1] && heading[2]) {
    const level = heading[1].length === 2 ? 2 : 3
    return { kind: 'heading', level, inline: inlineOf(heading[2]) }
  }
  if (first.startsWith('- ')) {
    const items = lines.join('\n').slice(2).split(/\n- /)
    return { kind: 'list', items: items.map((item) => inlineOf(item.replaceAll(/\s+/g, ' '))) }
  }
  return { kind: 'paragraph', inline: inlineOf(lines.join(' ')) }
}

/**
 * Reads a long page: one `# Title`, then `##` and `###` headings, paragraphs, `- ` lists and
 * `[links](page:rights)`. Nothing else means anything, so no HTML can pass. Throws for a page without a
 * title, a second title, a heading that skips a level, or an address that is not safe.
 */
export function parsePage(name: string, source: string): Page {
  const [head = '', ...rest] = source
    .replaceAll('\r\n', '\n')
    .trim()
    .split(/\n{2,}/)
  const title = /^# (.+)$/.exec(head)?.[1]
  if (title === undefined) throw new Error('the first line must be "# Title"')
  const blocks = rest.map((block) => blockOf(block.split('\n').map((line) => line.trim())))
  let level = 1
  for (const block of blocks) {
    if (block.kind !== 'heading') continue
    if (block.level > level + 1) throw new Error(`a heading skips a level: ${textOf(block.inline)}`)
    level = block.level
  }
  if (rest.some((block) => block.startsWith('# '))) throw new Error('a second "# Title"')
  return { name, title, blocks }
}

function textOf(inline: readonly Inline[]): string {
  return inline.map(({ text }) => text).join('')
}

/** The page as bare paragraphs, each item and heading one: what is read aloud, graded and compared. */
export function linesOf(page: Page): readonly string[] {
  return [
    page.title,
    ...page.blocks.flatMap((block) =>
      block.kind === 'list' ? block.items.map(textOf) : [textOf(block.inline)],
    ),
  ]
}
