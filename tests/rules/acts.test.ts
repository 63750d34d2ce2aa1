import { describe, expect, test } from 'vitest'
import { loadContent } from '#content/index.ts'
import { actOf, offeredActs } from '#schema/acts/acts.ts'
import type { ActGiven } from '#schema/acts/given.ts'
import type { CaseEvent } from '#schema/case/case.ts'
import { day, instant } from '#schema/dates.ts'
import { caseState } from '#schema/rules/case/case-state.ts'
import { isLookedIntoFromOutside } from '#schema/rules/case/investigated.ts'
import { outcomeOfPoints } from '#schema/rules/case/points.ts'
import type { Outcome, Procedure, Stage } from '#schema/vocabulary.ts'
import { sayIn } from '#schema/words/desk-words.ts'
import { localWords } from '#schema/words/local-words.ts'
import { england, profileOf, slugs } from './authorities.ts'
import { happened, received } from './happened.ts'

const words = loadContent().words('en')

/** What an officer may look at on a day, at this authority. */
function givenOn(slug: string, on: string, events: readonly CaseEvent[]): ActGiven {
  const ada = {
    id: 7,
    name: 'Ada',
    email: 'ada@council.example',
    roles: ['officer' as const],
    mayRead: true,
  }
  return {
    told: events.map((event, index) => ({ seq: index + 1, event, text: undefined })),
    happened: events,
    state: caseState(events),
    sent: {
      story: undefined,
      name: undefined,
      passOn: undefined,
      thanksFor: undefined,
      mayName: true,
      isForChild: false,
    },
    audience: 'adult',
    profile: profileOf(slug),
    calendar: england,
    at: instant(`${on}T12:00:00.000Z`),
    today: day(on),
    officer: ada,
    colleagues: [ada],
    words,
    deskWords: words,
    values: {},
    keptOut: [],
  }
}

function offeredOn(slug: string, on: string, events: readonly CaseEvent[]): readonly string[] {
  return offeredActs(givenOn(slug, on, events)).map(({ id }) => id)
}

/** A complaint whose stages up to this one were asked for, and all but the last answered. */
function atStage(procedure: Procedure, stage: Stage): readonly CaseEvent[] {
  const events = [received('2026-11-02', [procedure])]
  for (const n of [2, 3] as const) {
    if (n > stage) break
    events.push(
      happened('answered', '2026-11-10', { part: 1, stage: n === 2 ? 1 : 2, outcome: 'upheld' }),
      happened('stage-requested', '2026-11-11', { part: 1, stage: n, because: 'not-happy' }),
    )
  }
  return events
}

describe('the procedures of the five authorities', () => {
  test.each(slugs)('in %s the statutory one has three stages, and a panel at the last', (slug) => {
    const last = offeredOn(slug, '2026-11-12', atStage('statutory', 3))
    expect(last).toContain('name-panel')
    expect(last).not.toContain('request-stage')
    expect(offeredOn(slug, '2026-11-12', atStage('statutory', 2))).not.toContain('name-panel')
  })

  test.each([
    ['oxfordshire', 2, false],
    ['coventry', 2, false],
    ['north-east-lincolnshire', 2, false],
    ['birmingham-childrens-trust', 2, false],
    ['slough-childrens-services-trust', 3, true],
  ] as const)(
    'in %s the corporate one ends at stage %i; people from outside look into it: %s',
    (slug, lastStage, fromOutside) => {
      const answered = [
        ...atStage('corporate', lastStage),
        happened('answered', '2026-11-20', { part: 1, stage: lastStage, outcome: 'upheld' }),
      ]
      expect(offeredOn(slug, '2026-11-21', answered)).not.toContain('request-stage')
      const before = [
        received('2026-11-02', ['corporate']),
        happened('answered', '2026-11-10', { part: 1, stage: 1, outcome: 'upheld' }),
      ]
      expect(offeredOn(slug, '2026-11-12', before)).toContain('request-stage')
      const [part] = caseState(atStage('corporate', 2)).parts
      expect(part && isLookedIntoFromOutside(part, profileOf(slug))).toBe(fromOutside)
    },
  )

  test.each([
    ['birmingham-childrens-trust', false],
    ['coventry', true],
  ])('in %s a corporate stage 1 can be extended: %s', (slug, can) => {
    const offered = offeredOn(slug, '2026-11-03', [received('2026-11-02', ['corporate'])])
    expect(offered.includes('extend')).toBe(can)
  })

  test.each(slugs)(
    'in %s the statutory stage 1 can be extended until its day, not after',
    (slug) => {
      const complaint = [received('2026-11-02')]
      expect(offeredOn(slug, '2026-11-16', complaint)).toContain('extend')
      expect(offeredOn(slug, '2026-11-17', complaint)).not.toContain('extend')
    },
  )
})

describe('the officers of', () => {
  test.each([
    ['birmingham-childrens-trust', 'corporate', 2, 'Local complaint – Review Stage'],
    [
      'north-east-lincolnshire',
      'statutory',
      1,
      'Complaint (statutory) – Stage one (Local Resolution)',
    ],
    ['slough-childrens-services-trust', 'corporate', 3, 'Corporate Complaint – Stage Three'],
    // A complaint that was made corporate at a stage that only the statutory procedure has.
    ['coventry', 'corporate', 3, 'Corporate complaint – stage 3'],
  ])('%s see their own names of a complaint and its stage', (slug, category, stage, name) => {
    const own = localWords(words, profileOf(slug))
    const said = [`category.${category}`, `stage-of.${category}.${stage}`].map((key) =>
      sayIn(own)(key),
    )
    expect(said.join(' – ')).toBe(name)
  })

  test('slough-childrens-services-trust see which of their names is a concern', () => {
    const own = localWords(words, profileOf('slough-childrens-services-trust'))
    expect(own.get('officer.category.concern')).toBe('Representations (Mediatory) – Concern')
  })

  test.each(slugs)(
    '%s can note that the ombudsman upheld a complaint, or did not, or did not investigate',
    (slug) => {
      const asked = happened('ombudsman-received', '2026-11-10', {
        enquiry: 1,
        ref: '26 001',
        dueOn: null,
      })
      const given = givenOn(slug, '2026-11-12', [received('2026-11-02'), asked])
      const decided = actOf('ombudsman-decided')
      const drafts = decided?.fields.decision?.options(given).map(({ value }) => {
        const read = decided.read(
          { enquiry: ['1'], decision: [value], on: ['2026-11-12'], text: ['Fault.'] },
          given,
        )
        return read.ok && read.drafts[0]?.kind === 'ombudsman-decided' && read.drafts[0].data.upheld
      })
      expect(drafts).toContain(true)
      expect(drafts?.length).toBeGreaterThan(2)
    },
  )
})

test.each<[string, readonly Outcome[], Outcome | null]>([
  ['nothing', [], null],
  ['all upheld', ['upheld', 'upheld'], 'upheld'],
  ['some upheld', ['upheld', 'not-upheld'], 'partly-upheld'],
  ['one in part', ['partly-upheld', 'not-upheld'], 'partly-upheld'],
  ['none upheld', ['not-upheld', 'not-upheld'], 'not-upheld'],
  ['one not to be decided', ['inconclusive', 'not-upheld'], 'inconclusive'],
  ['a finding beside one taken back', ['upheld', 'withdrawn'], 'upheld'],
  ['all taken back', ['withdrawn', 'withdrawn'], 'withdrawn'],
  ['ends without a finding', ['withdrawn', 'out-of-scope'], 'out-of-scope'],
])('the outcome of points with %s', (_, outcomes, expected) => {
  expect(outcomeOfPoints(outcomes)).toBe(expected)
})
