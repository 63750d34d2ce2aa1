import type { Profile } from '#schema/authority/profile.ts'
import type { ReportLists } from '#schema/rules/report/lists.ts'
import type { PastFolder, PastRow } from './past-folders.ts'

const PROCEDURES = ['statutory', 'corporate']

export type Days = { readonly from: string; readonly to: string }

/** The rows that a period has anything to do with, and the figures that were counted on them so far. */
export class HandSheet {
  readonly cells = new Map<string, number | null>()
  readonly folder: PastFolder
  readonly period: Days
  readonly profile: Profile
  readonly lists: ReportLists
  readonly isYear: boolean
  readonly cases: readonly PastRow[]
  readonly complaints: readonly PastRow[]
  readonly counted: readonly PastRow[]
  readonly opened: readonly PastRow[]
  readonly declined: readonly PastRow[]
  /** Of the year before a year, unless nothing came in then: what it has rows of, this year has rows of too. */
  readonly before: { readonly categories: readonly string[]; readonly stages: readonly string[] }
  readonly banded: readonly string[]
  readonly stageKeys: readonly string[]

  constructor(folder: PastFolder, period: Days, profile: Profile, lists: ReportLists) {
    this.folder = folder
    this.period = period
    this.profile = profile
    this.lists = lists
    const { from, to } = period
    this.isYear = from.slice(5) === '04-01' && to === `${Number(from.slice(0, 4)) + 1}-03-31`
    this.cases = folder.cases.filter((row) => this.within(row.received_on))
    this.complaints = this.cases.filter(({ category = '' }) => PROCEDURES.includes(category))
    this.counted = this.cases.filter(({ category = '' }) =>
      [...PROCEDURES, 'concern'].includes(category),
    )
    this.opened = folder.stages.filter(
      (row) => row.request_result !== 'declined' && this.within(this.startOf(row)),
    )
    this.declined = folder.stages.filter(
      (row) => row.request_result === 'declined' && this.within(row.requested_on || row.started_on),
    )
    this.before = this.isYear ? this.#yearBefore() : { categories: [], stages: [] }
    this.banded = profile.reportBands.map(({ procedure, stage }) => `${procedure}-${stage}`)
    this.stageKeys = all(this.banded, this.opened.map(keyOf))
  }

  #yearBefore() {
    const first = Number(this.period.from.slice(0, 4))
    const isIn = (on = '') => `${first - 1}-04-01` <= on && on <= `${first}-03-31`
    const cases = this.folder.cases.filter((row) => isIn(row.received_on))
    const cameIn = [...cases, ...this.folder.compliments.filter((row) => isIn(row.received_on))]
    const opened = this.folder.stages.filter(
      (row) => row.request_result !== 'declined' && isIn(this.startOf(row)),
    )
    return {
      categories: cases.map((row) => row.category ?? ''),
      stages: cameIn.length === 0 ? [] : opened.map(keyOf),
    }
  }

  put(table: string, label: string, column: string, value: number | null): void {
    this.cells.set(`${table} | ${label} | ${column}`, value)
  }

  total(table: string, labels: readonly string[], columns: readonly string[]): void {
    for (const column of columns) {
      const known = labels.flatMap(
        (label) => this.cells.get(`${table} | ${label} | ${column}`) ?? [],
      )
      const sum = known.reduce((a, b) => a + Math.round(b * 100), 0) / 100
      this.put(table, 'total', column, known.length === 0 && labels.length > 0 ? null : sum)
    }
  }

  within(on: string | undefined): boolean {
    return on !== undefined && on !== '' && this.period.from <= on && on <= this.period.to
  }

  caseOf(row: PastRow): PastRow {
    return this.folder.cases.find((each) => each.case_ref === row.case_ref) ?? {}
  }

  startOf(row: PastRow): string {
    if (row.started_on !== '') return row.started_on ?? ''
    if (row.stage === '1') return this.caseOf(row).received_on ?? ''
    return row.stage === '3' ? (row.requested_on ?? '') : ''
  }

  stateOf(row: PastRow): 'answered' | 'ended' | 'open' {
    const openLabels = [
      this.profile.openLabel,
      ...this.profile.outcomes.filter(({ kind }) => kind === 'open').map(({ label }) => label),
    ]
    if (row.responded_on !== '') return 'answered'
    if (row.request_result === 'discontinued') return 'ended'
    return row.outcome === '' || openLabels.includes(row.outcome ?? '') ? 'open' : 'ended'
  }
}

export function keyOf(row: PastRow): string {
  return `${row.procedure}-${row.stage}`
}

export function is(value: string | undefined, wanted: string): boolean {
  return value === wanted
}

export function all(known: readonly string[], met: readonly string[]): readonly string[] {
  return [...known, ...met].filter((label, at, list) => list.indexOf(label) === at)
}

export function count<T>(rows: readonly T[], is: (row: T) => boolean): number {
  return rows.filter(is).length
}
