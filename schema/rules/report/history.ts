import type { LedgerHistory } from '../../report/ledger.ts'
import type { Cell, Column, Table } from '../../report/report.ts'
import type { Basis } from './basis.ts'

/** The figures of earlier years as they were printed, the latest year first. */
export function history({ figures }: Basis): Table {
  const keys = [...new Set(figures.history.map(historyColumn))]
  const columns: Column[] = keys.map((key) => ({ key, type: 'figure' }))
  const years = [...new Set(figures.history.map((each) => each.year))].toSorted().toReversed()
  const rows = years.map((year) => {
    const values: Record<string, Cell> = {}
    for (const each of figures.history) {
      if (each.year === year) values[historyColumn(each)] = each.value
    }
    return { label: year, values }
  })
  return { id: 'history', columns, rows, total: null, facts: {}, notes: [] }
}

/** `'compliments | all | count'` */
export function historyColumn(each: Pick<LedgerHistory, 'table' | 'label' | 'column'>): string {
  return [each.table, each.label, each.column].join(' | ')
}
