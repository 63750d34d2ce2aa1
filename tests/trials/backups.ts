import { copyFileSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { keptIn } from '#api/backup/kept.ts'
import { makeBackup } from '#api/backup/make-backup.ts'
import { restoreBackup } from '#api/backup/restore.ts'
import { askAdmin } from '#api/store/admin.ts'
import { masterKeyPath, readMasterKey } from '#api/store/master-key.ts'
import { instantOf } from '#schema/dates.ts'
import { openMailSink } from '#tests/support/mail-sink.ts'
import { temporaryFolder } from '#tests/support/server.ts'
import { lookInside } from './inside.ts'
import { linesTo, lostOf, type Sent } from './sending.ts'
import { startServer } from './serve.ts'
import { judged, type Trial } from './trial.ts'

const SIZES = {
  short: { backups: 1, before: 20 },
  part: { backups: 5, before: 2000 },
  full: { backups: 20, before: 20_000 },
}

/** Backups made under load, each restored into an empty folder, served from there, and asked for all that was accepted. */
export const backups: Trial = {
  name: 'backups',
  plan: 'T13',
  goal: '20 backups under load: each restores, and holds all that was accepted before it; backup and restore take seconds',
  async run(form, say) {
    const size = SIZES[form]
    const folder = temporaryFolder()
    const dataDir = join(folder.path, 'data')
    const kept = join(folder.path, 'kept')
    mkdirSync(kept)
    const sink = await openMailSink()
    const env = { SMTP_URL: sink.url, LOG_LEVEL: 'silent', FLOOD_PER_MINUTE: '0' }
    const server = await startServer({ dataDir, env })
    const lines = linesTo(server.url, 16)
    const accepted: Sent[] = []
    const fill = async () => {
      while (accepted.length < size.before) {
        const { sent } = await lines.submit()
        if (sent !== undefined) accepted.push(sent)
      }
    }
    await Promise.all(Array.from({ length: 16 }, fill))
    say(`${accepted.length} cases`)
    let isDone = false
    const load = (async () => {
      while (!isDone) {
        const { sent } = await lines.submit()
        if (sent !== undefined) accepted.push(sent)
      }
    })()
    const made: { readonly file: string; readonly had: readonly Sent[]; readonly ms: number }[] = []
    for (let n = 0; n < size.backups; n++) {
      const file = join(kept, `${n}.tar`)
      const had = [...accepted]
      const began = performance.now()
      await askAdmin(join(dataDir, 'admin.sock'), 'backup', [file])
      made.push({ file, had, ms: performance.now() - began })
      say(`backup ${n + 1}: ${Math.round(performance.now() - began)} ms with its check`)
    }
    isDone = true
    await load
    lines.close()
    await server.stop()
    const masterKey = readMasterKey({ dataDir, secretKeyFile: masterKeyPath(dataDir) })
    let [lost, half, restoreMs] = [0, 0, 0]
    for (const [n, { file, had }] of made.entries()) {
      const into = join(folder.path, `restored-${n}`)
      mkdirSync(into)
      const began = performance.now()
      await restoreBackup({ file, dataDir: into, masterKey })
      restoreMs = Math.max(restoreMs, performance.now() - began)
      copyFileSync(masterKeyPath(dataDir), masterKeyPath(into))
      const again = await startServer({ dataDir: into, env })
      const asking = linesTo(again.url, 16)
      lost += (await lostOf(asking, had.slice(-2000))).length
      asking.close()
      await again.stop()
      half += (await lookInside(into)).half
    }
    const began = performance.now()
    const at = instantOf(new Date())
    await makeBackup({ dataDir, masterKey, file: join(kept, 'calm.tar'), at })
    const calmMs = performance.now() - began
    await sink.close()
    const leftovers = readdirSync(kept).filter((name) => name.startsWith('.')).length
    folder.remove()
    const longest = Math.max(...made.map(({ ms }) => ms))
    const figure = `${made.length} backups under load of ${accepted.length} cases at the end: ${lost} lost, ${half} half-written; longest ${Math.round(longest)} ms with its check, ${Math.round(calmMs)} ms when calm, longest restore ${Math.round(restoreMs)} ms`
    return judged(figure, [
      lost + half > 0 && 'something was lost',
      leftovers > 0 && 'something was left behind',
      keptIn(kept).length > 0 && 'a name of ours was used',
    ])
  },
}
