import type { Client } from '@libsql/client'
import { openReader } from '#api/store/connection.ts'
import type { Profile } from '#schema/authority/profile.ts'
import { isTableOfTeams, teamNamer } from '#schema/authority/teams.ts'
import type { LedgerCase, LedgerCompliment, LedgerOmbudsman } from '#schema/report/ledger.ts'
import type { Period, Table } from '#schema/report/report.ts'
import { englandAndWales } from '#schema/rules/days/working-days.ts'
import { BasisFold, type ReportScope, type YearFigures } from '#schema/rules/report/basis.ts'
import { type Behind, standsBehind } from '#schema/rules/report/behind.ts'
import { type DashboardCounts, dashboardCounts } from '#schema/rules/report/dashboard.ts'
import { reportLists } from '#schema/rules/report/lists.ts'
import { tablesOf } from '#schema/rules/report/report.ts'
import { SliceFold } from '#schema/rules/report/slice.ts'
import { daysTakenBy } from '#schema/rules/report/took.ts'
import { aYearBefore, periodOf, upTo, yearBefore, yearOf } from '#schema/rules/report/year.ts'
import type { CaseFilter, Job } from './job.ts'
import { liveRecordsOf, type ReadsRecords, recordsOf } from './records.ts'

/** The tables of a period; its other counts up to the day of asking, and those of the same days a year before. */
export type DashboardFigures = {
  readonly tables: readonly Table[]
  readonly now: DashboardCounts
  readonly before: DashboardCounts
}

/** What came of a piece of counting. */
export type Counted =
  | { readonly kind: 'tables'; readonly tables: readonly Table[] }
  | ({ readonly kind: 'dashboard' } & DashboardFigures)
  | { readonly kind: 'behind'; readonly behind: readonly Behind[] }

/** Takes records one at a time. */
type Takes = {
  addCase(each: LedgerCase): void
  addCompliment(each: LedgerCompliment): void
  addOmbudsman(each: LedgerOmbudsman): void
}

const SOURCES: readonly ReadsRecords[] = [recordsOf, liveRecordsOf]

/** Does one piece of counting on a connection of its own, which reads and never writes. */
export async function count(job: Job): Promise<Counted> {
  const { cases } = job
  const client = await openReader(
    cases.kind === 'file' ? { ...cases, key: Buffer.from(cases.key, 'base64url') } : cases,
  )
  try {
    // One state of the file for all of it: an import that ends meanwhile counts in every table or in none.
    if (cases.kind === 'file') await client.execute('BEGIN')
    return await countOn(client, job)
  } finally {
    client.close()
  }
}

async function countOn(client: Client, job: Job): Promise<Counted> {
  const { period, profile, wanted } = job
  const scope: ReportScope = {
    period,
    profile,
    lists: reportLists(profile, job.commonLists),
    calendar: englandAndWales(job.bankHolidays),
  }
  if (wanted.kind === 'behind') {
    const [past, live] = [standsBehind(scope, wanted, 'past'), standsBehind(scope, wanted, 'live')]
    await feed(recordsOf, client, job, period, past)
    await feed(liveRecordsOf, client, job, period, live)
    return { kind: 'behind', behind: [...past.behind, ...live.behind] }
  }
  const tables = await tablesIn(client, job, scope)
  if (wanted.kind === 'tables') return { kind: 'tables', tables }
  const soFar = upTo(period, wanted.on)
  const now = await dashboardIn(client, job, scope, soFar)
  const before = await dashboardIn(client, job, scope, aYearBefore(soFar))
  return { kind: 'dashboard', tables, now, before }
}

async function tablesIn(client: Client, job: Job, scope: ReportScope): Promise<readonly Table[]> {
  const fold = new BasisFold(scope)
  // What was brought in, then what is live: the tables know no difference.
  for (const records of SOURCES) {
    await feed(records, client, job, timeOf(scope.period), fold)
  }
  return tablesOf(fold.basis(await figuresOf(client, job)))
}

async function dashboardIn(
  client: Client,
  job: Job,
  { profile, calendar }: ReportScope,
  period: Period,
): Promise<DashboardCounts> {
  const fold = new SliceFold({ period, profile, daysTaken: daysTakenBy(calendar) })
  for (const records of SOURCES) await feed(records, client, job, period, fold)
  const counts = ofServices(job.filter)
  for await (const promises of liveRecordsOf(client, 'promises', period, job.filter.asSeenBy)) {
    for (const each of promises) if (counts(each)) fold.addPromises(each)
  }
  return dashboardCounts(fold.slice, profile)
}

/** A year is counted together with the year before it. */
function timeOf(period: Period): Period {
  const year = yearOf(period)
  return year === null ? period : { from: periodOf(yearBefore(year)).from, to: period.to }
}

async function feed(
  records: ReadsRecords,
  client: Client,
  job: Job,
  time: Period,
  to: Takes,
): Promise<void> {
  const counts = ofServices(job.filter)
  const { asSeenBy } = job.filter
  const [caseNow, complimentNow] = underNewestNames(job.profile)
  for await (const cases of records(client, 'case', time, asSeenBy)) {
    for (const each of cases.map(caseNow)) if (counts(each)) to.addCase(each)
  }
  for await (const compliments of records(client, 'compliment', time, asSeenBy)) {
    for (const each of compliments.map(complimentNow)) if (counts(each)) to.addCompliment(each)
  }
  // Ombudsman cases have no service of their own: only a report of all services has them.
  if (job.filter.services !== null) return
  for await (const decided of records(client, 'ombudsman', time, asSeenBy)) {
    for (const each of decided) to.addOmbudsman(each)
  }
}

/** Past cases were brought in under the names that teams had then. A team is one row, under its newest name. */
function underNewestNames(profile: Profile) {
  const nameOf = teamNamer(profile)
  const now = (service: string | null) => (service === null ? null : nameOf(service))
  const complimentNow = (each: LedgerCompliment) => ({ ...each, service: now(each.service) })
  const caseNow = (each: LedgerCase) => ({
    ...each,
    service: now(each.service),
    learning: each.learning.map((action) => ({ ...action, service: now(action.service) })),
  })
  return [caseNow, complimentNow] as const
}

function ofServices({ services }: CaseFilter) {
  const wanted = services === null ? null : new Set(services)
  return ({ service }: { readonly service: string | null }) =>
    wanted === null || (service !== null && wanted.has(service))
}

/** Figures of a year are of the whole authority: a part of it has none. */
async function figuresOf(client: Client, job: Job): Promise<YearFigures> {
  if (job.filter.services !== null) return { equality: [], context: [], history: [] }
  const nameOf = teamNamer(job.profile)
  return {
    equality: [...(await all(recordsOf(client, 'equality', null))).flat(), ...job.equality],
    context: await all(recordsOf(client, 'context', null)),
    history: (await all(recordsOf(client, 'history', null))).map((each) =>
      isTableOfTeams(each.table) ? { ...each, label: nameOf(each.label) } : each,
    ),
  }
}

async function all<T>(pages: AsyncIterable<readonly T[]>): Promise<readonly T[]> {
  const found: T[] = []
  for await (const page of pages) found.push(...page)
  return found
}
