import { expect, test } from 'vitest'
import { GUIDE_PAGES } from '#content/guide.ts'
import { loadContent } from '#content/index.ts'
import { linesOf } from '#content/parse-page.ts'
import { ACTS } from '#schema/acts/acts.ts'
import { NOTE } from '#schema/acts/note.ts'
import { readingOf } from '#schema/rules/reading-grade.ts'
import { guideOf } from '#site/components/desk/guide-of.ts'

const { guide } = loadContent('content')

test.each([...ACTS, NOTE].map((act) => [act.id, act] as const))(
  'the act "%s" has a page in the guide',
  (_, act) => {
    expect(guide.has(guideOf(act))).toBe(true)
  },
)

test.each(GUIDE_PAGES)('the guide page "%s" is written in plain words', (name) => {
  const page = guide.get(name)
  const reading = readingOf(page === undefined ? [] : linesOf(page))
  expect(reading?.grade).toBeLessThanOrEqual(6)
  expect(reading?.longestSentence).toBeLessThanOrEqual(20)
})
