import { and, asc, eq, lt, sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Day, soonUntil } from '#api/cases/list.ts'
import { mayRead } from '#api/cases/may-read.ts'
import type { Officer } from '#api/officers/officers.ts'
import type { Store } from '#api/store/store.ts'
import { agreedActions, inbox } from '#api/store/tables.ts'
import type { Profile } from '#schema/authority/profile.ts'
import { isOpenOn, teamNamer } from '#schema/authority/teams.ts'
import { LocalDate } from '#schema/dates.ts'
import { type Rag, ragOf } from '#schema/rules/clocks/rag.ts'
import { Service } from '#schema/triage/facts.ts'

/** The open work of one service: references by colour, and what was promised there and is late. */
export type ServiceList = {
  readonly service: string
  readonly references: Readonly<Record<Rag, readonly string[]>>
  readonly lateActions: number
}

const Row = z.object({ reference: z.string(), dueOn: LocalDate, services: z.array(Service) })

/**
 * The list of each service that this manager answers for, as far as they may see its cases. A case about
 * several of them stands in each. Services without open work are left out.
 */
export async function ragOfServices(
  store: Store,
  profile: Profile,
  manager: Officer,
  day: Day,
): Promise<readonly ServiceList[]> {
  const { today } = day
  const found = await store.db
    .select({ reference: inbox.reference, dueOn: inbox.dueOn, services: inbox.services })
    .from(inbox)
    .where(and(eq(inbox.open, 1), eq(inbox.setApart, 0), mayRead(manager, today)))
    .orderBy(asc(inbox.dueOn), asc(inbox.caseId))
  const rows = found.map((row) => Row.parse(row))
  const late = await lateActionsByService(store, profile, manager, today)
  const nearUntil = soonUntil(day)
  return profile.services
    .filter((team) => isOpenOn(team, today))
    .filter(({ topics }) => topics.some((topic) => manager.services.includes(topic)))
    .map(({ label, topics }) => {
      const own = rows.filter(({ services }) => services.some((each) => topics.includes(each)))
      const ofColour = (rag: Rag) =>
        own
          .filter(({ dueOn }) => ragOf(dueOn, { today, nearUntil }) === rag)
          .map(({ reference }) => reference)
      return {
        service: label,
        references: { red: ofColour('red'), amber: ofColour('amber'), green: ofColour('green') },
        lateActions: late.get(label) ?? 0,
      }
    })
    .filter(({ references, lateActions }) => {
      const cases = references.red.length + references.amber.length + references.green.length
      return cases + lateActions > 0
    })
}

async function lateActionsByService(
  store: Store,
  profile: Profile,
  manager: Officer,
  today: LocalDate,
): Promise<ReadonlyMap<string, number>> {
  const rows = await store.db
    .select({ service: agreedActions.service, late: sql<number>`count(*)` })
    .from(agreedActions)
    .innerJoin(inbox, eq(inbox.caseId, agreedActions.caseId))
    .where(and(eq(agreedActions.open, 1), lt(agreedActions.dueOn, today), mayRead(manager, today)))
    .groupBy(agreedActions.service)
  const nameOf = teamNamer(profile)
  const late = new Map<string, number>()
  for (const row of rows) {
    const name = row.service === null ? '' : nameOf(row.service)
    late.set(name, (late.get(name) ?? 0) + row.late)
  }
  return late
}
