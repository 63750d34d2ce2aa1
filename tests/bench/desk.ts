import { statSync } from 'node:fs'
import { join } from 'node:path'
import { extendChain } from '#api/history/chain.ts'
import { silentLog } from '#api/log.ts'
import { cookieName, newSession } from '#api/officers/sessions.ts'
import { countLive } from '#api/reports/live-records.ts'
import { keepUp } from '#api/search/keep-up.ts'
import { openStore } from '#api/store/open-store.ts'
import { ownDataFolder } from '#api/store/owner.ts'
import type { Store } from '#api/store/store.ts'
import { cases as casesTable } from '#api/store/tables.ts'
import { loadContent } from '#content/index.ts'
import { instantOf } from '#schema/dates.ts'
import { englandAndWales } from '#schema/rules/days/working-days.ts'
import { addOfficer } from '#tests/support/officers.ts'
import { type RunningServer, startServer, temporaryFolder } from '#tests/support/server.ts'
import { ask } from '#tests/support/wire.ts'
import type { Bench, Figure } from './figures.ts'
import { BENCH_DAY, writeManyCases } from './many-cases.ts'
import { multiplyCases } from './multiply-cases.ts'
import { residentMbOf, untilAtRest } from './process-figures.ts'

const SLUG = 'coventry'
const MASTER_KEY = Buffer.alloc(32, 7)
const content = loadContent()
const calendar = englandAndWales(content.bankHolidays)
const now = () => instantOf(new Date())

/** The desk of one authority whose cases grow tenfold from one measurement to the next. */
export const desk: Bench = {
  name: 'desk',
  run: async ({ cases, isShort, soFar }) => {
    const folder = temporaryFolder()
    const dataDir = join(folder.path, 'data')
    const figures: Figure[] = []
    let before = 0
    for (const [nth, size] of cases.entries()) {
      const desk = await grow(dataDir, { size, before, nth })
      before = size
      process.stderr.write(`bench: ${size} cases\n`)
      figures.push(...(await measure(dataDir, desk, { size, isShort })))
      soFar(figures)
    }
    folder.remove()
    return figures
  },
}

type OpenDesk = { readonly cookie: string; readonly references: readonly string[] }

/** Brings the store to so many cases, and leaves an officer signed in. */
async function grow(
  dataDir: string,
  to: { readonly size: number; readonly before: number; readonly nth: number },
): Promise<OpenDesk> {
  if (to.before > 0) {
    const closed = await withStore(dataDir, async ({ casesAt, folder }) => ({ casesAt, folder }))
    await multiplyCases(closed, to.size / to.before, to.nth)
  }
  return withStore(dataDir, async (store) => {
    if (to.before === 0) await writeFirst(store, to.size)
    const who = { email: `ada${to.nth}@council.example`, name: 'Ada', services: [] }
    const officer = await addOfficer(store, { ...who, roles: ['officer', 'reviewer'] }, now())
    const { cookie, write } = newSession(store, officer.id, 'full', now())
    await store.write([write])
    return { cookie: `${cookieName(SLUG)}=${cookie}`, references: await someReferences(store) }
  })
}

async function writeFirst(store: Store, howMany: number): Promise<void> {
  const profile = content.authorities.get(SLUG)
  const layout = content.reportLayouts.get(SLUG)
  if (profile === undefined || layout === undefined) throw new Error(`${SLUG} is no authority`)
  const over = { until: BENCH_DAY, overDays: 3650, oneOpenIn: 10, officerIds: [1, 2, 3] }
  await writeManyCases({ store, profile, calendar, howMany, ...over })
  await countLive({ store, profile, layout, content })
  await extendChain(store)
  await keepUp(store)
}

async function withStore<T>(dataDir: string, act: (store: Store) => Promise<T>): Promise<T> {
  const folder = await ownDataFolder(dataDir)
  const store = await openStore({
    folder,
    slug: SLUG,
    masterKey: MASTER_KEY,
    clock: now,
    log: silentLog,
  })
  try {
    return await act(store)
  } finally {
    await store.close()
    folder.release()
  }
}

async function someReferences(store: Store): Promise<readonly string[]> {
  const rows = await store.db
    .select({ reference: casesTable.reference })
    .from(casesTable)
    .orderBy(casesTable.codeHash)
    .limit(100)
  return rows.map(({ reference }) => reference)
}

/** Lists as officers narrow them, deep ones among them. */
const VIEWS = [
  '',
  'category=statutory',
  'flag=mixed&service=send',
  'when=overdue',
  'turn=writer&sort=newest',
  'unread=yes&sort=oldest',
  'state=closed',
  'state=closed&service=lado&flag=safeguarding',
  'owner=me',
]
const WORDS = ['kingfisher', 'harmonica school', '"lost my letter" frightened', 'social worker']

const WARM_ROUNDS = 5

async function measure(
  dataDir: string,
  { cookie, references }: OpenDesk,
  { size, isShort }: { readonly size: number; readonly isShort: boolean },
): Promise<readonly Figure[]> {
  const env = { SECRET_KEY: MASTER_KEY.toString('base64url') }
  const server = await startServer({ dataDir, env })
  const rounds = isShort ? 1 : 12
  const open = (path: string) => timed(server, path, cookie)
  // At work, as on any day: mails and dates that waited for the start are done, and each kind of page was seen.
  await untilAtRest(server.pid)
  const warmth = isShort ? 1 : WARM_ROUNDS
  await each(VIEWS, warmth, (view) => open(`/officer/inbox?${view}`))
  await each(references.slice(-3), warmth, (reference) => open(`/officer/cases/${reference}`))
  await each(WORDS, warmth, (words) => search(server, words, cookie))
  const lists = await each(VIEWS, rounds, (view) => open(`/officer/inbox?${view}`))
  const pages = await each(references.slice(0, isShort ? 5 : 100), 1, (reference) =>
    open(`/officer/cases/${reference}`),
  )
  const found = await each(WORDS, rounds, (words) => search(server, words, cookie))
  const year = '/officer/report/officers.json?from=2025-04-01&to=2026-03-31'
  const report = await each([year], isShort ? 1 : 3, open)
  const resident = residentMbOf(server.pid)
  await server.stop()
  const bytes = bytesOf(join(dataDir, SLUG, 'cases.db'))
  const group = `desk, ${size.toLocaleString('en-GB')} cases`
  const ms = (name: string, value: number, goal: string): Figure => {
    return { group, name, value, unit: 'ms', goal }
  }
  return [
    ms('a start, from node to "ready"', server.milliseconds, '1 s'),
    ms('a page of the list, 99 in a hundred', at(lists, 0.99), '100 ms'),
    ms('a page of the list, half', at(lists, 0.5), ''),
    ms('a case, 99 in a hundred', at(pages, 0.99), '50 ms'),
    ms('a case, half', at(pages, 0.5), ''),
    ms('search for words, 99 in a hundred', at(found, 0.99), '200 ms'),
    ms('search for words, half', at(found, 0.5), ''),
    ms('the report of a year', at(report, 0.5), '2 s'),
    { group, name: 'resident memory after that', value: resident, unit: 'MB', goal: '250 MB' },
    { group, name: 'on the disk, a case', value: bytes / size, unit: 'bytes' },
  ]
}

/** A database with what its log still holds. */
function bytesOf(database: string): number {
  const files = [database, `${database}-wal`]
  return files.reduce(
    (sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0),
    0,
  )
}

async function each<T>(
  list: readonly T[],
  rounds: number,
  act: (one: T) => Promise<number>,
): Promise<readonly number[]> {
  const took: number[] = []
  for (let round = 0; round < rounds; round++) for (const one of list) took.push(await act(one))
  return took.toSorted((a, b) => a - b)
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

async function timed(server: RunningServer, path: string, cookie: string): Promise<number> {
  const { status, milliseconds } = await ask(server.url + path, { headers: { Cookie: cookie } })
  if (status !== 200) throw new Error(`${path}: ${status}`)
  return milliseconds
}

async function search(server: RunningServer, words: string, cookie: string): Promise<number> {
  const { status, milliseconds } = await ask(`${server.url}/officer/search`, {
    method: 'POST',
    body: new URLSearchParams({ q: words }).toString(),
    headers: {
      Cookie: cookie,
      'Content-Type': 'application/x-www-form-urlencoded',
      Origin: server.url,
      'Sec-Fetch-Site': 'same-origin',
    },
  })
  if (status !== 200) throw new Error(`search: ${status}`)
  return milliseconds
}
