import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadContent } from '#content/index.ts'
import { openMailSink } from '#tests/support/mail-sink.ts'
import { temporaryFolder } from '#tests/support/server.ts'
import { ask, formVisit } from '#tests/support/wire.ts'
import { lookInside } from './inside.ts'
import { linesTo, lostOf, type Sent } from './sending.ts'
import { startServer } from './serve.ts'
import { judged, type Trial, wait } from './trial.ts'

const SIZE_MIB = 24
const LEFT_BYTES = 600 * 1024
const TYPED = 'Nobody told me that my visit was moved to the heron house.'

/** The disk fills up: what is refused keeps what was typed, help can be read, and room makes it go on. */
export const diskFull: Trial = {
  name: 'disk-full',
  plan: 'T5, T36',
  goal: 'each refused one is told "busy", with its words kept; help pages answer; 0 accepted lost; goes on within 5 s of room, without a restart',
  async run() {
    const folder = temporaryFolder()
    const small = join(folder.path, 'small')
    mkdirSync(small)
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE_MIB}m`, 'tmpfs', small])
    if (mounted.status !== 0) {
      folder.remove()
      return { outcome: 'skipped', figure: 'needs the right to mount a small tmpfs' }
    }
    const sink = await openMailSink()
    try {
      return await fillUp(join(small, 'data'), sink.url)
    } finally {
      await sink.close()
      spawnSync('umount', ['-l', small])
      folder.remove()
    }
  },
}

const content = loadContent()

/** `/yp/5` */
function addressOf(question: string): string {
  const steps = content.journeys.get('yp')?.steps ?? []
  return `/yp/${steps.findIndex((step) => step.question === question) + 1}`
}

async function fillUp(dataDir: string, smtp: string) {
  const env = { SMTP_URL: smtp, LOG_LEVEL: 'silent', FLOOD_PER_MINUTE: '0' }
  const server = await startServer({ dataDir, env })
  const lines = linesTo(server.url, 4)
  const accepted: Sent[] = []
  const send = async () => {
    const { answered, sent } = await lines.submit()
    if (sent !== undefined) accepted.push(sent)
    return answered
  }
  for (let n = 0; n < 5; n++) await send()
  const visit = formVisit(server.url)
  await visit.send(addressOf('yp-safe'), { answer: 'yes' })
  await visit.send(addressOf('yp-kind'), { answer: 'not-ok' })
  const filler = join(dataDir, '..', 'filler')
  const { bavail, bsize } = statfsSync(dataDir)
  writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - LEFT_BYTES)))

  let [refused, otherwise, withoutRetry] = [0, 0, 0]
  for (let n = 0; n < 600 && refused < 20; n++) {
    const answered = await send()
    if (answered.status === 503) {
      refused++
      if (answered.retryAfter === undefined) withoutRetry++
    } else if (answered.status > 201) otherwise++
  }
  const health = await ask(`${server.url}/api/health`)
  const typed = await visit.send(addressOf('yp-story'), { story: TYPED })
  const help = await Promise.all(
    ['/p/help-now', '/p/worried', '/yp'].map((path) => ask(`${server.url}${path}`)),
  )
  rmSync(filler)
  const began = performance.now()
  while ((await send()).status > 201 && performance.now() - began < 30_000) await wait(100)
  const backMs = Math.round(performance.now() - began)
  const lost = await lostOf(lines, accepted)
  lines.close()
  const stopped = await server.stop()
  const inside = await lookInside(dataDir)
  const figure = `${accepted.length} accepted, ${refused} refused with 503, ${otherwise} otherwise; health ${health.status}; help pages ${help.map(({ status }) => status).join(' ')}; a form then ${typed.status}; went on after ${backMs} ms; ${lost.length} lost, ${inside.half} half-written, integrity ${inside.integrity}`
  return judged(figure, [
    refused === 0 && 'nothing was refused: the trial sees nothing',
    otherwise > 0 && 'a refusal was not 503',
    withoutRetry > 0 && 'a refusal without Retry-After',
    health.status !== 503 && 'health was green',
    help.some(({ status }) => status !== 200) && 'a help page did not answer',
    // A draft is small, and may still fit: then it is kept, and no page need bring the words back.
    typed.status >= 400 && !typed.text.includes('heron house') && 'what was typed is gone',
    backMs > 5000 && 'slow to go on',
    lost.length + inside.half > 0 && 'something was lost',
    stopped !== 0 && 'it did not end well',
  ])
}
