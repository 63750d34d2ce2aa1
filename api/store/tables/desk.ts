import { blob, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { cases } from './cases.ts'
import { officers } from './officers.ts'

/** A view of the list that an officer keeps under a name. */
export const savedViews = sqliteTable(
  'saved_views',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    officerId: integer('officer_id')
      .notNull()
      .references(() => officers.id),
    /** The officer's own words, sealed with the store's key. */
    sealedName: blob('sealed_name', { mode: 'buffer' }).notNull(),
    /** `category=statutory&turn=ours`: codes, days and the beginning of a reference. */
    query: text('query').notNull(),
    createdAt: text('created_at').notNull(),
  },
  (table) => [index('saved_views_officer').on(table.officerId)],
)

/** Cases that were given to somebody together, and who had each before: so that it can be undone. */
export const bulkAssignments = sqliteTable('bulk_assignments', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  officerId: integer('officer_id')
    .notNull()
    .references(() => officers.id),
  at: text('at').notNull(),
  /** JSON: who it went to, and each case with the event and what was before it. */
  data: text('data', { mode: 'json' }).notNull(),
  undoneAt: text('undone_at'),
})

/** How an officer wants the desk to behave. No row: as it comes. */
export const deskSettings = sqliteTable('desk_settings', {
  officerId: integer('officer_id')
    .primaryKey()
    .references(() => officers.id),
  /** 0 when keys that are pressed alone do nothing. */
  shortcuts: integer('shortcuts').notNull(),
})

/** A form of a case that an officer has begun and not sent: theirs alone, one for each act. */
export const formDrafts = sqliteTable(
  'form_drafts',
  {
    caseId: integer('case_id')
      .notNull()
      .references(() => cases.id, { onDelete: 'cascade' }),
    officerId: integer('officer_id')
      .notNull()
      .references(() => officers.id),
    /** Which form: the act, or `note`. */
    act: text('act').notNull(),
    /** How many events its officer had seen. */
    seq: integer('seq').notNull(),
    at: text('at').notNull(),
    /** What was typed, sealed with the key of the case. */
    sealed: blob('sealed', { mode: 'buffer' }).notNull(),
    /** Which window kept it while it was typed; empty where a button did. */
    copy: text('copy').notNull().default(''),
  },
  (table) => [primaryKey({ columns: [table.caseId, table.officerId, table.act] })],
)

/** Which windows sent their form: what of one was still on its way is kept as a draft no more. Gone after a day. */
export const sentForms = sqliteTable('sent_forms', {
  key: text('key').primaryKey(),
  at: text('at').notNull(),
})

/**
 * A form outside cases that an officer has begun and not sent: theirs alone. First there were those for what came by
 * telephone, in writing or face to face.
 */
export const deskDrafts = sqliteTable(
  'entry_drafts',
  {
    officerId: integer('officer_id')
      .notNull()
      .references(() => officers.id),
    /** Which form: `contact` or `thanks`, else the address of its page, `/officer/told`. */
    kind: text('kind').notNull(),
    at: text('at').notNull(),
    /** What was typed, sealed with the key of the authority: there is no case that has one. */
    sealed: blob('sealed', { mode: 'buffer' }).notNull(),
    /** Which window kept it while it was typed; empty where a button did. */
    copy: text('copy').notNull().default(''),
  },
  (table) => [primaryKey({ columns: [table.officerId, table.kind] })],
)
