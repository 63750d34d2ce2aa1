import { blob, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { officers } from './officers.ts'

/** What administrators changed of the profile at the desk. Each saving is a row: the newest counts, none goes. */
export const profileVersions = sqliteTable('profile_versions', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  officerId: integer('officer_id')
    .notNull()
    .references(() => officers.id),
  at: text('at').notNull(),
  /** JSON of `LocalDetails`, sealed with the store's key. */
  sealed: blob('sealed', { mode: 'buffer' }).notNull(),
})
