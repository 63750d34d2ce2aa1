import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { countLive } from '#api/reports/live-records.ts'
import type { Store } from '#api/store/store.ts'
import type { Content } from '#content/index.ts'
import type { Profile } from '#schema/authority/profile.ts'
import type { LocalDate } from '#schema/dates.ts'
import type { LedgerEquality } from '#schema/report/ledger.ts'
import { type Period, type Table, TableShape } from '#schema/report/report.ts'
import type { ReportLayout } from '#schema/report/report-layout.ts'
import { Behind, type Figure } from '#schema/rules/report/behind.ts'
import { DashboardCounts } from '#schema/rules/report/dashboard.ts'
import { liveEquality } from '#schema/rules/report/live-equality.ts'
import { yearOf } from '#schema/rules/report/year.ts'
import { type Counted, count, type DashboardFigures } from './count.ts'
import type { CaseFilter, Job, Wanted } from './job.ts'

/** Longer than the slowest honest answer by far. */
const LONGEST_MS = 120_000
/** So few are counted in less time than a process takes to start. */
const FEW_RECORDS = 2_000
/** It lives for seconds and keeps nothing: counting a hundred thousand cases takes about 155 MB. */
const NODE_OPTIONS = ['--max-semi-space-size=16', '--max-old-space-size=160']

/** Built, the program lies beside the server; from source, at the top. */
const PROGRAM = import.meta.url.endsWith('.ts') ? '../../../count.ts' : './count.mjs'

export type CountingOf = {
  readonly store: Store
  readonly profile: Profile
  readonly content: Content
  readonly period: Period
  readonly filter?: CaseFilter
}

const CountedShape = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('tables'), tables: z.array(TableShape) }),
  z.strictObject({
    kind: z.literal('dashboard'),
    tables: z.array(TableShape),
    now: DashboardCounts,
    before: DashboardCounts,
  }),
  z.strictObject({
    kind: z.literal('behind'),
    behind: z.array(Behind),
  }),
])

/**
 * Every table of the report. More than a few records are counted by a process of its own: the server goes on
 * answering meanwhile, and has its memory for itself.
 */
export async function countTables(of: CountingOf): Promise<readonly Table[]> {
  const counted = await countOf(of, { kind: 'tables' })
  if (counted.kind !== 'tables') throw new Error('tables were asked for')
  return counted.tables
}

/** What a dashboard shows of a period on a day. */
export async function countDashboard(of: CountingOf, on: LocalDate): Promise<DashboardFigures> {
  const counted = await countOf(of, { kind: 'dashboard', on })
  if (counted.kind !== 'dashboard') throw new Error('a dashboard was asked for')
  return counted
}

/** The records that a figure of a table stands for. */
export async function countBehind(of: CountingOf, figure: Figure): Promise<readonly Behind[]> {
  const counted = await countOf(of, { kind: 'behind', ...figure })
  if (counted.kind !== 'behind') throw new Error('what stands behind was asked for')
  return counted.behind
}

async function countOf(of: CountingOf, wanted: Wanted): Promise<Counted> {
  await countLive({ ...of, layout: layoutOf(of) })
  const job = await jobOf(of, wanted)
  return (await isSmall(of.store)) ? count(job) : countApart(job)
}

async function isSmall(store: Store): Promise<boolean> {
  const [row] = await store.db.all<{ n: number }>(
    `SELECT count(*) AS n FROM (SELECT 1 FROM past_records UNION ALL SELECT 1 FROM live_records
      LIMIT ${FEW_RECORDS + 1})`,
  )
  return (row?.n ?? 0) <= FEW_RECORDS
}

async function countApart(job: Job): Promise<Counted> {
  const program = fileURLToPath(new URL(PROGRAM, import.meta.url))
  const child = spawn(process.execPath, [...NODE_OPTIONS, program], {
    stdio: ['pipe', 'pipe', 'ignore'],
    timeout: LONGEST_MS,
    env: {},
  })
  const ended = new Promise<number | null>((done, failed) => {
    child.once('error', failed)
    child.once('close', done)
  })
  // A child that ends early breaks the pipe; its exit code says so.
  child.stdin.on('error', () => {})
  child.stdin.end(JSON.stringify(job))
  const [said, code] = await Promise.all([text(child.stdout), ended])
  if (code !== 0) throw new Error('the report could not be counted')
  return CountedShape.parse(JSON.parse(said))
}

function layoutOf({ content, profile }: CountingOf): ReportLayout {
  const layout = content.reportLayouts.get(profile.slug)
  if (layout === undefined) throw new Error(`${profile.slug} has no report.json`)
  return layout
}

/** The answers of one year, from a store that knows no case. Only whole years have any. */
async function equalityOf(of: CountingOf): Promise<LedgerEquality[]> {
  const year = yearOf(of.period)
  if (year === null) return []
  const counts = await of.store.equalityOfYear(Number(year.slice(0, 4)))
  const { countedAs } = layoutOf(of)
  return [...liveEquality(year, counts, countedAs, of.content.commonLists)]
}

async function jobOf(of: CountingOf, wanted: Wanted): Promise<Job> {
  const { store, profile, content, period, filter } = of
  const { casesAt } = store
  return {
    cases:
      casesAt.kind === 'file' ? { ...casesAt, key: casesAt.key.toString('base64url') } : casesAt,
    equality: await equalityOf(of),
    period,
    profile,
    commonLists: content.commonLists,
    bankHolidays: content.bankHolidays,
    filter: filter ?? { services: null, asSeenBy: null },
    wanted,
  }
}
