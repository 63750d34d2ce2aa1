import type { Profile, ReportTable } from '../../authority/profile.ts'
import type {
  Ledger,
  LedgerCase,
  LedgerCompliment,
  LedgerHistory,
  LedgerOmbudsman,
  ReportYear,
} from '../../report/ledger.ts'
import type { Cell, Period } from '../../report/report.ts'
import type { Calendar } from '../days/working-days.ts'
import type { ReportLists } from './lists.ts'
import { type Slice, SliceFold } from './slice.ts'
import { daysTakenBy } from './took.ts'
import { periodOf, yearBefore, yearOf } from './year.ts'

/** What a report is asked for, and by whose names and days it counts. */
export type ReportScope = {
  readonly period: Period
  readonly profile: Profile
  readonly lists: ReportLists
  readonly calendar: Calendar
}

/** Figures that belong to a year as they are, without a case behind them. */
export type YearFigures = Pick<Ledger, 'equality' | 'context' | 'history'>

/** What every table is counted from, worked out once for all of them. */
export type Basis = ReportScope & {
  readonly figures: YearFigures
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
  /** Last year's cases, if they are known well enough to be counted. */
  readonly slice: Slice | null
  /**
   * As printed, if it was; else counted from last year's cases, if those are known; else null.
   * `of` counts this label in a slice.
   */
  figure(table: ReportTable, label: string, column: string, of: (slice: Slice) => number): Cell
}

/** Takes the records of a ledger one at a time, in any order, and keeps none of them. */
export class BasisFold {
  readonly #scope: ReportScope
  readonly #year: ReportYear | null
  readonly #now: SliceFold
  readonly #before: { readonly period: Period; readonly fold: SliceFold } | null
  /** In which quarters of last year something came in. */
  readonly #quarters = new Set<number>()

  constructor(scope: ReportScope) {
    const { period, profile, calendar } = scope
    const rest = { profile, daysTaken: daysTakenBy(calendar) }
    this.#scope = scope
    this.#year = yearOf(period)
    this.#now = new SliceFold({ period, ...rest })
    if (this.#year === null) this.#before = null
    else {
      const before = periodOf(yearBefore(this.#year))
      this.#before = { period: before, fold: new SliceFold({ period: before, ...rest }) }
    }
  }

  addCase(each: LedgerCase): void {
    this.#now.addCase(each)
    this.#before?.fold.addCase(each)
    this.#note(each.receivedOn)
  }

  addCompliment(each: LedgerCompliment): void {
    this.#now.addCompliment(each)
    this.#before?.fold.addCompliment(each)
    this.#note(each.receivedOn)
  }

  addOmbudsman(each: LedgerOmbudsman): void {
    this.#now.addOmbudsman(each)
    this.#before?.fold.addOmbudsman(each)
  }

  basis(figures: YearFigures): Basis {
    return {
      ...this.#scope,
      figures,
      year: this.#year,
      now: this.#now.slice,
      previous: this.#previous(figures.history),
    }
  }

  #note(receivedOn: string): void {
    const period = this.#before?.period
    if (period === undefined || receivedOn < period.from || receivedOn > period.to) return
    this.#quarters.add(Math.floor((Number(receivedOn.slice(5, 7)) - 1) / 3))
  }

  #previous(history: readonly LedgerHistory[]): Previous {
    if (this.#year === null)
      return { year: null, labels: () => [], slice: null, figure: () => null }
    const before = yearBefore(this.#year)
    const printed = history.filter((each) => each.year === before)
    const byCell = new Map(printed.map((each) => [cellKey(each), each.value]))
    const slice = this.#isKnown(printed.length > 0) ? (this.#before?.fold.slice ?? null) : null
    return {
      year: before,
      slice,
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
  #isKnown(isPrinted: boolean): boolean {
    return this.#quarters.size === 4 || (!isPrinted && this.#quarters.size > 0)
  }
}

function cellKey(cell: Pick<LedgerHistory, 'table' | 'label' | 'column'>): string {
  return JSON.stringify([cell.table, cell.label, cell.column])
}
