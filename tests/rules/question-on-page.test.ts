import { expect, test } from 'vitest'
import { loadContent } from '#content/index.ts'
import { questionOnPage } from '#schema/rules/form/journey.ts'

const content = loadContent('content')

function fieldsOf(id: string, answers: Parameters<typeof questionOnPage>[1]) {
  const question = content.questions.get(id)
  if (question === undefined) throw new Error(`no question ${id}`)
  return questionOnPage(question, answers).fields.map(({ name }) => name)
}

test.each([
  ['phone', 'phone'],
  ['email', 'email'],
  ['letter', 'address'],
  ['trusted-person', 'person'],
])('who wants a reply by %s is asked for that alone', (way, field) => {
  expect(fieldsOf('yp-reply-where', { 'yp-reply': { answer: way } })).toEqual([field])
})

test('what an answer of the same page opens is on the page before it is given', () => {
  expect(fieldsOf('yp-name', {})).toEqual(['answer', 'name', 'worker'])
})
