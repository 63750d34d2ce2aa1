import type { Served } from '#api/http/context.ts'
import { type Instant, type LocalDate, localDateOf } from '#schema/dates.ts'
import type { Calendar } from '#schema/rules/days/working-days.ts'
import type { Service } from '#schema/triage/facts.ts'
import type { Role } from '#schema/vocabulary.ts'
import { coversFrom } from './covers.ts'
import { dutyAt } from './duty.ts'
import { namesOf } from './names.ts'
import type { Officer } from './officers.ts'

/** What somebody is at the desk for: why their lists hold what they hold, on the first page of the morning. */
export type YourPart = {
  readonly roles: readonly Role[]
  /** What a manager answers for. */
  readonly services: readonly Service[]
  /** Whom they stand in for today, and until which day. */
  readonly standsIn: readonly { readonly name: string; readonly until: LocalDate }[]
  readonly isOnDuty: boolean
}

export async function partOf(
  served: Served,
  officer: Officer,
  { calendar, at }: { readonly calendar: Calendar; readonly at: Instant },
): Promise<YourPart> {
  const today = localDateOf(at)
  const covers = await coversFrom(served.store, today)
  const own = covers.filter(({ officer: id, from }) => id === officer.id && from <= today)
  const names = await namesOf(
    served.store,
    own.map(({ forOfficer }) => forOfficer),
  )
  const duty = await dutyAt(served, calendar, at)
  return {
    roles: officer.roles,
    services: officer.services,
    standsIn: own.map(({ forOfficer, until }) => ({ name: names.get(forOfficer) ?? '', until })),
    isOnDuty: duty.officers.some(({ id }) => id === officer.id),
  }
}
