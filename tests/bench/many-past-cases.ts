import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import type { Profile } from '#schema/authority/profile.ts'
import { day } from '#schema/dates.ts'
import { dayOfNumber, numberOfDay } from '#schema/rules/days/day-number.ts'

/** A folder of invented past cases, the same at every run: `howMany` over `years` from April 2021. */
export async function writeManyPastCases(
  folder: string,
  profile: Profile,
  howMany: number,
  years: number,
): Promise<void> {
  const first = numberOfDay(day('2021-04-01'))
  const on = (index: number, later: number) =>
    dayOfNumber(first + Math.floor((index * 365 * years) / howMany) + later)
  const pick = <T>(list: readonly T[], index: number): T | undefined => list[index % list.length]
  const outcome = (index: number) => pick(profile.outcomes, index * 7)?.label ?? ''
  const reason = (index: number) => pick(profile.reasons, index * 3)?.label ?? ''
  const service = (index: number) => pick(profile.services, index * 5)?.label ?? ''

  await write(folder, 'cases.csv', CASES, howMany, (n) => [
    [
      refOf(n),
      on(n, 0),
      'statutory',
      service(n),
      '',
      pick(profile.roles, n)?.label ?? '',
      pick(profile.childStatuses, n) ?? '',
      n % 9 === 0 ? 'yes' : 'no',
      n % 11 === 0 ? 'yes' : 'no',
      pick(profile.channels, n) ?? '',
      on(n, 30),
      '',
    ],
  ])
  await write(folder, 'stages.csv', STAGES, howMany, (n) => [
    stage(refOf(n), '1', on(n, 0), on(n, 3 + (n % 40)), outcome(n)),
    ...(n % 10 === 0 ? [stage(refOf(n), '2', on(n, 60), on(n, 100), outcome(n + 1))] : []),
  ])
  await write(folder, 'points.csv', POINTS, howMany, (n) => [
    [refOf(n), '1', reason(n), '', outcome(n)],
    [refOf(n), '1', reason(n + 1), '', outcome(n)],
  ])
  await write(folder, 'learning.csv', LEARNING, howMany, (n) =>
    n % 5 === 0
      ? [[refOf(n), service(n), 'Write back in three days', 'Team manager', on(n, 60), on(n, 50)]]
      : [],
  )
}

const CASES =
  'case_ref,received_on,category,service,area,role,child_status,from_child,advocate,channel,closed_on,closed_as'
const STAGES =
  'case_ref,procedure,stage,requested_on,request_result,started_on,extended,panel_on,panel_report_on,responded_on,outcome'
const POINTS = 'case_ref,stage,reason,sub_reason,outcome'
const LEARNING = 'case_ref,service,action,owner,due_on,done_on'

function refOf(n: number): string {
  return `PAST-${String(n).padStart(6, '0')}`
}

function stage(ref: string, number: string, from: string, to: string, outcome: string) {
  return [ref, 'statutory', number, from, 'accepted', from, 'no', '', '', to, outcome]
}

async function write(
  folder: string,
  file: string,
  header: string,
  howMany: number,
  rowsOf: (n: number) => readonly (readonly string[])[],
): Promise<void> {
  const out = createWriteStream(join(folder, file))
  out.write(`${header}\n`)
  for (let n = 0; n < howMany; n++) {
    for (const row of rowsOf(n)) {
      out.write(`${row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\n`)
    }
  }
  out.end()
  await finished(out)
}
