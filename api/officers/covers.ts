import { asc, eq, gte, or } from 'drizzle-orm'
import { z } from 'zod'
import type { Store, Write } from '#api/store/store.ts'
import { covers } from '#api/store/tables.ts'
import { LocalDate } from '#schema/dates.ts'

/** Somebody stands in for somebody else, from the first day to the last. */
export const Cover = z.strictObject({
  officer: z.number().int().positive(),
  forOfficer: z.number().int().positive(),
  from: LocalDate,
  until: LocalDate,
})
export type Cover = z.infer<typeof Cover>

/** One line of the list, as it can be taken off again. */
type CoverLine = Cover & { readonly id: number }

/** Who stands in for whom from a day on, in the order of the first days. */
export async function coversFrom(store: Store, from: LocalDate): Promise<readonly CoverLine[]> {
  const rows = await store.db
    .select({
      id: covers.id,
      officer: covers.officerId,
      forOfficer: covers.forOfficerId,
      from: covers.from,
      until: covers.until,
    })
    .from(covers)
    .where(gte(covers.until, from))
    .orderBy(asc(covers.from), asc(covers.id))
  return rows.map(({ id, ...cover }) => ({ id, ...Cover.parse(cover) }))
}

/** Writes down who stands in for whom. It counts from its first day on. */
export function addCover(store: Store, cover: Cover): Write {
  const { officer, forOfficer, from, until } = cover
  return store.db
    .insert(covers)
    .values({ officerId: officer, forOfficerId: forOfficer, from, until })
}

/** Somebody leaves: they stand in for nobody, and nobody for them, also where they come back one day. */
export function dropCoversOf(store: Store, officerId: number): Write {
  const isTheirs = or(eq(covers.officerId, officerId), eq(covers.forOfficerId, officerId))
  return store.db.delete(covers).where(isTheirs)
}

/** Takes one line off: from now on nobody reads anything by it. */
export function dropCover(store: Store, id: number): Write {
  return store.db.delete(covers).where(eq(covers.id, id))
}
