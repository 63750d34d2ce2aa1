import { describe, expect, test } from 'vitest'
import type { Submitted } from '#api/intake/submitted.ts'
import { cases, submissions } from '#api/store/tables.ts'
import { inEasierWords } from '#schema/words/easier-words.ts'
import { readingOf } from '#tests/content/grade.ts'
import {
  A_YOUNG_PERSONS_ANSWERS,
  browserOf,
  content,
  givenApp,
  leadsTo,
} from '#tests/support/app.ts'

const words = content.words('en')
const easier = inEasierWords(words)
const SWITCH = 'Make the words easier'
const BACK = 'Use the first words again'

const stepOf = (question: string) =>
  (content.journeys.get('yp')?.steps.findIndex((step) => step.question === question) ?? -1) + 1

describe('easier words', () => {
  test.each(['/yp', '/yp/1', '/cl/1', '/t/1', '/v/1'])('are offered at %s', async (path) => {
    const page = await (await browserOf(await givenApp()).get(path)).text()
    expect(page).toContain(SWITCH)
    expect(page).toContain(`/easy${path}`)
  })

  test.each(['/', '/k/1', '/a/1', '/p/rights', '/way-back'])(
    'are not offered at %s, whose words are others',
    async (path) => {
      const page = await (await browserOf(await givenApp()).get(path)).text()
      expect(page).not.toContain(SWITCH)
    },
  )

  test('stay on from page to page, and can be switched off', async () => {
    const browser = browserOf(await givenApp())
    const start = await (await browser.get('/easy/yp')).text()
    expect(start).toContain('You can tell us things here')
    expect(start).toContain('href="/easy/yp/1"')
    const n = stepOf('yp-safe')
    const answered = await browser.post(`/easy/yp/${n}`, { answer: 'yes' })
    expect(leadsTo(answered)).toMatch(/^\/easy\/yp\/\d+$/)
    const next = await (await browser.get(leadsTo(answered))).text()
    expect(next).toContain(BACK)
    expect(next).toContain('Something bad')
  })

  test('keep what is typed when they are switched, and all that was answered', async () => {
    const browser = browserOf(await givenApp())
    await browser.post(`/yp/${stepOf('yp-safe')}`, { answer: 'yes' })
    await browser.post(`/yp/${stepOf('yp-kind')}`, { answer: 'good' })
    const n = stepOf('yp-story')
    const page = await (await browser.get(`/yp/${n}`)).text()
    expect(page).toContain(`formaction="/easy/yp/${n}?typed"`)
    const shown = await browser.post(`/easy/yp/${n}?typed`, { story: 'Half a sentence' })
    const where = leadsTo(shown)
    const text = where === '' ? await shown.text() : await (await browser.get(where)).text()
    expect(text).toContain('Half a sentence')
    expect(text).toContain(BACK)
  })

  test('are what the case keeps as asked, and the language stays English', async () => {
    const app = await givenApp()
    const browser = browserOf(app)
    for (const [question, answers] of Object.entries(A_YOUNG_PERSONS_ANSWERS))
      await browser.post(`/easy/yp/${stepOf(question)}`, answers)
    await browser.post(`/easy/yp/${stepOf('yp-easier')}`)
    const sent = await browser.post(`/easy/yp/${stepOf('yp-check')}`)
    expect(leadsTo(sent)).toBe('/easy/yp/done')
    const [row] = await app.store.db.select().from(cases)
    const [kept] = await app.store.db.select().from(submissions)
    const key = await app.store.keys.caseKey(row?.keyId ?? '')
    if (key === undefined || kept === undefined) throw new Error('it was kept')
    const submitted = JSON.parse(key.open(kept.sealed).toString()) as Submitted
    expect(submitted.language).toBe('en')
    expect(submitted.asked.map(({ wording }) => wording)).toContain('Are you safe now?')
  })
})

const lines = ['title', 'body', 'hint'].flatMap((part) =>
  [...content.questions.keys()].flatMap((id) => {
    const key = `question.${id}.${part}`
    return words.has(`easier.${key}`) ? [key] : []
  }),
)

test('there are many, and none is longer to read than what it stands for', () => {
  expect(lines.length).toBeGreaterThan(30)
  const longer = lines.filter(
    (key) => readingOf(easier.list(key)).words > readingOf(words.list(key)).words,
  )
  expect(longer).toEqual([])
})

test('no easier sentence has more than ten words', () => {
  const long = lines.flatMap((key) =>
    easier.list(key).filter((sentence) => readingOf([sentence]).longestSentence > 10),
  )
  expect(long).toEqual([])
})
