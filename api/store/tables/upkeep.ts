import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** What the stored dates rest on. One row: a change of it is taken through the cases, and can be resumed. */
export const dateBasis = sqliteTable('date_basis', {
  id: integer('id').primaryKey(),
  /** The content, and the bank holidays in it, with which every stored date was worked out. */
  basis: text('basis', { mode: 'json' }).notNull(),
  /** What has changed since and is still being taken through the cases, oldest first. */
  changes: text('changes', { mode: 'json' }).notNull(),
})
