import { day } from '#schema/dates.ts'
import { ageOf } from '#schema/rules/case/status.ts'
import { addWorkingDays } from '#schema/rules/days/working-days.ts'
import { readSignals } from '#schema/rules/signals/signals.ts'
import { decide } from '#schema/rules/triage/triage.ts'
import { england } from '#tests/rules/authorities.ts'
import { cases } from '#tests/rules/triage-cases/all.ts'
import { readers } from '#tests/rules/triage-given.ts'
import type { Bench } from './figures.ts'

const TODAY = day('2026-11-23')

/** The rules themselves: one letter sorted, one date worked out, an inbox aged. The least of several rounds. */
export const rules: Bench = {
  name: 'rules',
  run: async ({ isShort }) => {
    const rounds = isShort ? 1 : 20
    const letter = least(rounds, () => {
      for (const [facts, text] of cases) decide(facts, readSignals(text, 'en', readers))
    })
    const date = least(rounds, () => {
      for (let n = 0; n < 1000; n++) addWorkingDays(TODAY, 20, england)
    })
    const rows = Array.from({ length: 10_000 }, (_, n) => ({
      receivedOn: TODAY,
      dueOn: addWorkingDays(TODAY, n % 65, england),
    }))
    const inbox = least(rounds, () => {
      for (const row of rows) ageOf(row, TODAY, england)
    })
    const group = 'rules'
    return [
      {
        group,
        name: 'triage of one submission',
        value: letter / cases.length,
        unit: 'ms',
        goal: '0.2 ms',
      },
      { group, name: 'a thousand due dates', value: date, unit: 'ms', goal: '5 ms' },
      { group, name: 'an inbox of 10,000, aged', value: inbox, unit: 'ms', goal: '100 ms' },
    ]
  },
}

function least(times: number, act: () => void): number {
  const took = Array.from({ length: times }, () => {
    const began = performance.now()
    act()
    return performance.now() - began
  })
  return Math.min(...took)
}
