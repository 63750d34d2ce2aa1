import type { Client, InArgs, InStatement } from '@libsql/client'
import { expect, test } from 'vitest'
import { listInbox } from '#api/cases/list.ts'
import { openCase } from '#api/cases/open.ts'
import { todayFor } from '#api/cases/today.ts'
import { listActions, themesByService } from '#api/learning/list-actions.ts'
import { linksOf } from '#api/links/links.ts'
import { oldestUnsentSeconds, takeDue } from '#api/mail/outbox.ts'
import { searchCases } from '#api/search/search.ts'
import type { Store } from '#api/store/store.ts'
import { day } from '#schema/dates.ts'
import { englandAndWales } from '#schema/rules/days/working-days.ts'
import { aSubmission, content, postJson } from '#tests/support/app.ts'
import { addOfficer } from '#tests/support/officers.ts'
import { givenAuthority } from './given.ts'

/** Tables that grow with every case. */
const GROWING = /^SCAN (attachments|events|inbox|outbox|parts|people|reads|retention|submissions)\b/
/** What a page or a round reads once and sorts must not be sorted over all cases: the order is an index's. */
const SORTED_BY_CASE = /order by "(cases|inbox)"\."(id|case_id)" asc limit/

/** How the database would answer everything that is asked while something is done, by statement. */
async function plansDuring(
  { db }: Store,
  act: () => Promise<unknown>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { $client: client } = db as typeof db & { readonly $client: Client }
  const asked = new Map<string, InArgs>()
  const execute = client.execute.bind(client)
  client.execute = (statement: InStatement) => {
    if (typeof statement !== 'string') asked.set(statement.sql, statement.args ?? [])
    return execute(statement)
  }
  await act()
  client.execute = execute
  const plans = new Map<string, readonly string[]>()
  for (const [sql, args] of asked) {
    const { rows } = await execute({ sql: `EXPLAIN QUERY PLAN ${sql}`, args })
    plans.set(
      sql,
      rows.map(({ detail }) => String(detail)),
    )
  }
  return plans
}

test('what is asked every minute, and by every list, does not grow with the cases of all years', async () => {
  const { app, store, clock, start } = await givenAuthority()
  await postJson(app, '/api/submissions', aSubmission())
  const who = {
    email: 'ada@council.example',
    name: 'Ada',
    services: [],
    roles: ['officer' as const],
  }
  const officer = await addOfficer(store, who, clock())
  const upkeep = await start()
  await upkeep.runOnce()
  const plans = await plansDuring(store, async () => {
    await upkeep.runOnce()
    // The first round of a start does what is done each hour, too.
    await (await start()).runOnce()
    clock.forward(24 * 60)
    await upkeep.runOnce()
    await takeDue(store, clock(), 8)
    await oldestUnsentSeconds(store, clock())
    const calendar = englandAndWales(content.bankHolidays)
    await listInbox(store, officer, {}, { today: day('2026-11-24'), calendar })
  })
  expect(plans.size).toBeGreaterThan(10)
  const grows = [...plans].filter(
    ([sql, plan]) =>
      !sql.includes('where false') &&
      (plan.some((step) => GROWING.test(step)) ||
        (SORTED_BY_CASE.test(sql) && plan.some((step) => step.includes('FOR ORDER BY')))),
  )
  expect(grows).toEqual([])
})

test('what a case, a search and the promises ask does not grow with the cases of all years', async () => {
  const { store, served, clock, receive } = await givenAuthority()
  const { reference } = await receive()
  const who = { email: 'ada@council.example', name: 'Ada', services: [] }
  const officer = await addOfficer(store, { ...who, roles: ['officer' as const] }, clock())
  const manager = { ...officer, roles: ['manager' as const], services: ['social-work' as const] }
  const calendar = englandAndWales(content.bankHolidays)
  const { profile } = served
  const at = clock()
  const today = day('2026-11-24')
  const plans = await plansDuring(store, async () => {
    for (const reader of [officer, manager]) {
      const reading = {
        store,
        profile,
        calendar,
        at,
        publicUrl: 'http://localhost',
        officer: reader,
      }
      await openCase(reading, reference)
      await linksOf(reading, 1)
      await searchCases(reading, 'visit')
      await todayFor(served, reader, { today, calendar })
      await listActions(served, reader, { filter: {}, today, most: 100 })
      await themesByService(served, reader, today)
    }
  })
  expect(plans.size).toBeGreaterThan(10)
  const grows = [...plans].filter(([, plan]) => plan.some((step) => GROWING.test(step)))
  expect(grows).toEqual([])
})
