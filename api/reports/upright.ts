import type { PrintedTable } from './print.ts'

/** Earlier years have few rows and very many columns: people read them the other way round. */
export function upright(table: PrintedTable): PrintedTable {
  if (table.id !== 'history') return table
  return {
    ...table,
    columns: table.rows.map(({ label }) => ({ key: label, label, type: 'figure' })),
    rows: table.columns.map(({ key, label }) => ({
      label,
      values: Object.fromEntries(table.rows.map((row) => [row.label, row.values[key] ?? null])),
    })),
  }
}
