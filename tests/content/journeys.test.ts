import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadContent } from '#content/index.ts'
import type { DraftAnswers, Journey } from '#schema/form/journey.ts'
import type { Field } from '#schema/form/question.ts'
import { firstMissing } from '#schema/rules/form/answer-faults.ts'
import { answersOf, factsOf } from '#schema/rules/form/answers.ts'
import { nextStep, onTheWay, previousStep } from '#schema/rules/form/journey.ts'
import { EqualityQuestion } from '#schema/vocabulary.ts'
import { commonLists } from '#tests/rules/authorities.ts'
import { unseenSteps, walksOver } from '#tests/support/walks.ts'

const content = loadContent(undefined, { abilities: ['text-sender'] })
const { questions } = content
const journeys = [...content.journeys.values()].map((journey) => [journey.id, journey] as const)

function anyAnswer(field: Field): fc.Arbitrary<string | string[]> {
  if (field.kind === 'mark') return fc.constantFrom(...field.codes)
  if (field.kind === 'choices') return fc.subarray(field.options.map(({ code }) => code))
  if (field.kind === 'choice') return fc.constantFrom(...field.options.map(({ code }) => code))
  return fc.constantFrom('', 'Some words', '07700 900123', 'sam@example.org')
}

/** Any answers at all, to any of the questions of a journey, on the way or not. */
function anyAnswers(journey: Journey): fc.Arbitrary<DraftAnswers> {
  const ids = [...new Set(journey.steps.map(({ question }) => question))]
  const given = ids.map((id): [string, fc.Arbitrary<object>] => {
    const fields = (questions.get(id)?.fields ?? []).map(
      (field): [string, fc.Arbitrary<string | string[]>] => [field.name, anyAnswer(field)],
    )
    return [id, fc.record(Object.fromEntries(fields), { requiredKeys: [] })]
  })
  return fc.record(Object.fromEntries(given), { requiredKeys: [] }) as fc.Arbitrary<DraftAnswers>
}

test('every question is met somewhere', () => {
  const met = new Set(
    [...content.journeys.values()].flatMap((journey) => [
      ...journey.steps.map(({ question }) => question),
      ...[journey.start, journey.delete, journey.done, ...Object.values(journey.doneFor ?? {})],
      ...(journey.afterwards?.questions ?? []),
      journey.afterwards?.closed,
    ]),
  )
  const lost = [...questions.values()].filter(
    ({ id, place }) => place === 'journey' && !met.has(id),
  )
  expect(lost.map(({ id }) => id)).toEqual([])
})

test('a grown-up beside a young child finds a word for them on every page that the child answers', () => {
  const steps = content.journeys.get('k')?.steps.map(({ question }) => question) ?? []
  const answered = steps
    .slice(steps.indexOf('k-helper') + 1)
    .filter((id) => questions.get(id)?.kind !== 'information')
  const words = content.words('en')
  expect(answered.filter((id) => !words.has(`question.${id}.note.helped`))).toEqual([])
  expect(answered.length).toBeGreaterThan(8)
})

test('whoever has something to put right is asked who it is about, in every journey', () => {
  const complains = journeys.filter(([, { steps }]) =>
    steps.some(({ question }) =>
      questions
        .get(question)
        ?.fields.some(
          (field) =>
            field.kind === 'choice' &&
            field.options.some(({ facts }) => facts?.wants === 'put-right'),
        ),
    ),
  )
  const asks = complains.filter(([, { steps }]) =>
    steps.some(({ question }) =>
      questions
        .get(question)
        ?.fields.some((field) => 'into' in field && field.into === 'about_person'),
    ),
  )
  expect(complains.map(([id]) => id).toSorted()).toEqual([
    'adult',
    'care-leaver',
    'child',
    'young-person',
  ])
  expect(asks).toEqual(complains)
})

describe.each(journeys)('the %s journey', (_, journey) => {
  test('has a way to each of its pages', () => {
    expect(unseenSteps(journey, walksOver(content, journey))).toEqual([])
  })

  test('ends at its last look or its Send button, whatever was answered', () => {
    fc.assert(
      fc.property(anyAnswers(journey), (answers) => {
        const last = questions.get(onTheWay(journey, answers).at(-1)?.question ?? '')
        expect(last?.actions.some(({ to }) => to === 'send')).toBe(true)
      }),
    )
  })

  test('never shows a page twice on one way', () => {
    fc.assert(
      fc.property(anyAnswers(journey), (answers) => {
        const shown = onTheWay(journey, answers).map(({ question }) => question)
        expect(shown).toEqual([...new Set(shown)])
      }),
    )
  })

  test('goes back the way it came', () => {
    fc.assert(
      fc.property(anyAnswers(journey), (answers) => {
        for (const { n } of onTheWay(journey, answers)) {
          const next = nextStep(journey, answers, n)
          if (next !== undefined) expect(previousStep(journey, answers, next.n)?.n).toBe(n)
        }
      }),
    )
  })

  test('gives facts and answers that can be sent once nothing is missing', () => {
    let complete = 0
    for (const { answers } of walksOver(content, journey)) {
      if (firstMissing(journey, answers, questions) !== undefined) continue
      complete += 1
      expect(factsOf(journey, answers, questions).who).toBeDefined()
      expect(() => answersOf(journey, answers, questions)).not.toThrow()
    }
    expect(complete).toBeGreaterThan(0)
  })

  test('gives facts of the contract for any answers', () => {
    fc.assert(
      fc.property(anyAnswers(journey), (answers) => {
        expect(() => factsOf(journey, answers, questions)).not.toThrow()
      }),
    )
  })
})

const afterwards = journeys.flatMap(([id, journey]) =>
  journey.afterwards === undefined ? [] : [[id, journey.afterwards.questions] as const],
)

describe.each(afterwards)('what is asked after sending on the %s journey', (_, ids) => {
  const fields = ids.flatMap((id) => questions.get(id)?.fields ?? [])

  test('begins by asking whether it may ask, with buttons of one weight', () => {
    const first = questions.get(ids[0] ?? '')
    expect(first?.fields).toEqual([])
    expect(first?.buttons).toBe('alike')
    expect(first?.actions.map(({ to }) => to)).toEqual(['next', 'back'])
  })

  test('asks each thing that the yearly report counts, once', () => {
    const counted = fields.map((field) => (field.kind === 'choice' ? field.counted : field.kind))
    expect(counted.sort()).toEqual([...EqualityQuestion.options].sort())
  })

  test('can be skipped and declined', () => {
    for (const field of fields) {
      expect(field).toMatchObject({ needed: false })
      expect('options' in field && field.options.at(-1)?.code).toBe('prefer-not-to-say')
    }
  })

  test('has the answers of our own lists, so that the report can name them', () => {
    for (const field of fields) {
      if (field.kind !== 'choice' || field.counted === undefined) continue
      const known = commonLists.equality[field.counted].map((label) =>
        label.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'),
      )
      expect(known).toEqual(expect.arrayContaining(field.options.map(({ code }) => code)))
    }
  })
})
