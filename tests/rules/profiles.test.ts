import { describe, expect, test } from 'vitest'
import type { Profile } from '#schema/authority/profile.ts'
import type { CaseEvent } from '#schema/case/case.ts'
import { day, type LocalDate } from '#schema/dates.ts'
import { caseState } from '#schema/rules/case/case-state.ts'
import { mayFollow } from '#schema/rules/case/may-follow.ts'
import { inboxRow, statusOn } from '#schema/rules/case/status.ts'
import { nextDueOfPart, nextStageAfter } from '#schema/rules/clocks/clocks.ts'
import { concernsOutOfTime } from '#schema/rules/clocks/concern.ts'
import { limitsOf } from '#schema/rules/clocks/limits.ts'
import { dayOfNumber, numberOfDay } from '#schema/rules/days/day-number.ts'
import { Service } from '#schema/triage/facts.ts'
import { Procedure, type Stage } from '#schema/vocabulary.ts'
import { commonLists, england, profileOf, profiles, slugs } from './authorities.ts'
import { happened, received } from './happened.ts'

const nextDay = (on: LocalDate) => dayOfNumber(numberOfDay(on) + 1)

describe('every authority', () => {
  test('is one of the five, under its own folder', () => {
    expect(slugs).toEqual([
      'birmingham-childrens-trust',
      'coventry',
      'north-east-lincolnshire',
      'oxfordshire',
      'slough-childrens-services-trust',
    ])
    expect(profiles.map((profile) => profile.slug)).toEqual(slugs)
  })

  test.each(profiles)('$slug names nothing twice in any list', (profile) => {
    const lists = {
      services: profile.services.map((one) => one.label),
      serviceCodes: profile.services.map((one) => one.code),
      areas: profile.areas,
      roles: profile.roles.map((one) => one.label),
      channels: profile.channels,
      reasons: profile.reasons.map((one) => one.label),
      outcomes: profile.outcomes.map((one) => one.label),
      childStatuses: profile.childStatuses,
      complimentCategories: profile.complimentCategories,
      complimentOrigins: profile.complimentOrigins,
      ombudsmanDecisions: profile.ombudsmanDecisions.map((one) => one.label),
      categoryNames: Object.values(profile.categoryNames),
      contextMeasures: profile.contextMeasures,
    }
    for (const [list, labels] of Object.entries(lists)) {
      expect(new Set(labels).size, list).toBe(labels.length)
    }
    for (const reason of profile.reasons) {
      expect(new Set(reason.subReasons).size, reason.label).toBe(reason.subReasons.length)
    }
  })

  test.each(profiles)('$slug gives every limit a source', (profile) => {
    const limits = Procedure.options.flatMap((procedure) =>
      ([1, 2, 3] as const).flatMap((stage) => limitsOf(procedure, stage, profile) ?? []),
    )
    expect(limits.length).toBeGreaterThanOrEqual(5)
    const promised = [...Object.values(profile.promises), profile.advocacy.contactWithin]
    for (const limit of [...limits, ...promised]) expect(limit.source.length).toBeGreaterThan(5)
  })

  test.each(profiles)(
    '$slug runs the law of the statutory stages, whatever its report prints',
    (profile) => {
      const limits = ([1, 2, 3] as const).map((stage) => limitsOf('statutory', stage, profile))
      expect(limits.map((one) => [one?.workingDays, one?.extendedWorkingDays])).toEqual([
        [10, 20],
        [25, 65],
        [50, null],
      ])
    },
  )

  test.each(profiles)(
    '$slug marks its contact details as examples, and none can reach anybody',
    (profile) => {
      const { phone, textNumber, outOfHoursPhone, safeguardingPhone } = profile.contact
      expect(profile.exampleDetails).toBe(true)
      for (const number of [phone, outOfHoursPhone, safeguardingPhone, textNumber ?? '']) {
        expect(number).toMatch(/^(0808 157 0\d{3}|01632 960\d{3}|07700 900\d{3}|)$/)
      }
      const mails = [
        profile.contact.email,
        profile.advocacy.email,
        profile.fallbackReader,
        profile.urgent.inbox,
        ...Object.values(profile.inboxes),
      ]
      for (const mail of mails) expect(mail).toMatch(/\.example\.org$/)
      for (const host of profile.hosts) expect(host).toMatch(/\.example$/)
    },
  )

  test.each(profiles)('$slug puts areas of its services on its list of areas', (profile) => {
    const areas = profile.services.flatMap((one) => one.area ?? [])
    expect(areas.filter((area) => !profile.areas.includes(area))).toEqual([])
  })

  const NOBODY_HERE: ReadonlySet<Service> = new Set([
    'school',
    'health',
    'police',
    'private-provider',
    'another-council',
    'unknown',
  ])
  // Teams that its report does not print. Slough prints two teams in all.
  const UNPRINTED: Readonly<Record<string, readonly Service[]>> = {
    oxfordshire: [],
    coventry: ['admissions', 'school-transport'],
    'north-east-lincolnshire': ['youth-justice', 'admissions', 'school-transport'],
    'birmingham-childrens-trust': ['admissions', 'school-transport'],
  }

  test.each(Object.keys(UNPRINTED))('%s has a team for every service that it prints', (slug) => {
    const topics = profileOf(slug).services.flatMap((one) => one.topics)
    const without = Service.options.filter(
      (service) => !NOBODY_HERE.has(service) && !topics.includes(service),
    )
    expect(without.toSorted()).toEqual([...(UNPRINTED[slug] ?? [])].toSorted())
  })

  test('two hosts never share a name', () => {
    const hosts = profiles.flatMap((profile) => profile.hosts)
    expect(new Set(hosts).size).toBe(hosts.length)
  })
})

describe('as an authority prints its limits', () => {
  test.each([
    ['oxfordshire', 2, 65, null],
    ['slough-childrens-services-trust', 1, 10, null],
    ['coventry', 2, 25, 65],
    ['birmingham-childrens-trust', 3, 50, null],
  ] as const)('%s measures statutory stage %i by %i and %s', (slug, stage, first, extended) => {
    const band = profileOf(slug).reportBands.find(
      (one) => one.procedure === 'statutory' && one.stage === stage,
    )
    expect(band).toMatchObject({ first, extended })
  })
})

describe('our own lists', () => {
  test('name nothing twice', () => {
    const { roles, equality, ...labels } = commonLists
    const lists = [
      roles.map((one) => one.label),
      ...Object.values(equality),
      ...Object.values(labels),
    ]
    for (const list of lists) expect(new Set(list).size).toBe(list.length)
  })
})

/** Lets a complaint run through every stage: each falls due, is overdue a day later, then is answered and asked on. */
function runThrough(profile: Profile, category: Procedure) {
  const events: CaseEvent[] = [received('2026-12-14', [category])]
  const seen: { stage: Stage; dueOn: LocalDate; overdue: boolean }[] = []
  const add = (event: CaseEvent) => {
    expect(mayFollow(events, event)).toEqual({ ok: true })
    events.push(event)
  }
  for (let stage: Stage | null = 1; stage !== null; ) {
    const [part] = caseState(events).parts
    if (part === undefined) throw new Error('no part')
    const { dueOn } = nextDueOfPart(part, profile, england)
    expect(inboxRow(events, profile, england).dueOn).toBe(dueOn)
    const overdueOn = nextDay(dueOn)
    const overdue = statusOn(events, overdueOn, profile, england).late
    seen.push({ stage, dueOn, overdue })
    add(happened('answered', overdueOn, { part: 1, stage, outcome: 'not-upheld' }))
    const next: Stage | null = nextStageAfter(stage, category, profile)
    if (next !== null) {
      add(
        happened(
          'stage-requested',
          overdueOn,
          { part: 1, stage: next, because: 'not-happy' },
          'writer',
        ),
      )
      expect(inboxRow(events, profile, england)).toMatchObject({ open: 1, status: 'again' })
    }
    stage = next
  }
  expect(inboxRow(events, profile, england)).toMatchObject({ open: 0, status: 'answered' })
  return seen
}

describe('a complaint runs its whole procedure', () => {
  test.each(profiles)('statutory at $slug: received, due, overdue, on to the panel', (profile) => {
    expect(runThrough(profile, 'statutory')).toEqual([
      { stage: 1, dueOn: '2026-12-30', overdue: true },
      { stage: 2, dueOn: '2027-02-05', overdue: true },
      { stage: 3, dueOn: '2027-03-19', overdue: true },
    ])
  })

  test.each([
    ['oxfordshire', ['2026-12-30', '2027-01-29']],
    ['coventry', ['2026-12-30', '2027-01-29']],
    ['north-east-lincolnshire', ['2026-12-30', '2027-01-29']],
    ['birmingham-childrens-trust', ['2027-01-14', '2027-02-19']],
    ['slough-childrens-services-trust', ['2026-12-30', '2027-02-05', '2027-03-19']],
  ])('corporate at %s: its own stages and limits', (slug, dueOn) => {
    const seen = runThrough(profileOf(slug), 'corporate')
    expect(seen.map((one) => one.dueOn)).toEqual(dueOn)
    expect(seen.every((one) => one.overdue)).toBe(true)
  })

  test.each([
    ['oxfordshire', '2026-12-16'],
    ['coventry', '2026-12-21'],
    ['north-east-lincolnshire', '2026-12-21'],
    ['birmingham-childrens-trust', '2026-12-21'],
    ['slough-childrens-services-trust', '2026-12-30'],
  ])(
    'a concern at %s is due on %s, and a complaint from first receipt the day after',
    (slug, dueOn) => {
      const profile = profileOf(slug)
      const events: CaseEvent[] = [received('2026-12-14', ['concern'])]
      expect(inboxRow(events, profile, england).dueOn).toBe(dueOn)
      const on = nextDay(day(dueOn))
      const [data] = concernsOutOfTime(events, on, profile, england)
      if (data === undefined) throw new Error('the concern did not run out')
      const promoted = happened('concern-not-resolved', on, data, 'earshot')
      expect(mayFollow(events, promoted)).toEqual({ ok: true })
      expect(inboxRow([...events, promoted], profile, england)).toMatchObject({
        category: 'statutory',
        dueOn: '2026-12-30',
      })
    },
  )
})
