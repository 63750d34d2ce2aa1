import {
  blob,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core'

/**
 * The tables of one authority. Words and people are sealed with the key of their case, which lives in
 * the keyring, a file of its own: destroying that key makes them unreadable in old backups too.
 * Columns in the clear hold codes, days and numbers only.
 */

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
    /** `writer`, `child`, `advocate`, `about`, `not-tell`, `alert`. */
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
    status: text('status').notNull(),
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
    index('inbox_due').on(table.open, table.setApart, table.dueOn, table.caseId),
    index('inbox_urgent').on(table.open, table.urgent, table.dueOn, table.caseId),
  ],
)

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

/** Answers on the way. The key that opens one is made from the browser's cookie, which we do not hold. */
export const drafts = sqliteTable(
  'drafts',
  {
    /** HMAC of the cookie. */
    id: text('id').primaryKey(),
    sealed: blob('sealed', { mode: 'buffer' }).notNull(),
    expiresAt: text('expires_at').notNull(),
  },
  (table) => [index('drafts_expiry').on(table.expiresAt)],
)

/** A file that came with a submission; its bytes lie sealed in the data folder under a random name. */
export const attachments = sqliteTable(
  'attachments',
  {
    id: text('id').primaryKey(),
    caseId: integer('case_id').references(() => cases.id),
    kind: text('kind').notNull(),
    bytes: integer('bytes').notNull(),
    createdAt: text('created_at').notNull(),
    /** The key of the file, sealed with the store's key until claimed, then with the case's. */
    sealedKey: blob('sealed_key', { mode: 'buffer' }).notNull(),
  },
  (table) => [
    index('attachments_case').on(table.caseId),
    index('attachments_created').on(table.createdAt),
  ],
)

export const officers = sqliteTable(
  'officers',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    email: text('email').notNull(),
    /** A name to show beside decisions; the e-mail's own part until they set one. */
    name: text('name').notNull(),
    /** JSON list of `Role`: the first officer is both `admin` and `officer`. */
    roles: text('roles', { mode: 'json' }).notNull(),
    /** JSON list of `Service`: what a manager answers for. Empty for the other roles. */
    services: text('services', { mode: 'json' }).notNull(),
    /** Authenticator secret, sealed with the store's key; null until set up. */
    authenticator: blob('authenticator', { mode: 'buffer' }),
    /** The last time step whose code was used, so that a code works once. */
    authenticatorStep: integer('authenticator_step'),
    createdAt: text('created_at').notNull(),
    removedAt: text('removed_at'),
  },
  (table) => [uniqueIndex('officers_email').on(table.email)],
)

/** One-time links, by keyed hash. */
export const signInLinks = sqliteTable(
  'sign_in_links',
  {
    hash: text('hash').primaryKey(),
    officerId: integer('officer_id')
      .notNull()
      .references(() => officers.id),
    expiresAt: text('expires_at').notNull(),
    usedAt: text('used_at'),
  },
  (table) => [index('sign_in_links_officer').on(table.officerId)],
)

/** Officers' sessions, by keyed hash of the cookie. */
export const sessions = sqliteTable(
  'sessions',
  {
    hash: text('hash').primaryKey(),
    officerId: integer('officer_id')
      .notNull()
      .references(() => officers.id),
    /** `link` until the authenticator code was given, then `full`. */
    strength: text('strength').notNull(),
    /** Wrong authenticator codes under this link; the fifth ends the session, never the account. */
    wrongCodes: integer('wrong_codes').notNull().default(0),
    createdAt: text('created_at').notNull(),
    seenAt: text('seen_at').notNull(),
    endedAt: text('ended_at'),
  },
  (table) => [index('sessions_officer').on(table.officerId)],
)

/** Who is kept out of which case, completely. */
export const exclusions = sqliteTable(
  'exclusions',
  {
    caseId: integer('case_id')
      .notNull()
      .references(() => cases.id),
    officerId: integer('officer_id')
      .notNull()
      .references(() => officers.id),
  },
  (table) => [
    primaryKey({ columns: [table.caseId, table.officerId] }),
    index('exclusions_officer').on(table.officerId),
  ],
)

/** Cases that an investigator or independent person may open, until a day. */
export const grants = sqliteTable(
  'grants',
  {
    caseId: integer('case_id')
      .notNull()
      .references(() => cases.id),
    officerId: integer('officer_id')
      .notNull()
      .references(() => officers.id),
    until: text('until').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.caseId, table.officerId] }),
    index('grants_officer').on(table.officerId),
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

/** One bringing-in of past cases. Until it is finished, nothing that it wrote counts. */
export const pastImports = sqliteTable('past_imports', {
  id: integer('id').primaryKey(),
  startedAt: text('started_at').notNull(),
  finishedAt: text('finished_at'),
})

/**
 * What was brought in: past cases with their stages and points, compliments, ombudsman cases, and the
 * figures that stand beside them. Of a key the newest finished import counts.
 */
export const pastRecords = sqliteTable(
  'past_records',
  {
    id: integer('id').primaryKey(),
    importId: integer('import_id')
      .notNull()
      .references(() => pastImports.id),
    /** `case`, `compliment`, `ombudsman`, `equality`, `context`, `history`. */
    kind: text('kind').notNull(),
    /** The reference, or what else a record is replaced under: a year and a measure. */
    key: text('key').notNull(),
    /** SHA-256 of all of it: what has not changed is not written again. */
    digest: text('digest').notNull(),
    /** The first and the last day that it has anything to do with; null for figures of a year. */
    firstOn: text('first_on'),
    lastOn: text('last_on'),
    /** Codes, days, numbers and the authority's labels, as `schema/ledger.ts` has them. */
    data: text('data', { mode: 'json' }).notNull(),
    /** The words of learning actions, sealed with the store's own key. */
    sealed: blob('sealed', { mode: 'buffer' }),
  },
  (table) => [
    uniqueIndex('past_records_key').on(table.kind, table.key, table.importId),
    index('past_records_days').on(table.kind, table.firstOn, table.lastOn),
    index('past_records_import').on(table.importId),
  ],
)

/** What the stored dates rest on. One row: a change of it is taken through the cases, and can be resumed. */
export const dateBasis = sqliteTable('date_basis', {
  id: integer('id').primaryKey(),
  /** The content, and the bank holidays in it, with which every stored date was worked out. */
  basis: text('basis', { mode: 'json' }).notNull(),
  /** What has changed since and is still being taken through the cases, oldest first. */
  changes: text('changes', { mode: 'json' }).notNull(),
})
