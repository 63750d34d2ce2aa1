import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openMailSink } from '#tests/support/mail-sink.ts'
import { temporaryFolder } from '#tests/support/server.ts'
import { buildFaultyDisk } from './faulty-disk.ts'
import { lookInside } from './inside.ts'
import { linesTo, lostOf, newKey, type Sent } from './sending.ts'
import { startServer } from './serve.ts'
import { judged, type Trial } from './trial.ts'

const EIO = 5
const ENOSPC = 28
const SIZES = {
  short: [5, 22],
  part: Array.from({ length: 24 }, (_, n) => n + 1),
  full: Array.from({ length: 200 }, (_, n) => n + 1),
}
const SENT_EACH = 12

/** The n-th write or sync fails, once, for n from 1 on: what was accepted is there, or was refused. */
export const ioError: Trial = {
  name: 'io-error',
  plan: 'T6',
  goal: 'each of 200 writes and syncs fails once (EIO, ENOSPC): 0 accepted lost, 0 half-written; after a failed sync nothing more is accepted; what was refused is accepted later',
  async run(form, say) {
    const folder = temporaryFolder()
    const disk = buildFaultyDisk(folder.path)
    if (!disk.ok) return { outcome: 'skipped', figure: disk.why }
    const dataDir = join(folder.path, 'data')
    mkdirSync(dataDir, { mode: 0o700 })
    const sink = await openMailSink()
    const env = { SMTP_URL: sink.url, LOG_LEVEL: 'warn', FLOOD_PER_MINUTE: '0' }
    const accepted: Sent[] = []
    const refused: string[] = []
    let [faults, crashes, half, damaged, acceptedAfterSync] = [0, 0, 0, 0, 0]
    for (const nth of SIZES[form]) {
      const kind = nth % 2 === 0 ? 'sync' : 'write'
      const error = nth % 3 === 0 ? ENOSPC : EIO
      const arm = join(folder.path, `arm-${nth}`)
      const server = await startServer({
        dataDir,
        env: {
          ...env,
          LD_PRELOAD: disk.path,
          FAULTS_DIR: dataDir,
          FAULTS_AT: String(Math.ceil(nth / 2)),
          FAULTS_KIND: kind,
          FAULTS_ERRNO: String(error),
          FAULTS_ARM: arm,
        },
      })
      writeFileSync(arm, '')
      const lines = linesTo(server.url, 4)
      let hasFailed = false
      for (let n = 0; n < SENT_EACH; n++) {
        const key = newKey()
        const { answered, sent } = await lines.submit(key)
        if (sent !== undefined) accepted.push(sent)
        if (sent !== undefined && hasFailed && server.printed().includes('store-stopped'))
          acceptedAfterSync++
        if (answered.status === 503) refused.push(key)
        if (answered.status === 500) crashes++
        if (sent === undefined) hasFailed = true
      }
      if (/store-(busy|stopped)/.test(server.printed())) faults++
      lines.close()
      await server.kill9()
      const inside = await lookInside(dataDir)
      half = Math.max(half, inside.half)
      if (inside.integrity !== 'ok') damaged++
      if (nth % 20 === 0)
        say(`${nth} errors, ${accepted.length} accepted, ${refused.length} refused`)
    }
    const server = await startServer({ dataDir, env })
    const lines = linesTo(server.url, 8)
    const lost = await lostOf(lines, accepted)
    let shutOut = 0
    for (const key of refused) if ((await lines.submit(key)).sent === undefined) shutOut++
    lines.close()
    await server.stop()
    await sink.close()
    folder.remove()
    const figure = `${SIZES[form].length} errors, seen by the store in ${faults}: ${accepted.length} accepted, ${refused.length} refused with 503, ${shutOut} of them when sent again, ${crashes} with 500; ${lost.length} lost, ${half} half-written, ${damaged} damaged; ${acceptedAfterSync} accepted after a failed sync`
    return judged(figure, [
      lost.length > 0 && 'something was lost',
      half + damaged > 0 && 'something was half-written',
      shutOut > 0 && 'what was refused cannot be sent again',
      crashes > 0 && 'a fault was met in place of "busy"',
      faults === 0 && 'no error reached the store: the trial sees nothing',
      acceptedAfterSync > 0 && 'accepted after a failed sync',
    ])
  },
}
