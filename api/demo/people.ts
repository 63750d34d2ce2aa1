import type { Saving } from '#api/cases/save-events.ts'
import type { Served } from '#api/http/context.ts'
import { admitOfficer } from '#api/officers/admit.ts'
import { addCover } from '#api/officers/covers.ts'
import { addTurn } from '#api/officers/duty.ts'
import type { NewOfficer } from '#api/officers/officers.ts'
import type { Content } from '#content/index.ts'
import { type Instant, localDateOf } from '#schema/dates.ts'
import { dayOfNumber, numberOfDay } from '#schema/rules/days/day-number.ts'
import { englandAndWales } from '#schema/rules/days/working-days.ts'
import type { DutyHours } from '#schema/rules/safety/duty.ts'
import type { Cast } from './life.ts'

/** The demonstration's officer, whom one of the invented cases complains of. */
export const NAMED_IN_A_CASE = 'Ada Example'

type Person = keyof Cast | 'second' | 'duty' | 'reviewer'

const PEOPLE: Readonly<Record<Person, NewOfficer>> = {
  officer: {
    email: 'officer@demo.example',
    name: NAMED_IN_A_CASE,
    roles: ['officer', 'admin'],
    services: [],
  },
  colleague: {
    email: 'colleague@demo.example',
    name: 'Bea Example',
    roles: ['officer'],
    services: [],
  },
  manager: {
    email: 'manager@demo.example',
    name: 'Mo Example',
    roles: ['manager'],
    services: ['social-work', 'family-time', 'leaving-care'],
  },
  second: {
    email: 'second-manager@demo.example',
    name: 'Nia Example',
    roles: ['manager'],
    services: ['childrens-home', 'placement-move', 'fostering-placement'],
  },
  investigator: {
    email: 'investigator@demo.example',
    name: 'Ines Example',
    roles: ['investigator'],
    services: [],
  },
  independent: {
    email: 'independent@demo.example',
    name: 'Pat Example',
    roles: ['independent'],
    services: [],
  },
  duty: { email: 'duty@demo.example', name: 'Dee Example', roles: ['duty'], services: [] },
  reviewer: {
    email: 'reviewer@demo.example',
    name: 'Rae Example',
    roles: ['reviewer'],
    services: [],
  },
}

/** Turns on duty and leave, as days from today. */
const TURNS: readonly (readonly [Person, DutyHours, number, number])[] = [
  ['duty', 'duty-hours', -6, 21],
  ['colleague', 'out-of-hours', -6, 7],
  ['officer', 'out-of-hours', 8, 21],
]
const LEAVE: readonly (readonly [Person, Person, number, number])[] = [
  ['second', 'manager', -1, 5],
  ['colleague', 'officer', 28, 34],
]

type Engaging = {
  readonly content: Content
  readonly publicUrl: string
  readonly now: Instant
}

/** Brings everybody to the desk of a demonstration, with turns on duty and leave. */
export async function engage(
  { content, publicUrl, now }: Engaging,
  { store, profile }: Served,
): Promise<Cast> {
  const calendar = englandAndWales(content.bankHolidays)
  const saving: Saving = { store, profile, calendar, at: now, publicUrl }
  const ids = new Map<string, number>()
  for (const [person, who] of Object.entries(PEOPLE)) {
    ids.set(person, (await admitOfficer(saving, who, content.names)).id)
  }
  const id = (person: Person) => ids.get(person) ?? 0
  const on = (days: number) => dayOfNumber(numberOfDay(localDateOf(now)) + days)
  await store.write([
    ...TURNS.map(([person, hours, from, until]) =>
      addTurn(store, { officer: id(person), hours, from: on(from), until: on(until) }),
    ),
    ...LEAVE.map(([person, away, from, until]) =>
      addCover(store, {
        officer: id(person),
        forOfficer: id(away),
        from: on(from),
        until: on(until),
      }),
    ),
  ])
  return {
    officer: id('officer'),
    colleague: id('colleague'),
    manager: id('manager'),
    investigator: id('investigator'),
    independent: id('independent'),
  }
}
