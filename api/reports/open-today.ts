import { and, eq, or, type SQL, sql } from 'drizzle-orm'
import { type Day, soonUntil } from '#api/cases/list.ts'
import { mayRead } from '#api/cases/may-read.ts'
import type { Officer } from '#api/officers/officers.ts'
import type { Store } from '#api/store/store.ts'
import { inbox } from '#api/store/tables.ts'
import type { Service } from '#schema/triage/facts.ts'
import { Category } from '#schema/vocabulary.ts'

/** Open cases of one category by how near their next date is: late is red, soon amber, the rest green. */
export type OpenToday = {
  readonly category: Category
  readonly late: number
  readonly soon: number
  readonly later: number
}

/** What stands open today of the cases that an officer may see, about any of these services; null for all. */
export async function openToday(
  store: Store,
  officer: Officer,
  day: Day,
  services: readonly Service[] | null,
): Promise<readonly OpenToday[]> {
  const { today } = day
  const rows = await store.db
    .select({
      category: inbox.category,
      late: howMany(sql`${inbox.dueOn} < ${today}`),
      soon: howMany(sql`${inbox.dueOn} between ${today} and ${soonUntil(day)}`),
      later: howMany(sql`${inbox.dueOn} > ${soonUntil(day)}`),
    })
    .from(inbox)
    .where(and(eq(inbox.open, 1), eq(inbox.setApart, 0), mayRead(officer, today), about(services)))
    .groupBy(inbox.category)
  return Category.options.flatMap((category) => {
    const row = rows.find((each) => each.category === category)
    return row === undefined ? [] : [{ ...row, category }]
  })
}

function howMany(condition: SQL): SQL<number> {
  return sql<number>`count(*) filter (where ${condition})`
}

function about(services: readonly Service[] | null): SQL | undefined {
  if (services === null) return undefined
  if (services.length === 0) return sql`0`
  return or(...services.map((service) => sql`instr(${inbox.services}, ${`"${service}"`}) > 0`))
}
