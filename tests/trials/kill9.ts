import { join } from 'node:path'
import { openMailSink } from '#tests/support/mail-sink.ts'
import { type RunningServer, temporaryFolder } from '#tests/support/server.ts'
import { lookInside } from './inside.ts'
import { linesTo, lostOf, type Sent } from './sending.ts'
import { startServer } from './serve.ts'
import { at, judged, type Trial, wait } from './trial.ts'

const SIZES = {
  short: { kills: 3, people: 8, most: 100 },
  part: { kills: 20, people: 32, most: 300 },
  full: { kills: 200, people: 32, most: 1060 },
}

/** So many kills in one data folder: looking through a larger one for damage would take longer than filling it. */
const KILLS_A_FOLDER = 10
/** Slower than this nobody is answered, however busy the machine. */
const LONGEST_MS = 30_000

type Size = { readonly kills: number; readonly people: number; readonly most: number }
type Seen = { accepted: number; lost: number; half: number; damaged: number; idle: number }

/** The process is killed in the middle of work, again and again, at moments that nobody chose. */
export const kill9: Trial = {
  name: 'kill9',
  plan: 'T1',
  goal: '200 kills, 100,000 accepted: 0 lost, 0 half-written, a restart within 1 s',
  async run(form, say) {
    const { kills, people, most } = SIZES[form]
    const seen: Seen = { accepted: 0, lost: 0, half: 0, damaged: 0, idle: 0 }
    const starts: number[] = []
    for (let done = 0; done < kills; done += KILLS_A_FOLDER) {
      const here = Math.min(KILLS_A_FOLDER, kills - done)
      await killInOneFolder({ kills: here, people, most }, seen, starts)
      say(`${done + here} kills, ${seen.accepted} accepted, ${seen.lost} lost`)
    }
    const figure = `${kills} kills, ${seen.accepted} accepted: ${seen.lost} lost, ${seen.half} half-written, ${seen.damaged} damaged; restart median ${at(starts, 0.5)} ms, longest ${at(starts, 1)} ms`
    return judged(figure, [
      seen.lost > 0 && 'something was lost',
      seen.half + seen.damaged > 0 && 'something was half-written',
      seen.idle > 0 && `nothing was accepted any more before ${seen.idle} of the kills`,
      form === 'full' && at(starts, 0.5) > 1000 && 'restarts are slow',
      form === 'full' && seen.accepted < 100_000 && 'fewer were accepted than planned',
    ])
  },
}

/** Kills in a new folder so many times, and asks at the end for everything that was accepted there. */
async function killInOneFolder(
  { kills, people, most }: Size,
  seen: Seen,
  starts: number[],
): Promise<void> {
  const folder = temporaryFolder()
  const dataDir = join(folder.path, 'data')
  const sink = await openMailSink()
  const env = { SMTP_URL: sink.url, LOG_LEVEL: 'silent', FLOOD_PER_MINUTE: '0' }
  const accepted: Sent[] = []
  for (let kill = 1; kill <= kills; kill++) {
    const server = await startServer({ dataDir, env })
    if (kill > 1) starts.push(server.milliseconds)
    const before = accepted.length
    await sendUntilKilled(server, { people, accepted, enough: before + 3 + Math.random() * most })
    if (accepted.length < before + 3) seen.idle++
    const inside = await lookInside(dataDir)
    seen.half += inside.half
    if (inside.integrity !== 'ok') seen.damaged++
  }
  const server = await startServer({ dataDir, env })
  const lines = linesTo(server.url, people)
  seen.lost += (await lostOf(lines, accepted)).length
  seen.accepted += accepted.length
  lines.close()
  await server.stop()
  await sink.close()
  folder.remove()
}

/** Each of the people sends until one is not accepted: before the kill that is a fault of the service. */
async function sendUntilKilled(
  server: RunningServer,
  to: { readonly people: number; readonly accepted: Sent[]; readonly enough: number },
): Promise<void> {
  const lines = linesTo(server.url, to.people)
  const sending = Array.from({ length: to.people }, async () => {
    for (;;) {
      const { sent } = await lines.submit()
      if (sent === undefined) return
      to.accepted.push(sent)
    }
  })
  let areDone = false
  const allSent = Promise.all(sending).then(() => {
    areDone = true
  })
  const began = performance.now()
  const isSending = () => !areDone && performance.now() - began < LONGEST_MS
  while (to.accepted.length < to.enough && isSending()) await wait(5)
  await server.kill9()
  await allSent
  lines.close()
}
