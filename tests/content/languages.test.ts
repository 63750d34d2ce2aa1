import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { gapsIn } from '#content/gaps.ts'
import { loadContent } from '#content/index.ts'
import { linesOf } from '#content/parse-page.ts'
import { counted, format } from '#schema/words/messages.ts'
import { ACCENTED, MIRRORED, writePseudoLanguage } from '#tests/content/pseudo-languages.ts'

const content = loadContent()

test('English is the language everything is written in', () => {
  expect(content.words('en').get('question.yp-safe.title')).toBe('Are you safe right now?')
  expect(content.words('en').direction).toBe('ltr')
})

test('a language that is not on the list is refused by name', () => {
  expect(() => content.words('xx')).toThrow('xx is not on the list')
})

describe.each(gapsIn('content').map((gap) => [gap.language.tag, gap] as const))(
  '%s',
  (_tag, { needed, lacking, listed }) => {
    test('says the whole route but for what its list admits', () => {
      expect(lacking).toEqual([...listed].sort((a, b) => lacking.indexOf(a) - lacking.indexOf(b)))
    })

    test('lacks at most one sentence in ten: more would be no language of this site', () => {
      expect(listed.length).toBeLessThanOrEqual(needed / 10)
    })
  },
)

describe.each([ACCENTED, MIRRORED])('a language made up from English, $tag', (language) => {
  const folder = writePseudoLanguage(language)

  test('is read with its direction and its own name', () => {
    const loaded = loadContent(undefined, { extraLanguages: [folder] })
    const words = loaded.words(language.tag)
    expect(words.direction).toBe(language.direction)
    expect(loaded.languages.at(-1)?.name).toBe(language.name)
    expect(words.get('chrome.continue')).not.toMatch(/[A-Za-z]/)
  })

  test('keeps what a sentence names', () => {
    const loaded = loadContent(undefined, { extraLanguages: [folder] })
    const sentence = loaded.words(language.tag).get('help.phone')
    expect(format(sentence, { phone: '0800 1111', hours: '9 to 5' })).toContain('0800 1111')
  })

  test('has every long page', () => {
    const loaded = loadContent(undefined, { extraLanguages: [folder] })
    for (const name of loaded.pageNames) {
      const page = loaded.page(language.tag, name)
      expect(page && linesOf(page)).toHaveLength(linesOf(loaded.page('en', name) ?? fail()).length)
    }
  })
})

describe('a language with a gap stops the start', () => {
  /** The accented language with one thing changed. */
  function changed(change: (words: Record<string, unknown>) => void): () => unknown {
    const folder = writePseudoLanguage(ACCENTED)
    const file = join(folder, 'words', 'all.json')
    const words = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
    change(words)
    writeFileSync(file, JSON.stringify(words))
    return () => loadContent(undefined, { extraLanguages: [folder] })
  }

  test('a sentence left out is named', () => {
    const load = changed((words) => delete words['question.yp-safe.title'])
    expect(load).toThrow('words/en-XA: question.yp-safe.title: missing')
  })

  test('a sentence too many is named', () => {
    const load = changed((words) => {
      words['question.yp-safe.titel'] = 'Are you safe?'
    })
    expect(load).toThrow('question.yp-safe.titel: unknown key')
  })

  test('a sentence that forgets the telephone number is named', () => {
    const load = changed((words) => {
      words['help.phone'] = 'Call us.'
    })
    expect(load).toThrow('help.phone: placeholders  for hours,phone')
  })

  test('a placeholder that nobody fills is named', () => {
    const load = changed((words) => {
      words['help.phone'] = 'Call {{phone}}, {{hours}}, {{telephone}}.'
    })
    expect(load).toThrow('help.phone: unknown placeholder {{telephone}}')
  })

  test('a paragraph left out of a list is named', () => {
    const load = changed((words) => {
      words['question.yp-help-now.body'] = ['Call 999.']
    })
    expect(load).toThrow('question.yp-help-now.body: 1 paragraphs for 8')
  })

  test('all faults are told at once', () => {
    const load = changed((words) => {
      delete words['chrome.back']
      delete words['chrome.continue']
    })
    expect(load).toThrow(/2 faults[\s\S]*chrome\.back[\s\S]*chrome\.continue/)
  })
})

describe('a sentence with a number', () => {
  const forms: Readonly<Record<string, string>> = {
    'left.one': '{{count}} day left',
    'left.other': '{{count}} days left',
  }
  const words = {
    language: 'en',
    direction: 'ltr' as const,
    get: (key: string) => forms[key] ?? '',
    list: () => [],
    has: (key: string) => key in forms,
    speaks: () => true,
  }

  test.each([
    [0, '0 days left'],
    [1, '1 day left'],
    [2, '2 days left'],
  ])('counts %i', (count, said) => {
    expect(counted(words, 'left', count)).toBe(said)
  })
})

test('a sentence is never shown with a value missing', () => {
  expect(() => format('Call {{phone}}.', {})).toThrow('no value for {{phone}}')
})

function fail(): never {
  throw new Error('the page is missing')
}
