import { blob, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

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
    /**
     * Codes, days, numbers and the authority's labels, as `schema/report/ledger.ts` has them; a case in the short form
     * of `api/reports/case-row.ts`, since a report reads all of them.
     */
    data: text('data', { mode: 'json' }).notNull(),
    /** The words of learning actions, sealed with the store's own key. */
    sealed: blob('sealed', { mode: 'buffer' }),
  },
  (table) => [
    uniqueIndex('past_records_key').on(table.kind, table.key, table.importId),
    // With it go the numbers of the rows: those of a kind, in their order.
    index('past_records_kind').on(table.kind),
    index('past_records_import').on(table.importId),
  ],
)

/** The authority's labels that past cases have, by the numbers that stand for them in `past_records`. */
export const pastLabels = sqliteTable('past_labels', {
  id: integer('id').primaryKey(),
  label: text('label').notNull().unique(),
})
