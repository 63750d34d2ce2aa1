import { z } from 'zod'

/**
 * What may be wrong with the service itself, each with somebody who can mend it: why a submission might not be
 * accepted, a mail not arrive, a backup not be there, a date not stay, or a child wait unread.
 */
export const Problem = z.enum([
  'database',
  'disk',
  'disk-filling',
  'mail-late',
  'backup-missing',
  'backup-failed',
  'backup-not-copied',
  'clock',
  'certificate',
  'urgent-unopened',
  'bank-holidays-unconfirmed',
  'history-broken',
])
export type Problem = z.infer<typeof Problem>
