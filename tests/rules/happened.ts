import { type Assurances, By, CaseEvent, type EventKind, type EventOf } from '#schema/case/case.ts'
import { day, instant } from '#schema/dates.ts'
import type { Category } from '#schema/vocabulary.ts'

/** Something that happened on a day at noon, parsed as the store parses it. */
export function happened<K extends EventKind>(
  kind: K,
  on: string,
  data: EventOf<K>['data'],
  by: By = 'officer:7',
): CaseEvent {
  return CaseEvent.parse({ kind, at: instant(`${on}T12:00:00.000Z`), on: day(on), by, data })
}

type Received = EventOf<'received'>['data']

/** A child's submission of these categories, a part each. */
export function received(
  on: string,
  categories: readonly Category[] = ['statutory'],
  rest: Partial<Omit<Received, 'parts'>> = {},
): CaseEvent {
  const parts = categories.map((category, index) => ({
    n: index + 1,
    category,
    services: ['social-work' as const],
    becomes: category === 'concern' ? ('statutory' as const) : null,
  }))
  return happened(
    'received',
    on,
    { who: 'young-person', ask: null, flags: [], source: 'form', ...rest, parts },
    'writer',
  )
}

/** What a decision against somebody must promise. */
export function assuring(reviewOn: string): Assurances {
  return {
    decider: By.parse('officer:7') as Assurances['decider'],
    stillPossible: ['ombudsman'],
    reviewOn: day(reviewOn),
    advocacyReminder: true,
    ombudsmanLine: true,
  }
}
