import { integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/**
 * The chain over everything that happened and was read: each link holds a keyed hash of its row and of the
 * link before it. No words, no names. Append-only: triggers refuse change.
 */
export const history = sqliteTable(
  'history',
  {
    n: integer('n').primaryKey(),
    /** `events` or `reads`. */
    source: text('source').notNull(),
    /** The row of it. */
    seq: integer('seq').notNull(),
    hash: text('hash').notNull(),
  },
  (table) => [uniqueIndex('history_row').on(table.source, table.seq)],
)
