import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { cases } from './cases.ts'

/**
 * What was promised and what is to change, as the events of each case leave it: for the desk's lists, which
 * look for it across cases, also closed ones. Its words are sealed with the events.
 */
export const agreedActions = sqliteTable(
  'agreed_actions',
  {
    caseId: integer('case_id')
      .notNull()
      .references(() => cases.id),
    /** Counted from 1 in its case. */
    action: integer('action').notNull(),
    /** `promise` or `learning`. */
    for: text('for').notNull(),
    service: text('service'),
    theme: text('theme'),
    ownerId: integer('owner_id'),
    agreedOn: text('agreed_on').notNull(),
    dueOn: text('due_on').notNull(),
    doneOn: text('done_on'),
    droppedOn: text('dropped_on'),
    /** Since when everybody may read what was learned. */
    sharedOn: text('shared_on'),
    /** 1 until it is done or dropped. */
    open: integer('open').notNull(),
    /** Since when whoever it was promised to knows of it. */
    toldOn: text('told_on'),
  },
  (table) => [
    primaryKey({ columns: [table.caseId, table.action] }),
    index('agreed_actions_due').on(table.open, table.dueOn, table.caseId, table.action),
    index('agreed_actions_shared').on(table.sharedOn),
  ],
)
