import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openMailSink, until } from '#tests/support/mail-sink.ts'
import { type RunningServer, startServer, temporaryFolder } from '#tests/support/server.ts'
import { ask } from '#tests/support/wire.ts'

type Sent = { readonly reference: string; readonly code: string; readonly key: string }

const FACTS = { who: 'young-person', speaking_for: 'self', wants: 'put-right' }

function bodyFor(key: string): string {
  return JSON.stringify({
    authority: 'coventry',
    language: 'en',
    facts: FACTS,
    answers: { story: 'Nobody told me that my visit was moved.' },
    idempotencyKey: key,
  })
}

/** Sends one submission; undefined when the server died before it answered. */
async function submit(url: string, key = randomBytes(24).toString('base64url')) {
  const answer = await ask(`${url}/api/submissions`, {
    method: 'POST',
    body: bodyFor(key),
    headers: { 'Content-Type': 'application/json' },
  }).catch(() => undefined)
  if (answer === undefined || answer.status > 201) return undefined
  const { reference, code } = JSON.parse(answer.text) as Sent
  return {
    status: answer.status,
    sent: { reference, code, key },
  }
}

/** Sends from several people at once until the server is gone. */
async function sendUntilGone(server: RunningServer, accepted: Sent[]): Promise<void> {
  const people = Array.from({ length: 8 }, async () => {
    for (;;) {
      const answer = await submit(server.url)
      if (answer === undefined) return
      accepted.push(answer.sent)
    }
  })
  await Promise.all(people)
}

/** The power goes in the middle of work, however slow the machine is today. */
async function acceptedAtLeast(accepted: readonly Sent[], count: number): Promise<void> {
  const end = performance.now() + 60_000
  while (accepted.length < count && performance.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

test.concurrent('whatever was answered "sent" is there after the power went, time after time', async () => {
  const folder = temporaryFolder()
  const dataDir = join(folder.path, 'data')
  const sink = await openMailSink()
  const env = { SMTP_URL: sink.url, LOG_LEVEL: 'silent' }
  const accepted: Sent[] = []
  for (let cut = 0; cut < 4; cut += 1) {
    const server = await startServer({ dataDir, env })
    const sending = sendUntilGone(server, accepted)
    await acceptedAtLeast(accepted, accepted.length + 6 + 5 * cut)
    await server.kill9()
    await sending
  }
  expect(accepted.length).toBeGreaterThan(20)

  const server = await startServer({ dataDir, env })
  const lost: string[] = []
  for (const { reference, code, key } of accepted) {
    const again = await submit(server.url, key)
    const isSame = again?.sent.reference === reference && again.sent.code === code
    if (!isSame || again.status !== 200) lost.push(reference)
  }
  expect(lost).toEqual([])

  // Each accepted submission is told to its inbox, whenever the server died.
  const isTold = (reference: string) =>
    sink.mails().some((mail) => `${mail.subject} ${mail.text}`.includes(reference))
  const silent = () => accepted.filter(({ reference }) => !isTold(reference))
  const end = performance.now() + 60_000
  while (silent().length > 0 && performance.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  expect(silent().map(({ reference }) => reference)).toEqual([])
  expect(await server.stop()).toBe(0)
  await sink.close()
  folder.remove()
})

test.concurrent('while the mail server says nothing people are answered, and the mail comes when it is back', async () => {
  const folder = temporaryFolder()
  // It takes every line and never greets: whoever waited for it would wait for minutes.
  const mute = createServer().listen(0, '127.0.0.1')
  await once(mute, 'listening')
  const { port } = mute.address() as AddressInfo
  const calls = new Set<Socket>()
  mute.on('connection', (socket) => calls.add(socket.on('error', () => {})))
  const server = await startServer({
    dataDir: join(folder.path, 'data'),
    env: { SMTP_URL: `smtp://127.0.0.1:${port}`, LOG_LEVEL: 'silent' },
  })
  const sent: Sent[] = []
  for (let n = 0; n < 20; n += 1) {
    const answer = await submit(server.url)
    if (answer === undefined) throw new Error('a submission was not accepted')
    sent.push(answer.sent)
  }
  await until(() => calls.size > 0 || undefined, 20_000, 'a call of the postman')
  for (const call of calls) call.destroy()
  await new Promise((resolve) => mute.close(resolve))
  const sink = await openMailSink(port)
  const [first] = sent
  const mail = await sink.arrival(
    (each) => `${each.subject} ${each.text}`.includes(first?.reference ?? '-'),
    90_000,
  )
  expect(mail.text).not.toContain('Nobody told me')
  expect(await server.stop()).toBe(0)
  await sink.close()
  folder.remove()
})

test.concurrent('told to end, the server finishes what it accepted and ends', async () => {
  const folder = temporaryFolder()
  const sink = await openMailSink()
  const env = { SMTP_URL: sink.url, LOG_LEVEL: 'silent' }
  const dataDir = join(folder.path, 'data')
  const server = await startServer({ dataDir, env })
  const first = await submit(server.url)
  expect(await server.stop()).toBe(0)
  const next = await startServer({ dataDir, env })
  const again = await submit(next.url, first?.sent.key)
  expect(again?.sent).toEqual(first?.sent)
  expect(await next.stop()).toBe(0)
  await sink.close()
  folder.remove()
})

test.concurrent('a second server on the same data is refused, and the first goes on', async () => {
  const folder = temporaryFolder()
  const sink = await openMailSink()
  const options = { dataDir: join(folder.path, 'data'), env: { SMTP_URL: sink.url } }
  const server = await startServer(options)
  await expect(startServer(options)).rejects.toThrow()
  expect((await submit(server.url))?.status).toBe(201)
  await server.stop()
  await sink.close()
  folder.remove()
})
