import type { PublicCell } from '#schema/report/report.ts'
import type { PrintedReport } from './print.ts'

/** The report as one long list, a cell a line: `table,label,column,value`. Totals have the label `total`. */
export function csvForm({ tables }: PrintedReport): string {
  const lines = [['table', 'label', 'column', 'value']]
  for (const { id, rows, total, columns } of tables) {
    const all = total === null ? rows : [...rows, { label: 'total', values: total }]
    for (const { label, values } of all) {
      for (const { key } of columns) {
        if (values[key] !== undefined) lines.push([id, label, key, cellText(values[key])])
      }
    }
  }
  return lines.map((line) => `${line.map(quoted).join(',')}\r\n`).join('')
}

function cellText(cell: PublicCell): string {
  return cell === null ? '' : String(cell)
}

/** `a "b", c` → `"a ""b"", c"` */
function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
