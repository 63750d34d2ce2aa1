import { blob, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { officers } from './officers.ts'

/** What officers wrote for the report of a period, section by section. Each saving is a row: the newest counts. */
export const reportTexts = sqliteTable(
  'report_texts',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    from: text('from').notNull(),
    to: text('to').notNull(),
    /** The section of the authority's layout. */
    section: text('section').notNull(),
    /** The officer's words, sealed with the store's key. */
    sealed: blob('sealed', { mode: 'buffer' }).notNull(),
    officerId: integer('officer_id')
      .notNull()
      .references(() => officers.id),
    at: text('at').notNull(),
  },
  (table) => [index('report_texts_period').on(table.from, table.to, table.section)],
)
