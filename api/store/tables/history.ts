import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/**
 * What was done at the desk beside the cases: sign-ins, exports, who came, changed and left. Codes, numbers and
 * days alone. Append-only: triggers refuse change.
 */
export const deskActs = sqliteTable(
  'desk_acts',
  {
    seq: integer('seq').primaryKey({ autoIncrement: true }),
    at: text('at').notNull(),
    /** `officer:7`, or `command` for whoever runs the machine. */
    by: text('by').notNull(),
    kind: text('kind').notNull(),
    /** Whom it is about, where it is about somebody. */
    about: integer('about'),
    /** Which case, where it is about one. */
    caseId: integer('case_id'),
    /** JSON of codes. */
    data: text('data', { mode: 'json' }).notNull(),
  },
  (table) => [index('desk_acts_case').on(table.caseId)],
)

/**
 * The chain over everything that happened and was read: each link holds a keyed hash of its row and of the
 * link before it. No words, no names. Append-only: triggers refuse change.
 */
export const history = sqliteTable(
  'history',
  {
    n: integer('n').primaryKey(),
    /** `events`, `reads` or `desk_acts`. */
    source: text('source').notNull(),
    /** The row of it. */
    seq: integer('seq').notNull(),
    hash: text('hash').notNull(),
  },
  (table) => [uniqueIndex('history_row').on(table.source, table.seq)],
)
