import type { AddressInfo } from 'node:net'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { onTestFinished } from 'vitest'

export type RealServer = {
  readonly port: number
  readonly url: string
  readonly mails: Email[]
  close(): Promise<void>
}

type Behaviour = {
  readonly port?: number
  readonly onRcptTo?: SMTPServerOptions['onRcptTo']
  /** What it answers once it has the whole mail; undefined: it takes it. */
  readonly answerData?: () => Error | undefined | 'nothing'
}

/** A real SMTP server on this machine, that behaves as badly as asked. */
export async function openSmtpServer(behaviour: Behaviour = {}): Promise<RealServer> {
  const mails: Email[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    closeTimeout: 50,
    ...(behaviour.onRcptTo === undefined ? {} : { onRcptTo: behaviour.onRcptTo }),
    onData(stream, _session, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', async () => {
        mails.push(await PostalMime.parse(Buffer.concat(parts)))
        const answer = behaviour.answerData?.()
        if (answer === 'nothing') return
        if (answer !== undefined) mails.pop()
        done(answer)
      })
    },
  })
  server.on('error', () => {})
  await new Promise<void>((listening) => {
    server.listen(behaviour.port ?? 0, '127.0.0.1', listening)
  })
  const close = () => new Promise<void>((closed) => server.close(() => closed()))
  onTestFinished(close)
  const { port } = server.server.address() as AddressInfo
  return { port, url: `smtp://127.0.0.1:${port}`, mails, close }
}

/** `451 4.7.1 …`: an answer of the server with this code. */
export function smtpAnswer(code: number): Error {
  return Object.assign(new Error('not now'), { responseCode: code })
}
