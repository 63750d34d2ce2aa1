import { and, asc, eq, gte, isNull } from 'drizzle-orm'
import type { Served } from '#api/http/context.ts'
import type { Store, Write } from '#api/store/store.ts'
import { dutyRota, officers } from '#api/store/tables.ts'
import { type Instant, type LocalDate, localDateOf } from '#schema/dates.ts'
import { dayOfNumber, numberOfDay } from '#schema/rules/days/day-number.ts'
import type { Calendar } from '#schema/rules/days/working-days.ts'
import { type DutyHours, DutyTurn, dutyOn } from '#schema/rules/safety/duty.ts'
import { listOfficers, type Officer } from './officers.ts'

/** One line of the rota, as it can be taken off again. */
type RotaLine = DutyTurn & { readonly id: number }

/** Who holds the duty, as people. */
export type OnDuty = { readonly hours: DutyHours; readonly officers: readonly Officer[] }

/**
 * Who holds the duty at this moment, and who is next and from when. Nobody where the rota has a gap: then the
 * inbox of the duty is all there is. Leavers hold nothing.
 */
export async function dutyAt(
  { store, profile }: Served,
  calendar: Calendar,
  at: Instant,
): Promise<OnDuty & { readonly next: (OnDuty & { readonly at: Instant }) | null }> {
  const known = new Map((await listOfficers(store)).map((officer) => [officer.id, officer]))
  const people = (ids: readonly number[]) => ids.flatMap((id) => known.get(id) ?? [])
  const rota = await rotaFrom(store, dayOfNumber(numberOfDay(localDateOf(at)) - 1))
  const { hours, officers, next } = dutyOn(rota.map(turnOf), at, profile, calendar)
  return {
    hours,
    officers: people(officers),
    next: next && { ...next, officers: people(next.officers) },
  }
}

/** The rota from a day on, in the order of the first days. */
export async function rotaFrom(store: Store, from: LocalDate): Promise<readonly RotaLine[]> {
  const rows = await store.db
    .select({
      id: dutyRota.id,
      officer: dutyRota.officerId,
      hours: dutyRota.hours,
      from: dutyRota.from,
      until: dutyRota.until,
    })
    .from(dutyRota)
    .innerJoin(officers, eq(officers.id, dutyRota.officerId))
    .where(and(gte(dutyRota.until, from), isNull(officers.removedAt)))
    .orderBy(asc(dutyRota.from), asc(dutyRota.id))
  return rows.map(({ id, ...turn }) => ({ id, ...DutyTurn.parse(turn) }))
}

function turnOf({ id: _, ...turn }: RotaLine): DutyTurn {
  return turn
}

/** Writes down whose turn on duty it is, and when. */
export function addTurn(store: Store, turn: DutyTurn): Write {
  const { officer, hours, from, until } = turn
  return store.db.insert(dutyRota).values({ officerId: officer, hours, from, until })
}

/** Takes one turn off the rota. */
export function dropTurn(store: Store, id: number): Write {
  return store.db.delete(dutyRota).where(eq(dutyRota.id, id))
}
