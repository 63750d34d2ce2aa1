import {
  blob,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core'
import { cases } from './cases.ts'

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
    /** The team they are of, as people call it: whoever names the team names them. */
    team: text('team').notNull().default(''),
    /** Authenticator secret, sealed with the store's key; null until set up. */
    authenticator: blob('authenticator', { mode: 'buffer' }),
    /** Who they are at the council's own sign-in, bound at the first time; null for who never came that way. */
    oidcSubject: text('oidc_subject'),
    /** The last time step whose code was used, so that a code works once. */
    authenticatorStep: integer('authenticator_step'),
    createdAt: text('created_at').notNull(),
    removedAt: text('removed_at'),
  },
  (table) => [
    uniqueIndex('officers_email').on(table.email),
    uniqueIndex('officers_oidc_subject').on(table.oidcSubject),
  ],
)

/** One row. Counts up with every change of who is at the desk: triggers do it. */
export const officerList = sqliteTable('officer_list', {
  id: integer('id').primaryKey(),
  version: integer('version').notNull(),
})

/** Leave: who stands in for whom, from the first day to the last. */
export const covers = sqliteTable(
  'covers',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    officerId: integer('officer_id')
      .notNull()
      .references(() => officers.id),
    forOfficerId: integer('for_officer_id')
      .notNull()
      .references(() => officers.id),
    from: text('from').notNull(),
    until: text('until').notNull(),
  },
  (table) => [index('covers_officer').on(table.officerId)],
)

/** Who is on duty for what cannot wait, from the first day to the last. */
export const dutyRota = sqliteTable(
  'duty_rota',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    officerId: integer('officer_id')
      .notNull()
      .references(() => officers.id),
    /** `duty-hours` of working days, or `out-of-hours`: every other hour. */
    hours: text('hours').notNull(),
    from: text('from').notNull(),
    until: text('until').notNull(),
  },
  (table) => [index('duty_rota_until').on(table.until)],
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

/** Passkeys by the number that the browser knows them by. The other half never leaves the officer's device. */
export const passkeys = sqliteTable(
  'passkeys',
  {
    id: text('id').primaryKey(),
    officerId: integer('officer_id')
      .notNull()
      .references(() => officers.id),
    publicKey: blob('public_key', { mode: 'buffer' }).notNull(),
    /** How often it was used, as it says itself; 0 for ever where it does not count. */
    counter: integer('counter').notNull(),
    /** JSON list: how the browser reaches it. */
    transports: text('transports', { mode: 'json' }).notNull(),
    /** The officer's own word for it, sealed with the store's key. */
    sealedName: blob('sealed_name', { mode: 'buffer' }).notNull(),
    createdAt: text('created_at').notNull(),
    usedAt: text('used_at'),
  },
  (table) => [index('passkeys_officer').on(table.officerId)],
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
