import writeExcelFile, { type Cell, type Row } from 'write-excel-file/node'
import { format, type Words } from '#schema/messages.ts'
import type { Profile } from '#schema/profile.ts'
import type { ColumnType, PublicCell } from '#schema/report.ts'
import { sayDate } from '#schema/spoken.ts'
import { type ReportDocument, sectionsFor } from './document.ts'
import { type PrintedReport, type PrintedTable, rowName } from './print.ts'

const FORMATS: Readonly<Record<ColumnType, string>> = {
  count: '0',
  share: '0.0',
  days: '0.0',
  money: '#,##0.00',
  figure: 'General',
}
const FIRST_COLUMN_WIDTH = 44
const COLUMN_WIDTH = 16

export type XlsxOf = {
  readonly report: PrintedReport
  readonly document: ReportDocument
  readonly readers: 'officers' | 'public'
  readonly profile: Profile
  readonly words: Words
}

/**
 * The report as a workbook: its sections and texts on the first sheet, then a sheet for each table, named by it.
 * Numbers are numbers and all else is text: what begins with = + - or @ stays what it says.
 */
export async function xlsxForm({
  report,
  document,
  readers,
  profile,
  words,
}: XlsxOf): Promise<Buffer> {
  const from = sayDate(report.period.from, words.language)
  const to = sayDate(report.period.to, words.language)
  const first: Row[] = [
    [bold(profile.name)],
    [plain(format(words.get('report.title'), { from, to }))],
    [],
    ...sectionsFor(document, readers).flatMap(({ title, paragraphs, parts }): Row[] => [
      [bold(title)],
      ...paragraphs.map((paragraph): Row => [plain(paragraph)]),
      ...parts.flatMap((part): Row[] => {
        if (part.kind === 'told') return part.told.map(({ said, did }) => [plain(said), plain(did)])
        if (part.kind === 'sentences') return part.sentences.map((sentence) => [plain(sentence)])
        return part.kind === 'table' ? [[plain(part.table.title), plain(part.table.id)]] : []
      }),
      [],
    ]),
  ]
  const sheets = [
    {
      sheet: words.get('report.first-sheet'),
      data: first,
      columns: [{ width: 120 }, { width: 28 }],
    },
    ...report.tables.map((table) => ({
      sheet: table.id,
      data: sheetOf(table, profile, words),
      columns: [
        { width: FIRST_COLUMN_WIDTH },
        ...table.columns.map(() => ({ width: COLUMN_WIDTH })),
      ],
    })),
  ]
  return writeExcelFile(sheets).toBuffer()
}

function sheetOf(table: PrintedTable, profile: Profile, words: Words): Row[] {
  const row = (name: Cell, values: Readonly<Record<string, PublicCell>>): Row => [
    name,
    ...table.columns.map(({ key, type }) => cellOf(values[key], type)),
  ]
  return [
    [bold(table.title)],
    [plain(format(words.get('report.based-on'), { name: table.base }))],
    [plain(table.definition)],
    [],
    [
      bold(words.get(`report.table.${table.id}.rows`)),
      ...table.columns.map(({ label }) => bold(label)),
    ],
    ...table.rows.map(({ label, values }) => row(plain(rowName(label, profile, words)), values)),
    ...(table.total === null ? [] : [row(bold(words.get('report.total')), table.total)]),
    [],
    ...table.notes.map((note): Row => [plain(note)]),
  ]
}

function cellOf(cell: PublicCell | undefined, type: ColumnType): Cell {
  if (cell === undefined || cell === null) return null
  if (typeof cell === 'string') return plain(cell)
  return { value: cell, type: Number, format: FORMATS[type] }
}

function plain(text: string): Cell {
  return { value: text, type: String }
}

function bold(text: string): Cell {
  return { value: text, type: String, fontWeight: 'bold' }
}
