import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { test } from 'vitest'
import { importPastCases } from '#api/reports/import.ts'
import { makeReport } from '#api/reports/make-report.ts'
import { loadContent } from '#content/index.ts'
import { day } from '#schema/dates.ts'
import { reportLists } from '#schema/rules/report/lists.ts'
import { profileOf } from '#tests/rules/authorities.ts'
import { NINE_ON_MONDAY, temporaryStore } from '#tests/support/store.ts'
import { writeManyPastCases } from './many-past-cases.ts'
import { coreSecondsOf } from './process-figures.ts'

const content = loadContent()
const profile = profileOf('coventry')
const ONCE = { iterations: 1, warmupIterations: 0, time: 0, warmupTime: 0 }
const LOOK_EVERY_MS = 20

/**
 * The most memory that any process which this one started has held, in MB, how long it had a core, in seconds, and
 * our own longest pause in ms. Beside other work the first two and the last say more than the clock on the wall.
 */
function watch() {
  const pauses = monitorEventLoopDelay({ resolution: 5 })
  pauses.enable()
  let [most, core] = [0, 0]
  const looking = setInterval(() => {
    for (const pid of childrenOfOurs()) {
      most = Math.max(most, peakOf(pid))
      core = Math.max(core, secondsOnACore(pid))
    }
  }, LOOK_EVERY_MS)
  return () => {
    clearInterval(looking)
    pauses.disable()
    return { mostMb: Math.round(most), core, longestPauseMs: Math.round(pauses.max / 1e6) }
  }
}

function childrenOfOurs(): readonly string[] {
  return readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').split(' ').filter(Boolean)
}

function peakOf(pid: string): number {
  try {
    const [, kilobytes = '0'] =
      /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    return Number(kilobytes) / 1024
  } catch {
    // It has ended since.
    return 0
  }
}

function secondsOnACore(pid: string): number {
  try {
    return coreSecondsOf(Number(pid))
  } catch {
    // It has ended since.
    return 0
  }
}

test('100,000 past cases come in, and their report out', async ({ bench }) => {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-many-'))
  await writeManyPastCases(folder, profile, 100_000, 1)
  const store = await temporaryStore({ slug: profile.slug })
  const lists = reportLists(profile, content.commonLists)
  const wanted = { store, profile, lists, path: folder, mode: 'write' as const, at: NINE_ON_MONDAY }
  await bench('import', async () => {
    await importPastCases({ ...wanted, actor: 'command', say: () => {} })
  }).run(ONCE)
  const period = { from: day('2021-04-01'), to: day('2022-03-31') }
  const words = content.words('en')
  const seen = watch()
  await bench('report', async () => {
    await makeReport({ store, profile, content, words, period, readers: 'officers' })
  }).run(ONCE)
  const { mostMb, core, longestPauseMs } = seen()
  process.stdout.write(
    `counted in ${mostMb} MB and ${core} s of a core; the server paused for ${longestPauseMs} ms at most\n`,
  )
  rmSync(folder, { recursive: true })
}, 300_000)
