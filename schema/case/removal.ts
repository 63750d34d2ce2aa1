import { z } from 'zod'
import { LocalDate } from '../dates.ts'

/** What an officer may do with a case whose time is over, or whose writer asks for it to go. */
const RemovalAct = z.enum(['remove', 'remove-person', 'keep', 'hold', 'end-hold'])

/** What is sent. A removal cannot be taken back, so it is said twice. */
export const RemovalForm = z.strictObject({
  act: RemovalAct,
  /** The last event that the officer saw. */
  seq: z.coerce.number().int().nonnegative(),
  why: z.enum(['time-over', 'asked']).optional(),
  sure: z.literal('yes').optional(),
  until: LocalDate.optional(),
})
export type RemovalForm = z.infer<typeof RemovalForm>
