import type { Ledger, LedgerHistory, ReportYear } from '../../ledger.ts'
import type { Profile, ReportTable } from '../../profile.ts'
import type { Cell, Period } from '../../report.ts'
import type { Calendar } from '../working-days.ts'
import type { ReportLists } from './lists.ts'
import { type Slice, sliceOf } from './slice.ts'
import { periodOf, yearBefore, yearOf } from './year.ts'

export type ReportInput = {
  readonly ledger: Ledger
  readonly period: Period
  readonly profile: Profile
  readonly lists: ReportLists
  readonly calendar: Calendar
}

/** What every table is counted from, worked out once for all of them. */
export type Basis = ReportInput & {
  /** Null unless the period is exactly a year from April to March. */
  readonly year: ReportYear | null
  readonly now: Slice
  readonly previous: Previous
}

/** Last year's figures. */
export type Previous = {
  readonly year: ReportYear | null
  /** The labels that last year's printed report had in this column. */
  labels(table: ReportTable, column: string): readonly string[]
  /**
   * As printed, if it was; else counted from last year's cases, if those are known; else null.
   * `of` counts this label in a slice.
   */
  figure(table: ReportTable, label: string, column: string, of: (slice: Slice) => number): Cell
}

export function basisOf(input: ReportInput): Basis {
  const year = yearOf(input.period)
  return {
    ...input,
    year,
    now: sliceOf(input.ledger, input.period),
    previous: previousOf(input.ledger, year),
  }
}

function previousOf(ledger: Ledger, year: ReportYear | null): Previous {
  if (year === null) return { year: null, labels: () => [], figure: () => null }
  const before = yearBefore(year)
  const printed = ledger.history.filter((each) => each.year === before)
  const byCell = new Map(printed.map((each) => [cellKey(each), each.value]))
  const slice = isKnown(ledger, before, printed.length > 0)
    ? sliceOf(ledger, periodOf(before))
    : null
  return {
    year: before,
    labels: (table, column) =>
      printed
        .filter((each) => each.table === table && each.column === column)
        .map((each) => each.label),
    figure: (table, label, column, of) =>
      byCell.get(cellKey({ table, label, column })) ?? (slice === null ? null : of(slice)),
  }
}

/**
 * Whether last year can be counted from its cases. A year that was printed is counted only if it came in
 * whole, which is when each of its quarters has a case: a few late stages of it would look like a quiet year.
 */
function isKnown(ledger: Ledger, year: ReportYear, isPrinted: boolean): boolean {
  const { from, to } = periodOf(year)
  const quarters = new Set<number>()
  for (const { receivedOn } of [...ledger.cases, ...ledger.compliments]) {
    if (receivedOn < from || receivedOn > to) continue
    quarters.add(Math.floor((Number(receivedOn.slice(5, 7)) - 1) / 3))
  }
  return quarters.size === 4 || (!isPrinted && quarters.size > 0)
}

function cellKey(cell: Pick<LedgerHistory, 'table' | 'label' | 'column'>): string {
  return JSON.stringify([cell.table, cell.label, cell.column])
}
