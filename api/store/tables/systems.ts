import { blob, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { officers } from './officers.ts'

/** Keys of other systems that read the figures. Only a keyed hash is kept. */
export const systemKeys = sqliteTable(
  'system_keys',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    hash: text('hash').notNull(),
    /** What it is for, as officers call it: sealed with the store's key. */
    sealedName: blob('sealed_name', { mode: 'buffer' }).notNull(),
    /** `public-figures` or `officers-figures`. */
    scope: text('scope').notNull(),
    madeBy: integer('made_by')
      .notNull()
      .references(() => officers.id),
    madeAt: text('made_at').notNull(),
    endedAt: text('ended_at'),
    lastUsedOn: text('last_used_on'),
  },
  (table) => [uniqueIndex('system_keys_hash').on(table.hash)],
)

/** Addresses that are told of cases. */
export const hooks = sqliteTable('hooks', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  /** Its address and the secret that its calls are signed with, sealed with the store's key. */
  sealed: blob('sealed', { mode: 'buffer' }).notNull(),
  /** Every event up to this one has its calls. */
  seq: integer('seq').notNull(),
  madeBy: integer('made_by')
    .notNull()
    .references(() => officers.id),
  madeAt: text('made_at').notNull(),
  endedAt: text('ended_at'),
})

/** Calls to be made: references and codes alone. Written before they are made, tried until they are taken. */
export const hookCalls = sqliteTable(
  'hook_calls',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    hookId: integer('hook_id')
      .notNull()
      .references(() => hooks.id),
    /** The event that it tells of: a call comes once for each. */
    seq: integer('seq').notNull(),
    /** `received` or `closed`. */
    kind: text('kind').notNull(),
    reference: text('reference').notNull(),
    category: text('category').notNull(),
    on: text('on').notNull(),
    /** `waiting`, `sent`, `given-up`. */
    state: text('state').notNull(),
    attempts: integer('attempts').notNull().default(0),
    createdAt: text('created_at').notNull(),
    nextAt: text('next_at').notNull(),
  },
  (table) => [
    uniqueIndex('hook_calls_event').on(table.hookId, table.seq),
    index('hook_calls_next').on(table.state, table.nextAt),
  ],
)
