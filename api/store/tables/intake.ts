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
