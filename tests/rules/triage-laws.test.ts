import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decide, type Reading, trace } from '#schema/rules/triage/triage.ts'
import { Facts, Service, Who } from '#schema/triage/facts.ts'
import { Triage } from '#schema/triage/triage.ts'
import { Category, Procedure, Signal } from '#schema/vocabulary.ts'
import { cases } from './triage-cases/all.ts'
import { triage } from './triage-given.ts'

const { shape } = Facts
const child = fc.constantFrom<Who>('child', 'young-person', 'care-leaver')
const oneOf = <Value>(values: readonly Value[]) => fc.constantFrom(...values)
const maybe = <Value>(values: readonly Value[]) => fc.option(oneOf(values), { nil: undefined })

const service = oneOf(Service.options)
const services = fc.oneof(service, fc.uniqueArray(service, { minLength: 1, maxLength: 5 }))

const anyFacts = fc
  .record({
    who: oneOf(Who.options),
    service: fc.option(services, { nil: undefined }),
    speaking_for: maybe(shape.speaking_for.unwrap().options),
    age_band: maybe(shape.age_band.unwrap().options),
    child_known: maybe(shape.child_known.unwrap().options),
    parental_responsibility: maybe(shape.parental_responsibility.unwrap().options),
    child_agrees: maybe(shape.child_agrees.unwrap().options),
    within_12_months: maybe(shape.within_12_months.unwrap().options),
    proceedings: maybe(shape.proceedings.unwrap().options),
    proceedings_same_matter: maybe(shape.proceedings_same_matter.unwrap().options),
    already_complained: maybe(shape.already_complained.unwrap().options),
    wants: maybe(shape.wants.unwrap().options),
    also_thanks: maybe(shape.also_thanks.unwrap().options),
    formal_choice: maybe(shape.formal_choice.unwrap().options),
    quick_fix: maybe(shape.quick_fix.unwrap().options),
    danger_now: maybe(shape.danger_now.unwrap().options),
  })
  .map((facts) => Facts.parse(JSON.parse(JSON.stringify(facts))))

const anyReading: fc.Arbitrary<Reading> = fc.record({
  signals: fc.subarray(Signal.options),
  listed: fc.boolean(),
  faint: fc.subarray<Signal>(['complaint', 'harm']),
  hasHazard: fc.boolean(),
  named: fc.uniqueArray(service, { maxLength: 2 }),
})

const childsFacts = fc.tuple(anyFacts, child).map(([facts, who]) => ({ ...facts, who }))
const rank = (category: Category) => Category.options.indexOf(category)
const isDissatisfied = ({ signals, faint = [] }: Reading) =>
  (signals.includes('complaint') && !faint.includes('complaint')) || signals.includes('irony')

describe('a child’s own complaint', () => {
  test('is never corporate, unless it follows an earlier corporate one', () => {
    fc.assert(
      fc.property(childsFacts, anyReading, (facts, reading) => {
        const { category } = decide(facts, reading)
        expect(category).not.toBe('corporate')
      }),
    )
    const after = { signals: [], listed: true, earlier: Procedure.enum.corporate }
    expect(decide({ who: 'child', already_complained: 'stage-1' }, after).category).toBe(
      'corporate',
    )
  })

  test('is never a comment while it shows dissatisfaction', () => {
    fc.assert(
      fc.property(childsFacts, anyReading, (facts, reading) => {
        fc.pre(isDissatisfied(reading))
        expect(decide(facts, reading).category).not.toBe('comment')
      }),
    )
  })

  test('is a concern only after an express no to a formal one', () => {
    fc.assert(
      fc.property(childsFacts, anyReading, (facts, reading) => {
        fc.pre(facts.formal_choice !== 'no')
        expect(decide(facts, reading).category).not.toBe('concern')
      }),
    )
  })

  test('is not ours or deferred only where an officer decides', () => {
    fc.assert(
      fc.property(childsFacts, anyReading, (facts, reading) => {
        const { category, flags } = decide(facts, reading)
        fc.pre(category === 'not-ours' || category === 'deferred')
        expect(flags).toContain('officer-decides')
      }),
    )
  })

  test('is statutory when nothing but its writer is known', () => {
    fc.assert(
      fc.property(child, (who) => {
        const { category, flags } = decide({ who }, { signals: ['complaint'], listed: true })
        expect({ category, flags }).toEqual({ category: 'statutory', flags: ['advocacy-offer'] })
      }),
    )
  })
})

describe('more words, more care', () => {
  test('a signal more never removes a flag and never lowers the category', () => {
    fc.assert(
      fc.property(anyFacts, anyReading, oneOf(Signal.options), (facts, reading, signal) => {
        const before = decide(facts, reading)
        const after = decide(facts, {
          ...reading,
          signals: [...reading.signals, signal],
          faint: (reading.faint ?? []).filter((faint) => faint !== signal),
        })
        expect(after.flags).toEqual(expect.arrayContaining([...before.flags]))
        expect(rank(after.category)).toBeLessThanOrEqual(rank(before.category))
      }),
      { numRuns: 2000 },
    )
  })

  const letters = cases.map(([facts, text]) => ({ facts, text }))
  const join = oneOf(['\n', '\n\n', '. ', ' '])

  test('words behind a letter never remove a flag', () => {
    fc.assert(
      fc.property(oneOf(letters), oneOf(letters), join, ({ facts, text }, more, between) => {
        const before = triage(facts, text)
        const after = triage(facts, `${text}${between}${more.text}`)
        expect(after.flags).toEqual(expect.arrayContaining(before.flags))
      }),
      { numRuns: 500 },
    )
  })

  test('a letter before a letter never removes a flag', () => {
    fc.assert(
      fc.property(oneOf(letters), oneOf(letters), ({ facts, text }, more) => {
        const before = triage(facts, text)
        const after = triage(facts, `${more.text}\n\n${text}`)
        expect(after.flags).toEqual(expect.arrayContaining(before.flags))
      }),
      { numRuns: 500 },
    )
  })
})

describe('more danger, more care', () => {
  const towards = [
    ['danger_now', ['no', 'not-sure', 'yes']],
    ['proceedings', ['n-a', 'no', 'not-sure', 'yes']],
    ['within_12_months', ['yes', 'not-sure', 'no']],
  ] as const

  test.each(towards)('a step in %s never removes a flag', (fact, steps) => {
    fc.assert(
      fc.property(anyFacts, anyReading, fc.nat(steps.length - 2), (facts, reading, at) => {
        const before = decide(Facts.parse({ ...facts, [fact]: steps[at] }), reading)
        const after = decide(Facts.parse({ ...facts, [fact]: steps[at + 1] }), reading)
        expect(after.flags).toEqual(expect.arrayContaining([...before.flags]))
      }),
      { numRuns: 1000 },
    )
  })

  test('a child who agrees less never takes away a flag', () => {
    const oneService = fc.tuple(anyFacts, service).map(([facts, of]) => ({ ...facts, service: of }))
    const steps = ['yes', 'not-asked', 'no'] as const
    fc.assert(
      fc.property(oneService, anyReading, fc.nat(1), (facts, reading, at) => {
        const before = decide(Facts.parse({ ...facts, child_agrees: steps[at] }), reading)
        const after = decide(Facts.parse({ ...facts, child_agrees: steps[at + 1] }), reading)
        expect(after.flags).toEqual(expect.arrayContaining([...before.flags]))
      }),
      { numRuns: 1000 },
    )
  })

  test('danger and harm always call for safeguarding', () => {
    fc.assert(
      fc.property(anyFacts, anyReading, (facts, reading) => {
        const isHarm = reading.signals.includes('harm') && !reading.faint?.includes('harm')
        fc.pre(facts.danger_now === 'yes' || facts.danger_now === 'not-sure' || isHarm)
        expect(decide(facts, reading).flags).toContain('safeguarding')
      }),
    )
  })
})

describe('every submission', () => {
  const sortedParts = (parts: Triage['parts']) =>
    parts.map(({ category, services: of }) => `${category} ${[...of].sort().join()}`).sort()

  test('goes the same way in whatever order services and facts are named', () => {
    fc.assert(
      fc.property(anyFacts, anyReading, fc.gen(), (facts, reading, generate) => {
        const entries = Object.entries(facts)
        const shuffled = generate(fc.shuffledSubarray, entries, { minLength: entries.length })
        const named = Array.isArray(facts.service) ? facts.service.toReversed() : facts.service
        const turned = { ...Object.fromEntries(shuffled), ...(named && { service: named }) }
        const one = decide(facts, reading)
        const other = decide(Facts.parse(turned), reading)
        expect(other.category).toBe(one.category)
        expect(other.flags).toEqual(one.flags)
        expect(sortedParts([...other.parts])).toEqual(sortedParts([...one.parts]))
      }),
    )
  })

  test('has a category, a part for every service and a reason for every rule, in both voices', () => {
    fc.assert(
      fc.property(anyFacts, fc.string({ unit: 'binary', maxLength: 60 }), (facts, text) => {
        const proposed = Triage.parse(triage(facts, text))
        expect(proposed.category).toBe(proposed.parts[0]?.category)
        for (const reason of proposed.reasons) {
          expect(
            [reason.officer, reason.writer, reason.source].every((words) => words !== ''),
          ).toBe(true)
        }
        expect(proposed.reasons[0]?.rule).toBe(proposed.rule)
      }),
    )
  })

  test('is mixed when it falls into parts, and its category is the highest of them', () => {
    fc.assert(
      fc.property(anyFacts, anyReading, (facts, reading) => {
        const { category, flags, parts } = decide(facts, reading)
        if (parts.length > 1) expect(flags).toContain('mixed')
        expect(category).toBe(
          Category.options.find((option) => parts.some((part) => part.category === option)),
        )
      }),
    )
  })

  test('is traced to the rule that decided it, with the condition each earlier one lacked', () => {
    fc.assert(
      fc.property(anyFacts, anyReading, (facts, reading) => {
        const { flags, services: tried } = trace(facts, reading)
        const { fired } = decide(facts, reading)
        const firing = [...tried.map((of) => of.tried.at(-1)), ...flags.filter((of) => of.fired)]
        expect(new Set(firing.map((of) => of?.rule))).toEqual(new Set(fired))
        for (const of of tried) expect(of.tried.slice(0, -1).every((one) => !one.fired)).toBe(true)
      }),
    )
  })

  test('with a fact left out has no flag that only the missing fact set', () => {
    fc.assert(
      fc.property(oneOf(Who.options), (who) => {
        const { flags } = decide({ who }, { signals: [], listed: true })
        const care = flags.filter((flag) => flag !== 'advocacy-offer' && flag !== 'officer-decides')
        expect(care).toEqual([])
      }),
    )
  })
})
