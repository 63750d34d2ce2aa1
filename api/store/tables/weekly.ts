import { sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** The weeks of which managers were sent their list: once each, also after a restart. */
export const weeklyLists = sqliteTable('weekly_lists', {
  /** Its Monday. */
  week: text('week').primaryKey(),
  sentAt: text('sent_at').notNull(),
})
