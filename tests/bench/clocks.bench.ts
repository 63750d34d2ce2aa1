import { test } from 'vitest'
import type { CaseEvent } from '#schema/case.ts'
import { day } from '#schema/dates.ts'
import { dayOfNumber, numberOfDay } from '#schema/rules/day-number.ts'
import { promisedOn } from '#schema/rules/promises.ts'
import { ageOf, inboxRow } from '#schema/rules/status.ts'
import { addWorkingDays } from '#schema/rules/working-days.ts'
import { england, profileOf } from '#tests/rules/authorities.ts'
import { happened, received } from '#tests/rules/happened.ts'

const profile = profileOf('oxfordshire')
const today = day('2026-11-20')

/** Open cases received over the last hundred days, each read, acknowledged and written to. */
function openCases(n: number): CaseEvent[][] {
  return Array.from({ length: n }, (_, index) => {
    const on = dayOfNumber(numberOfDay(today) - (index % 100))
    return [
      received(on),
      happened('read', on, {}),
      happened('acknowledged', on, {}),
      happened('message-to-writer', on, { asks: false }),
    ]
  })
}

const cases = openCases(10_000)
const rows = cases.map((events) => inboxRow(events, profile, england))

test('a due date', async ({ bench }) => {
  await bench('65 working days from today', () => {
    addWorkingDays(today, 65, england)
  }).run()
  await bench('the promise of a statutory complaint, with every day explained', () => {
    promisedOn('statutory', today, profile, england)
  }).run()
})

test('an inbox of 10,000 open cases', async ({ bench }) => {
  await bench('aged from its rows', () => {
    for (const row of rows) ageOf(row, today, england)
  }).run()
  await bench('rebuilt from its events', () => {
    for (const events of cases) inboxRow(events, profile, england)
  }).run()
})
