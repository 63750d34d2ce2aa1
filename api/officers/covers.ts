import { asc, eq, gte } from 'drizzle-orm'
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
export type CoverLine = Cover & { readonly id: number }

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

export function addCover(store: Store, cover: Cover): Write {
  const { officer, forOfficer, from, until } = cover
  return store.db
    .insert(covers)
    .values({ officerId: officer, forOfficerId: forOfficer, from, until })
}

export function dropCover(store: Store, id: number): Write {
  return store.db.delete(covers).where(eq(covers.id, id))
}
