import { describe, expect, test } from 'vitest'
import { day, instant } from '#schema/dates.ts'
import { englandAndWales } from '#schema/rules/days/working-days.ts'
import { type DutyTurn, dutyOn } from '#schema/rules/safety/duty.ts'
import { content } from '#tests/support/app.ts'

const calendar = englandAndWales(content.bankHolidays)
const HOURS = { urgent: { dutyFrom: '09:00', dutyTo: '17:00' }, closures: [] }

const [ADA, BEN, CAS] = [1, 2, 3]
const turn = (officer: number, hours: DutyTurn['hours'], from: string, until: string) => ({
  officer,
  hours,
  from: day(from),
  until: day(until),
})

/** A week of Ada by day and Cas by night, then one of Ben. */
const ROTA = [
  turn(ADA, 'duty-hours', '2026-11-23', '2026-11-29'),
  turn(CAS, 'out-of-hours', '2026-11-23', '2026-11-29'),
  turn(BEN, 'duty-hours', '2026-11-30', '2026-12-06'),
]

function on(at: string, rota: readonly DutyTurn[] = ROTA) {
  return dutyOn(rota, instant(at), HOURS, calendar)
}

describe('who holds the duty', () => {
  test.each([
    ['on a working day', '2026-11-23T09:00:00.000Z', 'duty-hours', [ADA]],
    ['to the last minute of it', '2026-11-23T16:59:59.000Z', 'duty-hours', [ADA]],
    ['in the evening', '2026-11-23T17:00:00.000Z', 'out-of-hours', [CAS]],
    ['at the weekend', '2026-11-28T12:00:00.000Z', 'out-of-hours', [CAS]],
    ['in the night after the last day', '2026-11-30T08:59:00.000Z', 'out-of-hours', [CAS]],
    ['in the night before the first day', '2026-11-23T08:00:00.000Z', 'out-of-hours', []],
    ['where the rota has a gap', '2026-12-01T20:00:00.000Z', 'out-of-hours', []],
    ['by London’s clock in summer', '2027-06-01T08:00:00.000Z', 'duty-hours', []],
    ['before it in summer', '2027-06-01T07:59:00.000Z', 'out-of-hours', []],
  ])('%s', (_, at, hours, officers) => {
    expect(on(at)).toMatchObject({ hours, officers })
  })

  test('on a bank holiday is whoever has the other hours', () => {
    const christmas = [
      turn(ADA, 'duty-hours', '2026-12-21', '2026-12-31'),
      turn(CAS, 'out-of-hours', '2026-12-21', '2026-12-31'),
    ]
    expect(on('2026-12-25T11:00:00.000Z', christmas).officers).toEqual([CAS])
  })

  test('is everybody whose turn it is', () => {
    const two = [...ROTA, turn(BEN, 'duty-hours', '2026-11-23', '2026-11-23')]
    expect(on('2026-11-23T12:00:00.000Z', two).officers).toEqual([ADA, BEN])
  })
})

describe('who is next', () => {
  test('is whoever follows, at the moment when the hours change', () => {
    expect(on('2026-11-23T12:00:00.000Z').next).toEqual({
      at: '2026-11-23T17:00:00.000Z',
      hours: 'out-of-hours',
      officers: [CAS],
    })
    expect(on('2026-11-27T20:00:00.000Z').next).toEqual({
      at: '2026-11-30T09:00:00.000Z',
      hours: 'duty-hours',
      officers: [BEN],
    })
  })

  test('is said by London’s clock across the change to summer time', () => {
    expect(on('2027-03-26T18:00:00.000Z').next?.at).toBe('2027-03-30T08:00:00.000Z')
  })
})
