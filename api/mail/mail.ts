import { z } from 'zod'

/** One address and nothing else: no list, no name, no line break. */
export const MailAddress = z.email().max(254).brand<'MailAddress'>()
export type MailAddress = z.infer<typeof MailAddress>

/** What someone typed as an address: the address, or undefined where no mail could be sent to it. */
export function mailAddress(typed: string): MailAddress | undefined {
  return MailAddress.safeParse(typed.trim()).data
}

/** A mail as it waits in the outbox. Its subject and text are ours, with references and days put in. */
export const Mail = z.strictObject({
  to: MailAddress,
  // A line break in a subject would begin another header.
  subject: z.string().regex(/^[^\p{Cc}]{1,200}$/u),
  text: z.string(),
})
export type Mail = z.infer<typeof Mail>

/** What a mail tells of. Part of its Message-ID, so stable for ever. */
export type MailKind =
  | 'notice'
  | 'urgent'
  | 'digest'
  | 'problem'
  | 'referral'
  | 'sign-in'
  | 'alert'
  | 'assigned'
  | 'thanks'
  | 'weekly'
