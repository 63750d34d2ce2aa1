import { z } from 'zod'
import type { ReportTable } from '../../authority/profile.ts'
import type { LedgerCase, LedgerCompliment, LedgerOmbudsman } from '../../report/ledger.ts'
import type { Column, ColumnType } from '../../report/report.ts'
import { BasisFold, type ReportScope } from './basis.ts'
import { PREVIOUS } from './label-table.ts'
import { tableOf } from './report.ts'

/** A record that a figure counts. `n`: how much of the figure it is, mostly 1; pounds of an amount. */
export const Behind = z.strictObject({
  kind: z.enum(['case', 'compliment', 'ombudsman']),
  /** Brought in, or received here. */
  source: z.enum(['past', 'live']),
  ref: z.string(),
  /** The case that an ombudsman's record belongs to. */
  caseRef: z.string().nullable(),
  service: z.string().nullable(),
  receivedOn: z.string().nullable(),
  n: z.number(),
})
export type Behind = z.infer<typeof Behind>

export type Figure = {
  readonly table: ReportTable
  readonly label: string
  readonly column: string
}

/** The label of the row of sums. */
export const TOTAL = 'total'
const NO_FIGURES = { equality: [], context: [], history: [] } as const
/** What adds up over records. */
const SUMS: ReadonlySet<ColumnType> = new Set(['count', 'money'])
/** Figures of a year: they come from stores and printed reports that know no case. */
const OF_NO_CASES: ReadonlySet<ReportTable> = new Set([
  'ethnicity',
  'sex',
  'age-band',
  'disability',
  'context',
  'history',
])

/** Whether the figures of this column stand for records. Shares, means and last year's figures do not. */
export function countsRecords(table: ReportTable, { key, type }: Column): boolean {
  return SUMS.has(type) && key !== PREVIOUS.key && !OF_NO_CASES.has(table)
}

/**
 * Finds the records that a count stands for: those that would be counted there if they were alone. What the
 * table would say of one record is asked of the table's own function, so that the list cannot disagree with
 * the figure.
 */
export function standsBehind(
  scope: ReportScope,
  { table, label, column }: Figure,
  source: Behind['source'],
) {
  const behind: Behind[] = []
  const note = (record: Omit<Behind, 'n' | 'source'>, add: (fold: BasisFold) => void) => {
    const fold = new BasisFold(scope)
    add(fold)
    const { columns, rows, total } = tableOf(table, fold.basis(NO_FIGURES))
    if (!columns.some((each) => each.key === column && countsRecords(table, each))) return
    const values = label === TOTAL ? total : rows.find((row) => row.label === label)?.values
    const n = values?.[column] ?? 0
    if (n > 0) behind.push({ ...record, source, n })
  }
  return {
    behind,
    addCase: (each: LedgerCase) => {
      const { ref, service, receivedOn } = each
      const record = { kind: 'case', ref, caseRef: null, service, receivedOn } as const
      note(record, (fold) => fold.addCase(each))
    },
    addCompliment: (each: LedgerCompliment) => {
      const { ref, service, receivedOn } = each
      const record = { kind: 'compliment', ref, caseRef: null, service, receivedOn } as const
      note(record, (fold) => fold.addCompliment(each))
    },
    addOmbudsman: (each: LedgerOmbudsman) => {
      const { ref, caseRef, receivedOn } = each
      const record = { kind: 'ombudsman', ref, caseRef, service: null, receivedOn } as const
      note(record, (fold) => fold.addOmbudsman(each))
    },
  }
}
