/**
 * The tables of one authority. Words and people are sealed with the key of their case, which lives in
 * the keyring, a file of its own: destroying that key makes them unreadable in old backups too.
 * Columns in the clear hold codes, days and numbers only.
 */
export * from './tables/cases.ts'
export * from './tables/desk.ts'
export * from './tables/forgetting.ts'
export * from './tables/history.ts'
export * from './tables/intake.ts'
export * from './tables/learning.ts'
export * from './tables/links.ts'
export * from './tables/live.ts'
export * from './tables/mail.ts'
export * from './tables/officers.ts'
export * from './tables/past.ts'
export * from './tables/profile.ts'
export * from './tables/report.ts'
export * from './tables/systems.ts'
export * from './tables/told.ts'
export * from './tables/upkeep.ts'
export * from './tables/weekly.ts'
