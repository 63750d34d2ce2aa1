import { randomBytes } from 'node:crypto'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { openMailSink } from '#tests/support/mail-sink.ts'
import { temporaryFolder } from '#tests/support/server.ts'
import { linesTo } from './sending.ts'
import { startServer } from './serve.ts'
import { at, judged, type Trial } from './trial.ts'

const SIZES = { short: 300, part: 10_000, full: 10_000 }

/** Somebody guesses private codes: their network is slowed, nobody else is, and telling us something never. */
export const guessing: Trial = {
  name: 'guessing',
  plan: 'T28',
  goal: '10,000 wrong codes: slowed after 10; a right code from elsewhere opens; submitting takes at most 1.2 × as long; each wrong code is answered with the same bytes',
  async run(form) {
    const guesses = SIZES[form]
    const folder = temporaryFolder()
    const sink = await openMailSink()
    const server = await startServer({
      dataDir: join(folder.path, 'data'),
      env: {
        SMTP_URL: sink.url,
        LOG_LEVEL: 'silent',
        FLOOD_PER_MINUTE: '0',
        TRUSTED_PROXY: '127.0.0.1',
      },
    })
    const lines = linesTo(server.url, 2)
    const submitTimes = async (count: number) => {
      const times: number[] = []
      for (let n = 0; n < count; n++) times.push((await lines.submit()).answered.ms)
      return times
    }
    const count = form !== 'short' ? 200 : 20
    await submitTimes(count)
    const calm = await submitTimes(count)
    const { sent } = await lines.submit()
    const agent = new Agent({ keepAlive: true, maxSockets: 8 })
    const statuses = new Map<number, number>()
    const bodies = new Set<string>()
    let next = 0
    const guesser = async () => {
      while (next < guesses) {
        next++
        const { status, text } = await tryCode(server.url, agent, {
          code: randomBytes(10).toString('hex').slice(0, 16),
          from: '198.51.100.7',
        })
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
        if (status === 404) bodies.add(text)
      }
    }
    const guessed = Promise.all(Array.from({ length: 4 }, guesser))
    const meanwhile = await submitTimes(count)
    await guessed
    const owner = { code: sent?.code ?? '', from: '203.0.113.9' }
    const right = await tryCode(server.url, agent, owner)
    agent.destroy()
    lines.close()
    await server.stop()
    await sink.close()
    folder.remove()
    const wrong = statuses.get(404) ?? 0
    const slowed = statuses.get(429) ?? 0
    const [before, during] = [at(calm, 0.5), at(meanwhile, 0.5)]
    const figure = `${guesses} guesses: ${wrong} tried, ${slowed} slowed, ${bodies.size} kind of answer; the right code from elsewhere ${right.status}; submitting took ${before} ms before and ${during} ms meanwhile (median)`
    return judged(figure, [
      wrong > 20 && 'guessing was not slowed',
      wrong + slowed !== guesses && 'an answer of another kind',
      bodies.size !== 1 && 'wrong codes are told apart',
      right.status !== 200 && 'a right code did not open',
      form !== 'short' && during > 1.2 * before + 5 && 'submitting was slowed',
    ])
  },
}

function tryCode(
  url: string,
  agent: Agent,
  { code, from }: { readonly code: string; readonly from: string },
): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const body = JSON.stringify({ authority: 'coventry', code })
    const headers = { 'Content-Type': 'application/json', 'X-Forwarded-For': from }
    const sent = request(`${url}/api/way-back`, { method: 'POST', agent, headers }, (answer) => {
      let text = ''
      answer.on('data', (part: Buffer) => {
        text += part.toString()
      })
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
