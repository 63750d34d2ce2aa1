import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { openReader } from '#api/store/connection.ts'
import { openMailSink } from '#tests/support/mail-sink.ts'
import { temporaryFolder } from '#tests/support/server.ts'
import { buildFaultyDisk, cutPower, dropIndexes } from './faulty-disk.ts'
import { lookInside } from './inside.ts'
import { linesTo, lostOf, type Sent } from './sending.ts'
import { startServer } from './serve.ts'
import { judged, type Trial, wait } from './trial.ts'

const SIZES = {
  short: { cuts: 2, mostMs: 300 },
  part: { cuts: 15, mostMs: 1500 },
  full: { cuts: 50, mostMs: 3000 },
}

/** The power goes: what was not synced is gone. The same cut on a writer that does not sync must show a loss. */
export const powerCut: Trial = {
  name: 'power-cut',
  plan: 'T2',
  goal: '50 cuts: 0 accepted lost, 0 damaged; with synchronous=NORMAL the same cut shows a loss',
  async run(form, say) {
    const { cuts, mostMs } = SIZES[form]
    const folder = temporaryFolder()
    const disk = buildFaultyDisk(folder.path)
    if (!disk.ok) return { outcome: 'skipped', figure: disk.why }
    const dataDir = join(folder.path, 'data')
    const undo = join(folder.path, 'undo')
    mkdirSync(undo)
    mkdirSync(dataDir, { mode: 0o700 })
    const sink = await openMailSink()
    const cuttable = { LD_PRELOAD: disk.path, FAULTS_DIR: dataDir, FAULTS_UNDO: undo }
    const env = { SMTP_URL: sink.url, LOG_LEVEL: 'silent', FLOOD_PER_MINUTE: '0' }
    const accepted: Sent[] = []
    let [undone, half, damaged] = [0, 0, 0]
    for (let cut = 1; cut <= cuts; cut++) {
      const server = await startServer({ dataDir, env: { ...env, ...cuttable } })
      const lines = linesTo(server.url, 8)
      const sending = Array.from({ length: 8 }, async () => {
        for (;;) {
          const { sent } = await lines.submit()
          if (sent === undefined) return
          accepted.push(sent)
        }
      })
      const before = accepted.length
      while (accepted.length < before + 3) await wait(5)
      await wait(Math.random() * mostMs)
      await server.kill9()
      await Promise.all(sending)
      lines.close()
      undone += cutPower(undo)
      dropIndexes(dataDir)
      const inside = await lookInside(dataDir)
      half += inside.half
      if (inside.integrity !== 'ok') damaged++
      if (cut % 10 === 0) say(`${cut} cuts, ${accepted.length} accepted, ${undone} writes undone`)
    }
    const server = await startServer({ dataDir, env })
    const lines = linesTo(server.url, 8)
    const lost = await lostOf(lines, accepted)
    lines.close()
    await server.stop()
    await sink.close()
    const control = await cutWriter({ disk: disk.path, folder: folder.path }, 'NORMAL')
    const same = await cutWriter({ disk: disk.path, folder: folder.path }, 'FULL')
    folder.remove()
    const figure = `${cuts} cuts, ${accepted.length} accepted, ${undone} unsynced writes taken back: ${lost.length} lost, ${half} half-written, ${damaged} damaged; control NORMAL lost ${control.lost} of ${control.acknowledged}, FULL ${same.lost} of ${same.acknowledged}`
    return judged(figure, [
      lost.length > 0 && 'something was lost',
      half + damaged > 0 && 'something was half-written',
      control.lost === 0 && 'the control shows no loss: the trial sees nothing',
      same.lost > 0 && 'a bare writer that syncs lost something',
    ])
  },
}

/** Cuts the power of a bare writer, and counts what it had acknowledged and is not there. */
async function cutWriter(
  { disk, folder }: { readonly disk: string; readonly folder: string },
  synchronous: 'FULL' | 'NORMAL',
) {
  const rows = join(folder, `rows-${synchronous}`)
  const undo = join(folder, `undo-${synchronous}`)
  mkdirSync(rows)
  mkdirSync(undo)
  const path = join(rows, 'rows.db')
  const script = 'tests/trials/processes/write-until-killed.ts'
  const writer = spawn(process.execPath, [script, path, synchronous], {
    env: { ...process.env, LD_PRELOAD: disk, FAULTS_DIR: rows, FAULTS_UNDO: undo },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  writer.stdout.on('data', (part: Buffer) => {
    said += part.toString()
  })
  const acknowledgedNow = () => said.split('\n').length - 1
  while (acknowledgedNow() < 300) await wait(20)
  const ended = new Promise((done) => writer.once('exit', done))
  writer.kill('SIGKILL')
  await ended
  cutPower(undo)
  dropIndexes(rows)
  const acknowledged = acknowledgedNow()
  const reader = await openReader({ kind: 'file', path, key: Buffer.alloc(32, 3) })
  const { rows: kept } = await reader.execute('SELECT n FROM rows')
  reader.close()
  const there = new Set(kept.map((row) => String(row.n)))
  const lost = said
    .split('\n')
    .slice(0, -1)
    .filter((n) => !there.has(n)).length
  return { acknowledged, lost }
}
