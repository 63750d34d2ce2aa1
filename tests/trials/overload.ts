import { join } from 'node:path'
import { openMailSink } from '#tests/support/mail-sink.ts'
import { temporaryFolder } from '#tests/support/server.ts'
import { watchMemory } from './memory.ts'
import { linesTo, lostOf, type Sent } from './sending.ts'
import { startServer } from './serve.ts'
import { at, judged, type Trial, wait } from './trial.ts'

const SIZES = {
  short: { measureS: 1, seconds: 3, lines: 100 },
  part: { measureS: 5, seconds: 30, lines: 2000 },
  full: { measureS: 10, seconds: 60, lines: 2000 },
}

/** Five times what it can do: everybody is accepted or told to come back, and nothing falls over. */
export const overload: Trial = {
  name: 'overload',
  plan: 'T11',
  goal: '5 × capacity for 60 s: each answer accepted or 503 with Retry-After; 0 accepted lost; memory at most 300 MiB; normal within 5 s',
  async run(form) {
    const size = SIZES[form]
    const folder = temporaryFolder()
    const sink = await openMailSink()
    const env = { SMTP_URL: sink.url, LOG_LEVEL: 'silent', FLOOD_PER_MINUTE: '0' }
    const server = await startServer({ dataDir: join(folder.path, 'data'), env })
    const accepted: Sent[] = []
    const few = linesTo(server.url, 16)
    const capacity = await closedLoop(few, 16, size.measureS, accepted)
    few.close()
    const wanted = Math.ceil((5 * capacity.accepted) / size.measureS)
    const memory = watchMemory(server.pid)
    const many = linesTo(server.url, size.lines)
    const pressed = await openLoop(many, { perSecond: wanted, seconds: size.seconds }, accepted)
    memory.stop()
    const after = performance.now()
    let normalMs = Number.POSITIVE_INFINITY
    const one = linesTo(server.url, 1)
    while (performance.now() - after < 30_000) {
      const { answered } = await one.submit()
      if (answered.status === 201 && answered.ms < 500) {
        normalMs = Math.round(performance.now() - after)
        break
      }
      await wait(100)
    }
    many.close()
    const lost = await lostOf(one, accepted.slice(-20_000))
    one.close()
    await server.stop()
    await sink.close()
    folder.remove()
    const figure = `capacity ${Math.round(capacity.accepted / size.measureS)}/s; ${pressed.asked} offered in ${size.seconds} s, ${pressed.accepted} accepted (p99 ${at(pressed.times, 0.99)} ms), ${pressed.refused} refused with 503, ${pressed.otherwise} otherwise, ${pressed.broken} lines broken; memory at most ${memory.most()} MiB; normal after ${normalMs} ms; ${lost.length} lost`
    return judged(figure, [
      pressed.otherwise > 0 && 'an answer was neither accepted nor 503',
      pressed.withoutRetry > 0 && '503 without Retry-After',
      lost.length > 0 && 'something was lost',
      memory.most() > 300 && 'more memory than planned',
      normalMs > 5000 && 'slow to be normal again',
    ])
  },
}

type Lines = ReturnType<typeof linesTo>

async function closedLoop(lines: Lines, people: number, seconds: number, accepted: Sent[]) {
  const until = performance.now() + seconds * 1000
  let count = 0
  const person = async () => {
    while (performance.now() < until) {
      const { sent } = await lines.submit()
      if (sent === undefined) continue
      accepted.push(sent)
      count++
    }
  }
  await Promise.all(Array.from({ length: people }, person))
  return { accepted: count }
}

/** Sends at this rate whether or not answers come: as many people do who know nothing of each other. */
async function openLoop(
  lines: Lines,
  { perSecond, seconds }: { readonly perSecond: number; readonly seconds: number },
  accepted: Sent[],
) {
  const seen = { asked: 0, accepted: 0, refused: 0, otherwise: 0, broken: 0, withoutRetry: 0 }
  const times: number[] = []
  const waiting = new Set<Promise<void>>()
  const began = performance.now()
  while (performance.now() - began < seconds * 1000) {
    const due = Math.floor(((performance.now() - began) / 1000) * perSecond)
    for (; seen.asked < due && waiting.size < 20_000; seen.asked++) {
      const one = lines.submit().then(({ answered, sent }) => {
        waiting.delete(one)
        if (sent !== undefined) {
          seen.accepted++
          accepted.push(sent)
          times.push(answered.ms)
        } else if (answered.status === 503) {
          seen.refused++
          if (answered.retryAfter === undefined) seen.withoutRetry++
        } else if (answered.status === 0) seen.broken++
        else seen.otherwise++
      })
      waiting.add(one)
    }
    await wait(5)
  }
  await Promise.all(waiting)
  return { ...seen, times }
}
