import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { ContentFaults } from '#content/faults.ts'
import { loadContent } from '#content/index.ts'
import { linesOf } from '#content/parse-page.ts'
import { readWords } from '#content/words.ts'
import { readingOf } from '#tests/content/grade.ts'

const CONTENT = fileURLToPath(new URL('../../content/', import.meta.url))

/** Texts of six words or more are graded: below that one long word swamps the formula. */
const FEWEST_WORDS = 6
const LIMITS = {
  young: { grade: 4, sentence: 15 },
  adult: { grade: 6, sentence: 20 },
} as const
type Audience = keyof typeof LIMITS

/** Files of adults alone; everything else may be read by a child. */
const ADULT_FILES = [
  'adult',
  'advocate',
  'coming-back-adult',
  'professional',
  'compliment',
  'referral',
]
const ADULT_PAGES = ['privacy', 'accessibility', 'worried']
/** Words of officers and of the yearly report follow the house's own word list, not a grade. */
const OFFICERS = /^(officer|report|mail\.officer)\.|\.officer$/

const exceptions = z
  .record(z.string(), z.string().min(1))
  .parse(JSON.parse(readFileSync(`${CONTENT}reading-exceptions.json`, 'utf8')))

type Text = { readonly key: string; readonly text: string; readonly audience: Audience }

function textsOfWords(): readonly Text[] {
  return [...readWords(CONTENT, 'words/en', new ContentFaults())]
    .filter(([key]) => !OFFICERS.test(key))
    .flatMap(([key, { text, file }]) => {
      const area = file.replace(/^.*\/(.*)\.json$/, '$1')
      const isAdult = ADULT_FILES.includes(area) || key.includes('.adult.')
      const audience: Audience = isAdult ? 'adult' : 'young'
      return [text].flat().map((each) => ({ key, text: each, audience }))
    })
}

function textsOfPages(): readonly Text[] {
  const content = loadContent()
  return content.pageNames.flatMap((name) => {
    const page = content.page('en', name)
    const audience: Audience = ADULT_PAGES.includes(name) ? 'adult' : 'young'
    return page === undefined
      ? []
      : linesOf(page).map((text) => ({ key: `pages/${name}`, text, audience }))
  })
}

function isTooHard({ text, audience }: Text): boolean {
  const limit = LIMITS[audience]
  const { words, longestSentence, grade } = readingOf([text])
  return longestSentence > limit.sentence || (words >= FEWEST_WORDS && grade > limit.grade)
}

const texts = [...textsOfWords(), ...textsOfPages()]

describe.each(['young', 'adult'] as const)('the %s words', (audience) => {
  test('are short sentences in easy words, but for the exceptions with a reason', () => {
    const hard = texts
      .filter((text) => text.audience === audience && exceptions[text.key] === undefined)
      .filter(isTooHard)
      .map(({ key, text }) => `${key}: ${text}`)
    expect(hard).toEqual([])
  })
})

test('no sentence on the young routes is longer than fifteen words, exceptions included', () => {
  const long = texts.filter(
    ({ text, audience }) => audience === 'young' && readingOf([text]).longestSentence > 15,
  )
  expect(long).toEqual([])
})

test('each whole screen of a young person is grade 4 or below', () => {
  const screens = Map.groupBy(
    texts.filter(({ audience, key }) => audience === 'young' && key.startsWith('question.')),
    ({ key }) => key.split('.')[1] ?? '',
  )
  const hard = [...screens]
    .map(([id, screen]) => ({ id, grade: readingOf(screen.map(({ text }) => text)).grade }))
    .filter(({ grade }) => grade > 4)
  expect(hard).toEqual([])
})

test('every exception is still needed', () => {
  const idle = Object.keys(exceptions).filter(
    (key) => !texts.some((text) => text.key === key && isTooHard(text)),
  )
  expect(idle).toEqual([])
})

test('the grade of a known sentence is what the formula gives', () => {
  const { words, longestSentence, grade } = readingOf(['The cat sat on the mat.'])
  expect({ words, longestSentence, grade: Number(grade.toFixed(2)) }).toEqual({
    words: 6,
    longestSentence: 6,
    grade: -1.45,
  })
})
