import { join } from 'node:path'
import { openMailSink } from '#tests/support/mail-sink.ts'
import { temporaryFolder } from '#tests/support/server.ts'
import { lookInside } from './inside.ts'
import { linesTo, lostOf, type Sent } from './sending.ts'
import { startServer } from './serve.ts'
import { at, judged, type Trial, wait } from './trial.ts'

const SIZES = {
  short: { kills: 3, people: 8, mostMs: 500 },
  part: { kills: 20, people: 32, mostMs: 1500 },
  full: { kills: 200, people: 32, mostMs: 4000 },
}

/** Slower than this nobody is answered, however busy the machine. */
const LONGEST_MS = 30_000

/** The process is killed in the middle of work, again and again, at moments that nobody chose. */
export const kill9: Trial = {
  name: 'kill9',
  plan: 'T1',
  goal: '200 kills, 100,000 accepted: 0 lost, 0 half-written, a restart within 1 s',
  async run(form, say) {
    const { kills, people, mostMs } = SIZES[form]
    const folder = temporaryFolder()
    const dataDir = join(folder.path, 'data')
    const sink = await openMailSink()
    const env = { SMTP_URL: sink.url, LOG_LEVEL: 'silent', FLOOD_PER_MINUTE: '0' }
    const accepted: Sent[] = []
    const starts: number[] = []
    let half = 0
    let idle = 0
    let damaged = 0
    for (let kill = 1; kill <= kills; kill++) {
      const server = await startServer({ dataDir, env })
      if (kill > 1) starts.push(server.milliseconds)
      const lines = linesTo(server.url, people)
      const sending = Array.from({ length: people }, async () => {
        for (;;) {
          const { sent } = await lines.submit()
          if (sent === undefined) return
          accepted.push(sent)
        }
      })
      // Each sends until one is not accepted: before the kill that is a fault of the service.
      let areDone = false
      const allSent = Promise.all(sending).then(() => {
        areDone = true
      })
      const before = accepted.length
      const began = performance.now()
      const isSending = () => !areDone && performance.now() - began < LONGEST_MS
      while (accepted.length < before + 3 && isSending()) await wait(5)
      if (accepted.length < before + 3) idle++
      await wait(Math.random() * mostMs)
      await server.kill9()
      await allSent
      lines.close()
      const inside = await lookInside(dataDir)
      half += inside.half
      if (inside.integrity !== 'ok') damaged++
      if (kill % 10 === 0) say(`${kill} kills, ${accepted.length} accepted`)
    }
    const server = await startServer({ dataDir, env })
    const lines = linesTo(server.url, people)
    const lost = await lostOf(lines, accepted)
    lines.close()
    await server.stop()
    await sink.close()
    folder.remove()
    const figure = `${kills} kills, ${accepted.length} accepted: ${lost.length} lost, ${half} half-written, ${damaged} damaged; restart median ${at(starts, 0.5)} ms, longest ${at(starts, 1)} ms`
    return judged(figure, [
      lost.length > 0 && 'something was lost',
      half + damaged > 0 && 'something was half-written',
      idle > 0 && `nothing was accepted any more before ${idle} of the kills`,
      form === 'full' && at(starts, 0.5) > 1000 && 'restarts are slow',
      form === 'full' && accepted.length < 100_000 && 'fewer were accepted than planned',
    ])
  },
}
