import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { cases } from './cases.ts'

/**
 * What live cases are counted as in the report, as `schema/report/ledger.ts` has it: codes, days, numbers and the
 * authority's labels. Worked out from the events and at any time made again from them.
 */
export const liveRecords = sqliteTable(
  'live_records',
  {
    id: integer('id').primaryKey(),
    caseId: integer('case_id')
      .notNull()
      .references(() => cases.id, { onDelete: 'cascade' }),
    /** `case`, `compliment`, `ombudsman`, `promises`. */
    kind: text('kind').notNull(),
    firstOn: text('first_on').notNull(),
    lastOn: text('last_on').notNull(),
    data: text('data', { mode: 'json' }).notNull(),
  },
  (table) => [index('live_records_case').on(table.caseId)],
)

/** How far the events were counted. One row. */
export const liveCounted = sqliteTable('live_counted', {
  id: integer('id').primaryKey(),
  /** The labels and rules that they were counted with: others mean that all is counted again. */
  basis: text('basis').notNull(),
  /** Every event up to this one is in the records. */
  seq: integer('seq').notNull(),
  /** While all is counted again: up to which case. Null when that is done. */
  againThrough: integer('again_through'),
})
