/** The last working days before a date in which it is marked as near. Alone here: the browser needs this and no rule. */
export const SOON_WORKING_DAYS = 3
