import { sql } from 'drizzle-orm'
import {
  blob,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core'

/** The work. One row a case; what was sent stands in `submissions`, who wrote in `people`. */
export const cases = sqliteTable(
  'cases',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    reference: text('reference').notNull(),
    /** Names its key in the keyring. */
    keyId: text('key_id').notNull(),
    /** HMAC-SHA256 of the private code, base64url. The code itself is never stored. */
    codeHash: text('code_hash').notNull(),
    receivedAt: text('received_at').notNull(),
    receivedOn: text('received_on').notNull(),
    language: text('language').notNull(),
    /** Which journey's words the writer gets back: `young` or `adult`. */
    audience: text('audience').notNull(),
    who: text('who').notNull(),
    /** The machine's proposal as received, JSON of `Triage`: codes and our own texts, none of the writer's. */
    triage: text('triage', { mode: 'json' }).notNull(),
  },
  (table) => [
    uniqueIndex('cases_reference').on(table.reference),
    uniqueIndex('cases_code_hash').on(table.codeHash),
  ],
)

/** What was sent, as asked and answered, with the wording shown. Never edited: triggers refuse it. */
export const submissions = sqliteTable(
  'submissions',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    caseId: integer('case_id')
      .notNull()
      .references(() => cases.id),
    idempotencyKey: text('idempotency_key').notNull(),
    /** SHA-256 of the canonical body, keyed: same key with another body is told apart, nothing is told. */
    bodyHash: text('body_hash').notNull(),
    contentVersion: text('content_version').notNull(),
    /** JSON of `{ facts, answers, asked: [{ question, wording, answer }] }`, sealed. */
    sealed: blob('sealed', { mode: 'buffer' }).notNull(),
  },
  (table) => [
    uniqueIndex('submissions_idempotency_key').on(table.idempotencyKey),
    index('submissions_case').on(table.caseId),
  ],
)

/** One procedure of a case, with its own clock. */
export const parts = sqliteTable(
  'parts',
  {
    caseId: integer('case_id')
      .notNull()
      .references(() => cases.id),
    n: integer('n').notNull(),
    category: text('category').notNull(),
    services: text('services', { mode: 'json' }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.caseId, table.n] }),
    index('parts_category').on(table.category, table.caseId),
  ],
)

/** What happened, in order of `seq`, whatever the clock said. Append-only: triggers refuse change. */
export const events = sqliteTable(
  'events',
  {
    seq: integer('seq').primaryKey({ autoIncrement: true }),
    caseId: integer('case_id')
      .notNull()
      .references(() => cases.id),
    kind: text('kind').notNull(),
    at: text('at').notNull(),
    /** The day it counts from: a letter's received date, not the typing date. */
    on: text('on').notNull(),
    /** `writer`, `earshot`, or an officer's id as `officer:7`. */
    by: text('by').notNull(),
    /** Codes and days in the clear. */
    data: text('data', { mode: 'json' }).notNull(),
    /** Words that belong to it, sealed with the case's key. */
    sealed: blob('sealed', { mode: 'buffer' }),
  },
  (table) => [index('events_case').on(table.caseId, table.seq)],
)

/** Who wrote, for whom, how to reach them: apart from words, so that erasure is one delete. */
export const people = sqliteTable(
  'people',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    caseId: integer('case_id')
      .notNull()
      .references(() => cases.id),
    /** `writer`, `child`, `advocate`, `about`, `not-tell`, `alert`, `reach`. */
    kind: text('kind').notNull(),
    sealed: blob('sealed', { mode: 'buffer' }).notNull(),
  },
  (table) => [index('people_case').on(table.caseId)],
)

/** The desk's list, derived from the events and rebuilt in the transaction that adds one. */
export const inbox = sqliteTable(
  'inbox',
  {
    caseId: integer('case_id')
      .primaryKey()
      .references(() => cases.id),
    reference: text('reference').notNull(),
    category: text('category').notNull(),
    flags: text('flags', { mode: 'json' }).notNull(),
    services: text('services', { mode: 'json' }).notNull().default([]),
    status: text('status').notNull(),
    stage: integer('stage'),
    turn: text('turn').notNull().default('ours'),
    assignedTo: integer('assigned_to'),
    /** 1 until an officer opens it. */
    unread: integer('unread').notNull().default(1),
    messageSince: text('message_since'),
    advocateDueOn: text('advocate_due_on'),
    /** 1 while the work is open, 0 after. */
    open: integer('open').notNull(),
    /** 1 for safeguarding: read first. */
    urgent: integer('urgent').notNull(),
    receivedOn: text('received_on').notNull(),
    dueOn: text('due_on').notNull(),
    /** 1 when set apart by the flood guard. */
    setApart: integer('set_apart').notNull().default(0),
  },
  (table) => [
    // What a list is narrowed by stands behind its order, so that rows which do not match are passed over
    // inside the index. `tests/bench/desk-lists.bench.ts` says what that costs.
    index('inbox_by_due').on(
      table.open,
      table.setApart,
      table.urgent,
      table.dueOn,
      table.caseId,
      table.category,
      table.turn,
      table.stage,
      table.assignedTo,
      table.unread,
      table.messageSince,
      table.advocateDueOn,
      table.flags,
      table.services,
      table.reference,
      table.receivedOn,
    ),
    index('inbox_by_receipt').on(
      table.open,
      table.setApart,
      table.receivedOn,
      table.caseId,
      table.category,
      table.turn,
      table.stage,
      table.assignedTo,
      table.unread,
      table.messageSince,
      table.advocateDueOn,
      table.flags,
      table.services,
      table.reference,
      table.dueOn,
      table.urgent,
    ),
    uniqueIndex('inbox_reference').on(table.reference),
    // Few wait for an advocate at any time, and somebody looks for them each minute.
    index('inbox_advocate_due')
      .on(table.advocateDueOn)
      .where(sql`${table.advocateDueOn} is not null`),
  ],
)

/** Who read which case, when. Append-only. */
export const reads = sqliteTable(
  'reads',
  {
    seq: integer('seq').primaryKey({ autoIncrement: true }),
    caseId: integer('case_id').notNull(),
    officerId: integer('officer_id').notNull(),
    at: text('at').notNull(),
  },
  (table) => [index('reads_case').on(table.caseId)],
)

/** Numbers given out ahead, a block at a time: a batch must know the number of the case it makes. */
export const idBlocks = sqliteTable('id_blocks', {
  name: text('name').primaryKey(),
  /** The first number that nobody was given. */
  next: integer('next').notNull(),
})
