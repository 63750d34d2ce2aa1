import type { Column, Table } from '../../report/report.ts'
import type { Basis } from './basis.ts'
import { totalOf } from './figures.ts'
import type { CountedMonth } from './slice.ts'
import { countBy, only } from './tally.ts'

const WHAT: readonly CountedMonth['what'][] = ['statutory', 'corporate', 'concern', 'compliments']
const COLUMNS: readonly Column[] = WHAT.map((key) => ({ key, type: 'count' }))

/** What came in, month by month; a month of which only some days belong to the period counts with those. */
export function byMonth(basis: Basis): Table {
  const counts = new Map(
    WHAT.map((what) => [
      what,
      countBy(
        only(basis.now.months, (each) => each.what === what),
        (each) => each.month,
      ),
    ]),
  )
  const rows = monthsOf(basis.period).map((label) => ({
    label,
    values: Object.fromEntries(WHAT.map((what) => [what, counts.get(what)?.get(label) ?? 0])),
  }))
  return {
    id: 'by-month',
    columns: COLUMNS,
    rows,
    total: totalOf(COLUMNS, rows),
    facts: {},
    notes: [],
  }
}

/** `2021-04`, `2021-05` … up to the month of the last day. */
function monthsOf({ from, to }: { readonly from: string; readonly to: string }): readonly string[] {
  const months: string[] = []
  let [year, month] = [Number(from.slice(0, 4)), Number(from.slice(5, 7))]
  for (;;) {
    const label = `${year}-${String(month).padStart(2, '0')}`
    if (label > to.slice(0, 7)) return months
    months.push(label)
    if (month === 12) [year, month] = [year + 1, 1]
    else month += 1
  }
}
