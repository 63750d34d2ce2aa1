import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { ContentFaults } from '#content/faults.ts'
import { loadContent } from '#content/index.ts'
import { readWords } from '#content/words.ts'
import { walksOver } from '#tests/support/walks.ts'

const CONTENT = fileURLToPath(new URL('../../content/', import.meta.url))
const content = loadContent()
const english = content.words('en')
const words = readWords(CONTENT, 'words/en', new ContentFaults())

/** What a browser's tab and history show, in a room with somebody else in it. */
const TELLING = /complain|council|abus|harm|hurt|danger|safeguard|social|police|violen|secret/i

/** Words that blame, plead or belong to the machine. */
const BANNED =
  /\b(please|sorry|invalid|valid|oops|field|required|failed|illegal|forbidden|forgot|select an option|choose one)\b|!/i

function tabTitle(id: string): string {
  const own = `question.${id}.page-title`
  return english.get(english.has(own) ? own : `question.${id}.title`)
}

describe('what the browser remembers', () => {
  const titles = [...content.questions.keys()].map((id) => [id, tabTitle(id)] as const)

  test.each(titles)('the title of %s says nothing of a complaint', (_, title) => {
    expect(title).not.toMatch(TELLING)
  })

  test('the long pages have neutral titles and addresses', () => {
    const told = content.pageNames.flatMap((name) => [name, content.page('en', name)?.title ?? ''])
    expect(told.filter((text) => TELLING.test(text))).toEqual([])
  })

  test.each([...content.journeys.values()].map((journey) => [journey.id, journey] as const))(
    'no two pages on one way of the %s journey share a title',
    (_, journey) => {
      for (const { steps } of walksOver(content, journey)) {
        const seen = steps.map(({ question }) => tabTitle(question))
        expect(seen).toEqual([...new Set(seen)])
      }
    },
  )
})

describe('what is said about a mistake', () => {
  const errors = [...words].filter(([key]) => /(^|\.)(error|fault)\./.test(key))

  test('there are such sentences', () => {
    expect(errors.length).toBeGreaterThan(60)
  })

  test.each(errors)('%s neither blames nor pleads', (key, { text }) => {
    if (key.startsWith('officer.')) return
    expect([text].flat().join(' ')).not.toMatch(BANNED)
  })
})
