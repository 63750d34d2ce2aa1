import { blob, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { officers } from './officers.ts'

/** What may be said in public of what people told: written by an officer, published by one who looked at it. */
export const told = sqliteTable(
  'told',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    /** `change`, `voice` or `compliment`. */
    kind: text('kind').notNull(),
    /** In the report of which year it stands: `2026-27`. */
    year: text('year').notNull(),
    /** Its words by language and the consent for them, sealed with the store's key. */
    sealed: blob('sealed', { mode: 'buffer' }).notNull(),
    /** Counts up with every change of its words. */
    version: integer('version').notNull(),
    madeBy: integer('made_by')
      .notNull()
      .references(() => officers.id),
    madeAt: text('made_at').notNull(),
    publishedBy: integer('published_by').references(() => officers.id),
    publishedAt: text('published_at'),
  },
  (table) => [index('told_published').on(table.kind, table.publishedAt)],
)
