import { describe, expect, test } from 'vitest'
import { loadContent } from '#content/index.ts'
import type { DraftAnswers } from '#schema/form/journey.ts'
import { faultsOf, firstMissing, leadsTo } from '#schema/rules/form/answer-faults.ts'
import { faultKey, fieldOfAsked, reviewOf } from '#schema/rules/form/answers.ts'
import type { Given } from '#schema/rules/form/journey.ts'
import { isEmail, isMobile, isPhone } from '#schema/rules/form/text-forms.ts'
import { journeyAt, walkWith } from '#tests/support/walks.ts'

const content = loadContent()
const words = content.words('en')

function question(id: string) {
  const found = content.questions.get(id)
  if (found === undefined) throw new Error(`no question ${id}`)
  return found
}

function faults(id: string, given: Record<string, Given>, all: DraftAnswers = {}) {
  return faultsOf(question(id), given, all).map(({ field, code }) => `${field}-${code}`)
}

describe('telephone numbers are taken as people write them', () => {
  test.each([
    '07700 900123',
    '07700900123',
    '+44 7700 900 123',
    '+44 (0)7700 900123',
    '0044 7700 900123',
    '(07700) 900-123',
    '07700.900.123',
    '+48 501 234 567',
  ])('%s is a mobile', (number) => {
    expect([isMobile(number), isPhone(number)]).toEqual([true, true])
  })

  test.each(['01632 960961', '0808 157 0202', '+44 1632 960961', '01632 96096'])(
    '%s is a telephone and no mobile',
    (number) => {
      expect([isMobile(number), isPhone(number)]).toEqual([false, true])
    },
  )

  test.each(['12', 'ask my nan', '0770 0900', '', '07700 900 123 456 789'])(
    '%j is none',
    (text) => {
      expect([isMobile(text), isPhone(text)]).toEqual([false, false])
    },
  )

  test.each([
    ['sam@example.org', true],
    [' sam@example.org ', true],
    ['sam@example', false],
    ['sam example.org', false],
    ['@example.org', false],
  ])('%j as an e-mail address: %s', (text, is) => {
    expect(isEmail(text)).toBe(is)
  })
})

describe('a page is not left before its answer is there', () => {
  test.each<[string, Record<string, Given>, string[]]>([
    ['yp-safe', {}, ['answer-missing']],
    ['yp-safe', { answer: 'rather-not-say' }, []],
    ['yp-safe', { answer: 'maybe' }, ['answer-unknown-choice']],
    ['yp-safe', { answer: ['yes', 'no'] }, ['answer-unknown-choice']],
    ['yp-about', {}, []],
    ['yp-about', { answer: ['home', 'school'] }, []],
    ['yp-story', { story: '   ' }, ['story-missing']],
    ['yp-story', { story: '', ways: ['call'], number: '07700 900123' }, []],
    ['yp-story', { story: '', ways: ['call'] }, ['number-missing']],
    ['yp-story', { voice: ['an-attachment'] }, []],
    ['yp-story', { story: 'x'.repeat(20_000) }, []],
    ['yp-story', { story: 'x'.repeat(20_001) }, ['story-too-long']],
    ['yp-story', { story: `${'x'.repeat(19_999)}\r\n` }, []],
    ['yp-story', { story: '\ud800' }, ['story-not-text']],
    ['yp-person', { person: 'x'.repeat(2_001) }, ['person-too-long']],
    ['yp-name', { answer: 'yes' }, ['name-missing']],
    ['yp-name', { answer: 'no' }, []],
    ['yp-help-contact', { reach: 'nan', say: 'no' }, ['reach-wrong-form']],
    ['yp-help-contact', { reach: 'sam@example.org', say: 'no' }, []],
  ])('%s %j', (id, given, expected) => {
    expect(faults(id, given)).toEqual(expected)
  })

  test('only the field for the way that was chosen is asked', () => {
    const all = { 'yp-reply': { answer: 'email' } }
    expect(faults('yp-reply-where', {}, all)).toEqual(['email-missing'])
    expect(faults('yp-reply-where', { email: 'sam@example.org' }, all)).toEqual([])
  })

  test('a name is not needed to make a suggestion', () => {
    expect(faults('a-name', {}, { 'a-kind': { answer: 'idea' } })).toEqual([])
    expect(faults('a-name', {}, { 'a-kind': { answer: 'not-ok' } })).toEqual(['name-missing'])
  })

  test('a way to reply that is not safe has to be chosen again', () => {
    expect(leadsTo(question('a-contact-safe'), { answer: 'no' })).toBe('step:a-contact')
    expect(faults('a-contact-safe', { answer: 'no' })).toEqual(['answer-missing'])
  })

  test('a reply by text message is refused where nobody can send one', () => {
    expect(faults('yp-reply', { answer: 'text' })).toEqual(['answer-unknown-choice'])
  })
})

test('the first page that lacks an answer is found, and none once all are there', () => {
  const journey = journeyAt(content, 'yp')
  const walk = walkWith(content, journey)
  expect(firstMissing(journey, {}, content.questions)?.question).toBe('yp-safe')
  expect(firstMissing(journey, walk.answers, content.questions)).toBeUndefined()
})

test('a fault is told in the words of its question, else in the words for all', () => {
  const missing = { field: 'answer', code: 'missing' }
  expect(faultKey(words, question('yp-safe'), missing)).toBe(
    'question.yp-safe.error.answer-missing',
  )
  const long = { field: 'person', code: 'too-long' }
  expect(faultKey(words, question('yp-person'), long)).toBe('fault.too-long')
})

test('the last look shows each question on the way in its own words', () => {
  const journey = journeyAt(content, 'yp')
  const walk = walkWith(content, journey, { 'yp-kind.answer': 'good' })
  const rows = reviewOf(journey, walk.answers, content.questions, words)
  expect(rows.find((row) => row.question.id === 'yp-kind')?.said).toEqual([
    { answers: ['Something good'] },
  ])
  expect(rows.find((row) => row.question.id === 'yp-story')?.label).toBe('What was good')
  expect(rows.find((row) => row.question.id === 'yp-easier')?.said).toEqual([])
})

test.each([
  ['yp-about.answer', 'answer'],
  ['yp-about', 'answer'],
  ['yp-reply-safe.time', 'time'],
])('a program may call a question %s', (asked, field) => {
  expect(fieldOfAsked(asked, content.questions)?.field.name).toBe(field)
})

test.each(['yp-nothing', 'yp-about.nothing', 'yp-story.check-in'])(
  'no program may invent the question %s',
  (asked) => {
    expect(fieldOfAsked(asked, content.questions)).toBeUndefined()
  },
)
