import type { LedgerCase, LedgerCompliment, LedgerOmbudsman } from '../../ledger.ts'
import type { ReportTable } from '../../profile.ts'
import type { ColumnType } from '../../report.ts'
import { BasisFold, type ReportScope } from './basis.ts'
import { PREVIOUS } from './label-table.ts'
import { tableOf } from './report.ts'

/** A record that a figure counts. `n`: how much of the figure it is, mostly 1; pounds of an amount. */
export type Behind = {
  readonly kind: 'case' | 'compliment' | 'ombudsman'
  readonly ref: string
  readonly receivedOn: string | null
  readonly n: number
}

export type Figure = {
  readonly table: ReportTable
  readonly label: string
  readonly column: string
}

const NO_FIGURES = { equality: [], context: [], history: [] } as const
const TOTAL = 'total'
/** What adds up over records. */
const SUMS: ReadonlySet<ColumnType> = new Set(['count', 'money'])

/**
 * Finds the records that a count stands for: those that would be counted there if they were alone. Shares,
 * means and figures of last year stand for no records. What the table would say of one record is asked of the
 * table's own function, so that the list cannot disagree with the figure.
 */
export function standsBehind(scope: ReportScope, { table, label, column }: Figure) {
  const behind: Behind[] = []
  const note = (record: Omit<Behind, 'n'>, add: (fold: BasisFold) => void) => {
    const fold = new BasisFold(scope)
    add(fold)
    const { columns, rows, total } = tableOf(table, fold.basis(NO_FIGURES))
    const isSum = columns.some(({ key, type }) => key === column && SUMS.has(type))
    if (!isSum || column === PREVIOUS.key) return
    const values = label === TOTAL ? total : rows.find((row) => row.label === label)?.values
    const n = values?.[column] ?? 0
    if (n > 0) behind.push({ ...record, n })
  }
  return {
    behind,
    addCase: (each: LedgerCase) =>
      note({ kind: 'case', ref: each.ref, receivedOn: each.receivedOn }, (fold) =>
        fold.addCase(each),
      ),
    addCompliment: (each: LedgerCompliment) =>
      note({ kind: 'compliment', ref: each.ref, receivedOn: each.receivedOn }, (fold) =>
        fold.addCompliment(each),
      ),
    addOmbudsman: (each: LedgerOmbudsman) =>
      note({ kind: 'ombudsman', ref: each.ref, receivedOn: each.receivedOn }, (fold) =>
        fold.addOmbudsman(each),
      ),
  }
}
