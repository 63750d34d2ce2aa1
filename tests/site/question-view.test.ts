import { describe, expect, test } from 'vitest'
import { loadContent } from '#content/index.ts'
import type { AskedField } from '#schema/form/question.ts'
import { type FieldView, viewOf } from '#site/components/Question/question-view.ts'
import { everyValue } from './values.ts'

const content = loadContent('content')
const words = content.words('en')
const questions = [...content.questions.values()].map(
  (question) => [question.id, question] as const,
)

type Shown = Parameters<typeof viewOf>[0]

function view(id: string, more: Partial<Shown> = {}) {
  const question = content.questions.get(id)
  if (question === undefined) throw new Error(`no question ${id}`)
  const shown = { variant: undefined, answers: {}, faults: [], values: everyValue, ...more }
  return viewOf({ question, ...shown }, words)
}

/** A field and everything that hangs on its answers. */
function withNested(field: FieldView): readonly FieldView[] {
  const nested = [...field.options.flatMap((option) => option.nested), ...field.shared]
  return [field, ...nested.flatMap(withNested)]
}

describe.each(questions)('%s', (id, question) => {
  const asked = question.fields.filter((field): field is AskedField => field.kind !== 'mark')

  test('shows every field that is asked, once', () => {
    const shown = view(id)
      .fields.flatMap(withNested)
      .map(({ name }) => name)
    expect(shown.toSorted()).toEqual(asked.map(({ name }) => name).toSorted())
  })

  test('says the same at the top and beside the field when something is missing', () => {
    const faults = asked
      .filter(({ needed }) => needed)
      .map(({ name }) => ({ field: name, code: 'missing' }))
    const faulted = view(id, { faults })
    const beside = faulted.fields.flatMap(withNested).flatMap(({ error }) => error ?? [])
    expect(faulted.faults.map(({ text }) => text).toSorted()).toEqual(beside.toSorted())
    expect(faulted.faults).toHaveLength(faults.length)
  })

  test('ties hint and error to the field, and leads from the summary to it', () => {
    const faults = asked.map(({ name }) => ({ field: name, code: 'too-long' }))
    const faulted = view(id, { faults })
    const fields = faulted.fields.flatMap(withNested)
    for (const field of fields) {
      expect(field.describedBy?.split(' ')).toContain(field.errorId)
      if (field.hint !== undefined) expect(field.describedBy?.split(' ')).toContain(field.hintId)
      const [first] = field.options
      if (first !== undefined) expect(first.id).toBe(field.id)
    }
    expect(faulted.faults.map(({ href }) => href).toSorted()).toEqual(
      fields.map((field) => `#${field.id}`).toSorted(),
    )
  })

  test('gives no two things on the page one id', () => {
    const ids = view(id)
      .fields.flatMap(withNested)
      .flatMap((field) =>
        field.options.length > 0 ? field.options.map((option) => option.id) : [field.id],
      )
    expect(new Set(ids).size).toBe(ids.length)
  })
})

test('a name is asked beneath "Yes" and a choice of two opens what both share', () => {
  const name = view('yp-name').fields[0]
  expect(
    name?.options.find(({ code }) => code === 'yes')?.nested.map((field) => field.name),
  ).toEqual(['name', 'worker'])
  expect(name?.options.find(({ code }) => code === 'no')?.nested).toEqual([])
  const court = view('a-court').fields[0]
  expect(court?.shared.map((field) => field.name)).toEqual(['same'])
  expect(court?.options.filter((option) => option.opensShared).map(({ code }) => code)).toEqual([
    'yes',
    'not-sure',
  ])
})

test('praise is asked for in its own words', () => {
  expect(view('yp-story').title).toBe('What happened?')
  expect(view('yp-story', { variant: 'good' }).title).toBe('What was good?')
})

test('what was chosen and typed stands on the page again', () => {
  const chosen = view('yp-about', { answers: { answer: ['home', 'plan'] } }).fields[0]
  expect(chosen?.options.filter((option) => option.isChosen).map(({ code }) => code)).toEqual([
    'home',
    'plan',
  ])
  const told = view('yp-story', { answers: { story: 'First line\nSecond' } }).fields
  expect(told.find(({ name }) => name === 'story')?.value).toBe('First line\nSecond')
})
