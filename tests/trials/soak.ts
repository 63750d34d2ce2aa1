import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { openMailSink } from '#tests/support/mail-sink.ts'
import { temporaryFolder } from '#tests/support/server.ts'
import { openFiles, residentMiB } from './memory.ts'
import { linesTo, lostOf, type Sent } from './sending.ts'
import { startServer } from './serve.ts'
import { judged, type Trial, wait } from './trial.ts'

/** `SOAK_MINUTES=20` for a shorter one. */
const MINUTES = { short: 0.1, part: 4, full: Number(process.env.SOAK_MINUTES ?? 120) }
const PER_SECOND = 20
const WARM_UP_SHARE = 0.25

/** Twenty submissions a second for two hours: nothing grows that should not. */
export const soak: Trial = {
  name: 'soak',
  plan: 'T12',
  goal: '2 h at 20/s: memory grows by at most 1 MiB an hour after warming up, open files not at all, the log stays under 64 MiB',
  async run(form, say) {
    const minutes = MINUTES[form]
    const folder = temporaryFolder()
    const dataDir = join(folder.path, 'data')
    const sink = await openMailSink()
    const env = { SMTP_URL: sink.url, LOG_LEVEL: 'silent', FLOOD_PER_MINUTE: '0' }
    const server = await startServer({ dataDir, env })
    const lines = linesTo(server.url, 4)
    const accepted: Sent[] = []
    const samples: { readonly hours: number; readonly memory: number; readonly files: number }[] =
      []
    const refused: string[] = []
    let log = 0
    const began = performance.now()
    const minutesNow = () => (performance.now() - began) / 60_000
    for (let n = 0; minutesNow() < minutes; n++) {
      const { sent, answered } = await lines.submit()
      if (sent !== undefined) accepted.push(sent)
      else refused.push(`status ${answered.status} after ${Math.round(answered.ms)} ms`)
      if (n % 200 === 0) {
        const wal = join(dataDir, 'coventry', 'cases.db-wal')
        log = Math.max(log, existsSync(wal) ? statSync(wal).size : 0)
        samples.push({
          hours: minutesNow() / 60,
          memory: residentMiB(server.pid),
          files: openFiles(server.pid),
        })
      }
      if (n % 6000 === 0) say(`${Math.round(minutesNow())} minutes, ${residentMiB(server.pid)} MiB`)
      await wait(Math.max(0, (n * 1000) / PER_SECOND - (performance.now() - began)))
    }
    const lost = await lostOf(lines, accepted.slice(-5000))
    lines.close()
    await server.stop()
    await sink.close()
    folder.remove()
    const warm = samples.filter(({ hours }) => hours * 60 > minutes * WARM_UP_SHARE)
    const memory = slopeOf(warm.map(({ hours, memory: y }) => ({ x: hours, y })))
    const files = slopeOf(warm.map(({ hours, files: y }) => ({ x: hours, y })))
    const figure = `${Math.round(minutes)} minutes, ${accepted.length} accepted, ${[`${refused.length} refused`, ...refused.slice(0, 3)].join(', ')}; memory ${warm[0]?.memory} to ${warm.at(-1)?.memory} MiB (${memory.toFixed(1)} MiB an hour), open files ${files.toFixed(1)} an hour, write-ahead log at most ${Math.round(log / 1024 / 1024)} MiB; ${lost.length} lost`
    return judged(figure, [
      refused.length > 0 && 'something was refused',
      lost.length > 0 && 'something was lost',
      form === 'full' && memory > 1 && 'memory grows',
      form === 'full' && files > 1 && 'open files grow',
      log > 64 * 1024 * 1024 && 'the log grows',
    ])
  },
}

/** The slope of the straight line that fits best. */
function slopeOf(points: readonly { readonly x: number; readonly y: number }[]): number {
  const mean = (of: readonly number[]) => of.reduce((a, b) => a + b, 0) / Math.max(1, of.length)
  const [mx, my] = [mean(points.map(({ x }) => x)), mean(points.map(({ y }) => y))]
  const over = points.reduce((sum, { x, y }) => sum + (x - mx) * (y - my), 0)
  const under = points.reduce((sum, { x }) => sum + (x - mx) ** 2, 0)
  return under === 0 ? 0 : over / under
}
