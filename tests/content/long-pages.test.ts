import { describe, expect, test } from 'vitest'
import { loadContent } from '#content/index.ts'
import { parsePage } from '#content/parse-page.ts'
import type { Inline } from '#schema/words/page.ts'

const content = loadContent()

function linksOf(name: string): readonly string[] {
  const inlines = content
    .page('en', name)
    ?.blocks.flatMap((block): readonly Inline[] =>
      block.kind === 'list' ? block.items.flat() : block.inline,
    )
  return (inlines ?? []).flatMap((inline) => (inline.kind === 'link' ? [inline.href] : []))
}

test('a page is headings, paragraphs, lists and links', () => {
  const page = parsePage(
    'p',
    '# Title\n\n## Part\n\nCall [us](tel:1)\nnow.\n\n- one\n- two\n  more',
  )
  expect(page).toEqual({
    name: 'p',
    title: 'Title',
    blocks: [
      { kind: 'heading', level: 2, inline: [{ kind: 'text', text: 'Part' }] },
      {
        kind: 'paragraph',
        inline: [
          { kind: 'text', text: 'Call ' },
          { kind: 'link', text: 'us', href: 'tel:1' },
          { kind: 'text', text: ' now.' },
        ],
      },
      {
        kind: 'list',
        items: [[{ kind: 'text', text: 'one' }], [{ kind: 'text', text: 'two more' }]],
      },
    ],
  })
})

test('markup in a page is text', () => {
  const page = parsePage('p', '# Title\n\n<b onclick="x()">bold</b>')
  expect(page.blocks).toEqual([
    { kind: 'paragraph', inline: [{ kind: 'text', text: '<b onclick="x()">bold</b>' }] },
  ])
})

test.each([
  ['without a title', 'Text', 'the first line must be'],
  ['with a heading that skips a level', '# T\n\n### Deep', 'skips a level'],
  ['with two titles', '# T\n\n# U', 'a second'],
  ['with a link that runs a script', '# T\n\n[x](javascript:y)', 'may not lead to'],
])('a page %s is refused', (_, source, message) => {
  expect(() => parsePage('p', source)).toThrow(message)
})

describe.each(content.pageNames.map((name) => [name]))('the page %s', (name) => {
  test('leads only to pages, journeys and numbers that exist', () => {
    for (const href of linksOf(name)) {
      const [kind, rest = ''] = href.split(':')
      if (kind === 'page') expect(content.pageNames).toContain(rest.replace(/^p\//, ''))
      if (kind === 'journey') expect([...content.journeys.keys()]).toContain(rest)
      if (kind === 'tel') expect(rest).toMatch(/^\d{3,11}$/)
    }
  })
})

test('every button that leads to a long page finds it', () => {
  const led = [...content.questions.values()]
    .flatMap(({ actions }) => actions.map(({ to }) => to))
    .filter((to) => to.startsWith('page:p/'))
    .map((to) => to.replace('page:p/', ''))
  expect(led.length).toBeGreaterThan(0)
  expect(content.pageNames).toEqual(expect.arrayContaining(led))
})
