import { aSubmission } from '#tests/support/app.ts'
import type { RunningServer } from '#tests/support/server.ts'
import { wait } from '#tests/trials/trial.ts'

/** A process that takes submissions. The list may change while it is pressed. */
export type Target = RunningServer

/** What somebody was told was received. */
export type Acknowledged = { readonly body: string; readonly reference: string }

type PressedAll = {
  readonly acknowledged: readonly Acknowledged[]
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
  /** Told to come back: 503. */
  readonly refused: number
  /** No whole answer came. */
  readonly broken: number
}

let made = 0

/** Sends to every process in turn, each sender one at a time; after a refusal the same again, to the next process. */
export async function pressAll(asked: {
  readonly targets: readonly Target[]
  readonly slugs: readonly string[]
  readonly seconds: number
  readonly connections: number
}): Promise<PressedAll> {
  const began = performance.now()
  const until = began + asked.seconds * 1000
  const acknowledged: Acknowledged[] = []
  const took: number[] = []
  let [turn, refused, broken] = [0, 0, 0]
  const sender = async () => {
    while (performance.now() < until) {
      const n = made++
      const authority = asked.slugs[n % asked.slugs.length] ?? ''
      const idempotencyKey = `scale-out-${process.pid}-${String(n).padStart(16, '0')}`
      const body = JSON.stringify({ ...aSubmission({ authority }), idempotencyKey })
      for (;;) {
        const target = asked.targets[turn++ % asked.targets.length]
        const sent = performance.now()
        const answer = await send(`${target?.url}/api/submissions`, body)
        if (answer.reference !== undefined) {
          took.push(performance.now() - sent)
          acknowledged.push({ body, reference: answer.reference })
          break
        }
        if (answer.status === 0) broken += 1
        else refused += 1
        if (performance.now() > until) break
        await wait(100)
      }
    }
  }
  await Promise.all(Array.from({ length: asked.connections }, sender))
  const sorted = took.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0
  const perSecond = acknowledged.length / ((performance.now() - began) / 1000)
  return { acknowledged, perSecond, p50: at(0.5), p99: at(0.99), refused, broken }
}

async function send(
  url: string,
  body: string,
): Promise<{ readonly status: number; readonly reference: string | undefined }> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body,
    })
    const text = await answer.text()
    const reference = /"reference":"([^"]+)"/.exec(text)?.[1]
    return { status: answer.status, reference: answer.ok ? reference : undefined }
  } catch {
    return { status: 0, reference: undefined }
  }
}
