import { gzipSync } from 'node:zlib'
import { test } from 'vitest'
import { listInbox } from '#api/cases/list.ts'
import { todayFor } from '#api/cases/today.ts'
import { loadContent } from '#content/index.ts'
import { InboxFilter } from '#schema/desk/desk.ts'
import { englandAndWales } from '#schema/rules/days/working-days.ts'
import { profileOf } from '#tests/rules/authorities.ts'
import { addOfficer } from '#tests/support/officers.ts'
import { NINE_ON_MONDAY, temporaryStore } from '#tests/support/store.ts'
import { BENCH_DAY, writeManyCases } from './many-cases.ts'

const HOW_MANY = Number(process.env.MANY_CASES ?? 100_000)
const calendar = englandAndWales(loadContent().bankHolidays)
const profile = profileOf('coventry')
const day = { today: BENCH_DAY, calendar }

/** Views of the list: the plain one, each way to narrow it, what matches nothing, and deep pages. */
const VIEWS: readonly Readonly<Record<string, string>>[] = [
  {},
  { category: 'statutory' },
  { flag: 'mixed' },
  { service: 'send' },
  { owner: 'me' },
  { turn: 'writer', sort: 'newest' },
  { stage: '3' },
  { when: 'overdue' },
  { unread: 'yes', sort: 'oldest' },
  { from: '2026-11-01', to: '2026-11-10', sort: 'newest' },
  { state: 'closed' },
  { state: 'closed', service: 'lado', flag: 'safeguarding' },
  { owner: 'nobody', advocate: 'late', sort: 'newest' },
  { reference: 'XYZ' },
]

test.each([
  ['one in ten open', 10],
  ['all of them open', 1],
])(
  `lists over ${HOW_MANY} cases, %s`,
  async (_, oneOpenIn) => {
    const store = await temporaryStore({ slug: profile.slug })
    const who = { email: 'ada@council.example', name: 'Ada', services: [] }
    const officer = await addOfficer(store, { ...who, roles: ['officer'] }, NINE_ON_MONDAY)
    const manager = { ...officer, roles: ['manager' as const], services: ['send' as const] }
    const began = performance.now()
    await writeManyCases({
      store,
      profile,
      calendar,
      howMany: HOW_MANY,
      until: BENCH_DAY,
      overDays: 3650,
      oneOpenIn,
      officerIds: [officer.id, 2, 3, 4, 5, 6, 7, 8],
    })
    say(`written in ${((performance.now() - began) / 1000).toFixed(1)} s`)
    const all: number[] = []
    for (const view of VIEWS) {
      const filter = InboxFilter.parse(view)
      const took = await timed(20, () => listInbox(store, officer, filter, day))
      all.push(...took)
      say(`${JSON.stringify(view).padEnd(60)} ${summary(took)}`)
    }
    let after: string | undefined
    const deep: number[] = []
    for (let page = 0; page < 30; page++) {
      const began = performance.now()
      const list = await listInbox(store, officer, { after }, day)
      deep.push(performance.now() - began)
      after = list.next ?? undefined
      if (after === undefined) break
    }
    say(`thirty pages, one behind the other                          ${summary(deep)}`)
    const managers = await timed(20, () => listInbox(store, manager, {}, day))
    say(`a manager of one service                                    ${summary(managers)}`)
    say(`all views                                                   ${summary([...all, ...deep])}`)
    const first = await timed(10, () => todayFor({ store, profile }, officer, day))
    say(`the first page                                              ${summary(first)}`)
    const json = JSON.stringify(await listInbox(store, officer, {}, day))
    say(`a page as JSON: ${json.length} bytes, ${gzipSync(json).length} packed`)
  },
  900_000,
)

async function timed(times: number, act: () => Promise<unknown>): Promise<readonly number[]> {
  const took: number[] = []
  for (let n = 0; n < times; n++) {
    const began = performance.now()
    await act()
    took.push(performance.now() - began)
  }
  return took
}

function summary(took: readonly number[]): string {
  const sorted = took.toSorted((a, b) => a - b)
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
  return `p50 ${at(0.5)?.toFixed(1)} ms, p99 ${at(0.99)?.toFixed(1)} ms`
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
