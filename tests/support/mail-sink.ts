import type { AddressInfo } from 'node:net'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'

/** A real SMTP server that keeps what it is sent. */
type MailSink = {
  readonly url: string
  readonly mails: () => readonly Email[]
  /** Waits for a mail that fits, at most `withinMs`. */
  readonly arrival: (fits: (mail: Email) => boolean, withinMs?: number) => Promise<Email>
  readonly close: () => Promise<void>
}

/** Starts a sink on this port of the loopback address, or on a free one. */
export async function openMailSink(port = 0): Promise<MailSink> {
  const kept: Email[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData(stream, _session, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        PostalMime.parse(Buffer.concat(parts)).then((mail) => {
          kept.push(mail)
          done()
        }, done)
      })
    },
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  // Whoever sends may be killed in the middle of it.
  server.on('error', () => {})
  const address = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    mails: () => kept,
    arrival: (fits, withinMs = 20_000) => until(() => kept.find(fits), withinMs, 'a mail'),
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

/** Asks again every 50 ms until there is an answer; throws when time is up. */
export async function until<T>(
  ask: () => T | undefined | Promise<T | undefined>,
  withinMs: number,
  what: string,
): Promise<T> {
  const end = performance.now() + withinMs
  while (performance.now() < end) {
    const answer = await ask()
    if (answer !== undefined) return answer
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`${what} did not come within ${withinMs} ms`)
}
