import { createTransport } from 'nodemailer'
import type { Instant } from '#schema/dates.ts'
import type { Mail, MailAddress } from './mail.ts'

/** How one attempt ended: taken, refused for this mail, or the server could not be reached. */
export type Attempt = 'taken' | 'refused' | 'server-away'

export type Transport = {
  send(mail: Mail, messageId: string, at: Instant): Promise<Attempt>
}

type SmtpParts = {
  readonly url: string
  /** The sender of every mail, and where replies go. No name beside it: whoever looks on reads nothing. */
  readonly from: MailAddress
  /** How long the server may be silent. */
  readonly silenceMs?: number
}

/** Sends over SMTP, a connection a mail: slower than keeping them open, and none can go stale. */
export function smtpTransport({ url, from, silenceMs = 20_000 }: SmtpParts): Transport {
  const smtp = createTransport({
    url,
    connectionTimeout: silenceMs,
    greetingTimeout: silenceMs,
    socketTimeout: silenceMs,
    dnsTimeout: silenceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async send(mail, messageId, at) {
      try {
        await smtp.sendMail({
          from,
          replyTo: from,
          to: mail.to,
          subject: mail.subject,
          text: mail.text,
          messageId,
          date: at,
          // RFC 3834: an absent officer's machine does not answer ours.
          headers: { 'Auto-Submitted': 'auto-generated' },
        })
        return 'taken'
      } catch (fault) {
        return isRefusal(fault) ? 'refused' : 'server-away'
      }
    },
  }
}

/** An answer to this mail's own addresses or content. 421 closes the whole service (RFC 5321 §4.2.2). */
function isRefusal(fault: unknown): boolean {
  if (!(fault instanceof Error) || !('code' in fault)) return false
  const answer = 'responseCode' in fault ? fault.responseCode : undefined
  return (fault.code === 'EENVELOPE' || fault.code === 'EMESSAGE') && answer !== 421
}
