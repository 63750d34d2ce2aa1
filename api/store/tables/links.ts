import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { cases } from './cases.ts'

/**
 * Which cases belong together. Not among the events of either: whoever may see only one of two must not
 * learn from it that there is another. Nothing is deleted: a link that was wrong is ended.
 */
export const caseLinks = sqliteTable(
  'case_links',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    caseId: integer('case_id')
      .notNull()
      .references(() => cases.id),
    /** Of a duplicate and of a later complaint the one that was there before. */
    otherId: integer('other_id')
      .notNull()
      .references(() => cases.id),
    /** `duplicate`, `earlier`, `sibling`, `related`. */
    kind: text('kind').notNull(),
    officerId: integer('officer_id').notNull(),
    at: text('at').notNull(),
    endedBy: integer('ended_by'),
    endedAt: text('ended_at'),
  },
  (table) => [
    index('case_links_case').on(table.caseId),
    index('case_links_other').on(table.otherId),
  ],
)
