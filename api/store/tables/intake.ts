import { blob, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { cases } from './cases.ts'

/** Answers on the way. The key that opens one is made from the browser's cookie, which we do not hold. */
export const drafts = sqliteTable(
  'drafts',
  {
    /** HMAC of the cookie. */
    id: text('id').primaryKey(),
    sealed: blob('sealed', { mode: 'buffer' }).notNull(),
    expiresAt: text('expires_at').notNull(),
    /** The last day of one whose writer asked us to keep it; null for the browser's own day. */
    savedUntil: text('saved_until'),
  },
  (table) => [index('drafts_expiry').on(table.expiresAt)],
)

/** Visits that their writer left: a form of one that comes again is not shown. A hash of what only the page held. */
export const leftVisits = sqliteTable(
  'left_visits',
  { id: text('id').primaryKey(), forgetAt: text('forget_at').notNull() },
  (table) => [index('left_visits_forget').on(table.forgetAt)],
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
    /** `waiting` until it was looked at for viruses and a clean copy was made, as far as that is to be done. */
    care: text('care', { enum: ['waiting', 'done'] })
      .notNull()
      .default('waiting'),
    /** `clean` or `infected`, as the scanner said; null before it did. */
    scan: text('scan', { enum: ['clean', 'infected'] }),
    /** `made`, or `impossible` for a file that cannot be cleaned; null before. */
    copy: text('copy', { enum: ['made', 'impossible'] }),
    /** How often the attempt at a copy ended without a result. */
    copyAttempts: integer('copy_attempts').notNull().default(0),
    copyBytes: integer('copy_bytes'),
    /** The key of the copy, sealed as that of the file is. */
    copySealedKey: blob('copy_sealed_key', { mode: 'buffer' }),
  },
  (table) => [
    index('attachments_care').on(table.care, table.createdAt),
    index('attachments_case').on(table.caseId),
    index('attachments_created').on(table.createdAt),
  ],
)
