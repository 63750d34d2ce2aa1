import { randomBytes } from 'node:crypto'
import { Agent, request } from 'node:http'
import { Accepted } from '#schema/form/submission.ts'

export type Sent = { readonly reference: string; readonly code: string; readonly key: string }

export type Answered = {
  /** 0 when the line broke before an answer. */
  readonly status: number
  readonly text: string
  readonly retryAfter: string | undefined
  readonly ms: number
}

/** Nobody waits longer for an answer. */
const LONGEST_MS = 120_000

/** People's lines to one server, kept open between what they send. */
export function linesTo(url: string, most: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: most })

  function post(path: string, body: string, type = 'application/json'): Promise<Answered> {
    const began = performance.now()
    return new Promise((resolve) => {
      const done = (status: number, text: string, retryAfter?: string) =>
        resolve({ status, text, retryAfter, ms: performance.now() - began })
      const headers = { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) }
      const sent = request(`${url}${path}`, { method: 'POST', agent, headers }, (answer) => {
        const parts: Buffer[] = []
        answer.on('data', (part: Buffer) => parts.push(part))
        answer.on('error', () => done(0, ''))
        answer.on('end', () =>
          done(
            answer.statusCode ?? 0,
            Buffer.concat(parts).toString(),
            answer.headers['retry-after'],
          ),
        )
      })
      sent.on('error', () => done(0, ''))
      sent.setTimeout(LONGEST_MS, () => sent.destroy())
      sent.end(body)
    })
  }

  /** Sends one submission. What was sent is known only when it was accepted. */
  async function submit(
    key = newKey(),
    more: Readonly<Record<string, unknown>> = {},
  ): Promise<{ readonly answered: Answered; readonly sent: Sent | undefined }> {
    const answered = await post('/api/submissions', bodyFor(key, more))
    if (answered.status !== 200 && answered.status !== 201) return { answered, sent: undefined }
    const { reference, code } = Accepted.parse(JSON.parse(answered.text))
    return { answered, sent: { reference, code, key } }
  }

  return { post, submit, close: () => agent.destroy() }
}

export type Lines = ReturnType<typeof linesTo>

export function newKey(): string {
  return randomBytes(24).toString('base64url')
}

export function bodyFor(key: string, more: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    authority: 'coventry',
    language: 'en',
    facts: { who: 'young-person', speaking_for: 'self', wants: 'put-right' },
    answers: { story: 'Nobody told me that my visit was moved.', ...more },
    idempotencyKey: key,
  })
}

/** Sends each key again: an accepted one is answered as it was, 200. Answers those that are not. */
export async function lostOf(lines: Lines, accepted: readonly Sent[]): Promise<readonly string[]> {
  const lost: string[] = []
  let next = 0
  const ask = async () => {
    for (let sent = accepted[next++]; sent !== undefined; sent = accepted[next++]) {
      const again = await lines.submit(sent.key)
      const isSame = again.sent?.reference === sent.reference && again.sent.code === sent.code
      if (!isSame || again.answered.status !== 200) lost.push(sent.reference)
    }
  }
  await Promise.all(Array.from({ length: 16 }, ask))
  return lost
}
