import { blob, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { cases } from './cases.ts'

/** Mail to be sent. Written in the transaction of what it tells of, delivered afterwards, retried until done. */
export const outbox = sqliteTable(
  'outbox',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    /** Deterministic, so that a repeat after a crash is recognised: `<reference.kind@host>`. */
    messageId: text('message_id').notNull(),
    kind: text('kind').notNull(),
    caseId: integer('case_id').references(() => cases.id),
    /** JSON of `{ to, subject, text }`, sealed with the store's own key until sent, then emptied. */
    sealed: blob('sealed', { mode: 'buffer' }),
    /** `waiting`, `sending`, `sent`. */
    state: text('state').notNull(),
    attempts: integer('attempts').notNull().default(0),
    createdAt: text('created_at').notNull(),
    nextAt: text('next_at').notNull(),
    sentAt: text('sent_at'),
  },
  (table) => [
    uniqueIndex('outbox_message_id').on(table.messageId),
    index('outbox_next').on(table.state, table.nextAt),
  ],
)
