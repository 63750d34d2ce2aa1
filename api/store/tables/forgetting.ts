import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { cases } from './cases.ts'

/** Which cases need no longer be kept, and since when: derived from the events, worked out anew each day. */
export const retention = sqliteTable(
  'retention',
  {
    caseId: integer('case_id')
      .primaryKey()
      .references(() => cases.id),
    /** A day; null where it is kept for good. */
    until: text('until'),
    /** `retain`, `review`, `destroy`. */
    afterwards: text('afterwards').notNull(),
    /** 1 while it is held for a court, an inquiry or the ombudsman. */
    held: integer('held').notNull(),
  },
  (table) => [index('retention_until').on(table.until, table.caseId)],
)

/** Removals that were begun. What is left of one after a crash is taken up again. */
export const removals = sqliteTable(
  'removals',
  {
    caseId: integer('case_id')
      .primaryKey()
      .references(() => cases.id),
    at: text('at').notNull(),
    /** JSON list of the files that go. */
    files: text('files', { mode: 'json' }).notNull(),
    /** When its key and its files were gone. */
    doneAt: text('done_at'),
  },
  (table) => [index('removals_done').on(table.doneAt)],
)

/** On which day what is kept was last looked through. One row: a clock that jumps ahead shows here. */
export const forgettingDay = sqliteTable('forgetting_day', {
  id: integer('id').primaryKey(),
  on: text('on').notNull(),
})
