import type { AddressInfo } from 'node:net'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'

const KEPT = 200
const LONGEST_BYTES = 1_000_000

/** A mail as `/dev/mail` shows it. */
type DevMail = {
  readonly messageId: string
  readonly at: string
  readonly from: string
  readonly to: readonly string[]
  readonly subject: string
  readonly text: string
}

export type DevMailbox = {
  /** Where the transport sends: a real SMTP conversation, on this machine alone. */
  readonly url: string
  /** The last 200 mails, newest first. They are gone with the process. */
  list(): readonly DevMail[]
  close(): Promise<void>
}

/** Stands in for a mail server where none is configured. */
export async function openDevMailbox(): Promise<DevMailbox> {
  const kept: DevMail[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    size: LONGEST_BYTES,
    onData(stream, _session, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        readMail(Buffer.concat(parts)).then((mail) => {
          kept.unshift(mail)
          kept.length = Math.min(kept.length, KEPT)
          done()
        }, done)
      })
    },
  })
  // A client that goes in the middle of a conversation is no fault of ours.
  server.on('error', () => {})
  await new Promise<void>((listening, failed) => {
    server.once('error', failed)
    server.listen(0, '127.0.0.1', listening)
  })
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    list: () => kept,
    close: () => new Promise((closed) => server.close(() => closed())),
  }
}

async function readMail(raw: Buffer): Promise<DevMail> {
  const mail = await PostalMime.parse(raw)
  return {
    messageId: mail.messageId ?? '',
    at: mail.date ?? '',
    from: mail.from?.address ?? '',
    to: (mail.to ?? []).map((address) => address.address ?? ''),
    subject: mail.subject ?? '',
    text: mail.text ?? '',
  }
}
