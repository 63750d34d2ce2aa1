import writeExcelFile, { type Cell, type Row } from 'write-excel-file/node'
import type { Profile } from '#schema/authority/profile.ts'
import type { ColumnType, PublicCell } from '#schema/report/report.ts'
import { format, type Words } from '#schema/words/messages.ts'
import { sayDate } from '#schema/words/spoken.ts'
import { type ReportDocument, sectionsFor } from './document.ts'
import { type PrintedReport, type PrintedTable, rowName } from './print.ts'
import { upright } from './upright.ts'
import { printedPages } from './xlsx-pages.ts'

const FORMATS: Readonly<Record<ColumnType, string>> = {
  count: '0',
  share: '0.0',
  days: '0.0',
  money: '#,##0.00',
  figure: 'General',
}
/** In letters, as spreadsheets measure a column. */
const FIRST_COLUMN_WIDTH = 44
const WIDEST_COLUMN = 16
const NARROWEST_COLUMN = 11
/** As much fits on one page of A4 that lies on its side; what is wider is printed smaller. */
const PAGE_WIDTH = 100
const ID_WIDTH = 28
const TEXT_WIDTH = PAGE_WIDTH - ID_WIDTH
const LINE_HEIGHT = 15
/** Widths are measured in figures, and letters are narrower. In a text of several lines the gaps at their ends take that up. */
const LETTERS_TO_A_FIGURE = 1.15
/** What a table has above its first row of figures, and stays in sight. */
const ROWS_ABOVE = 5

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
  const firstSheet = words.get('report.first-sheet')
  const first: Row[] = [
    [bold(profile.name)],
    [plain(format(words.get('report.title'), { from, to }))],
    [],
    ...sectionsFor(document, readers).flatMap(({ title, paragraphs, parts }): Row[] => [
      [bold(title)],
      ...paragraphs.map((paragraph): Row => [wrapped(paragraph, TEXT_WIDTH)]),
      ...parts.flatMap((part): Row[] => {
        if (part.kind === 'told')
          return part.told.map(({ said, did }) => [
            wrapped(said, TEXT_WIDTH),
            wrapped(did, ID_WIDTH),
          ])
        if (part.kind === 'sentences')
          return part.sentences.map((sentence) => [wrapped(sentence, TEXT_WIDTH)])
        return part.kind === 'table' ? [[plain(part.table.title), plain(part.table.id)]] : []
      }),
      [],
    ]),
  ]
  const sheets = [
    {
      sheet: firstSheet,
      data: first,
      columns: [{ width: TEXT_WIDTH }, { width: ID_WIDTH }],
      orientation: 'landscape' as const,
    },
    ...report.tables.map(upright).map((table) => ({
      sheet: table.id,
      data: sheetOf(table, profile, words),
      columns: [
        { width: FIRST_COLUMN_WIDTH },
        ...table.columns.map(() => ({ width: columnWidth(table) })),
      ],
      stickyRowsCount: ROWS_ABOVE,
      stickyColumnsCount: 1,
      orientation: 'landscape' as const,
    })),
  ]
  const headOf = (sheet: string) => (sheet === firstSheet ? null : ROWS_ABOVE)
  return writeExcelFile(sheets, {
    features: [printedPages(headOf)],
    fontFamily: 'Calibri',
    fontSize: 11,
  }).toBuffer()
}

function sheetOf(table: PrintedTable, profile: Profile, words: Words): Row[] {
  const row = (name: Cell, values: Readonly<Record<string, PublicCell>>): Row => [
    name,
    ...table.columns.map(({ key, type }) => cellOf(values[key], type)),
  ]
  const width = columnWidth(table)
  const sentence = (text: string): Row => [over(text, table.columns.length, width)]
  return [
    [bold(table.title)],
    sentence(format(words.get('report.based-on'), { name: table.base })),
    sentence(table.definition),
    [],
    [
      heading(words.get(`report.table.${table.id}.rows`), FIRST_COLUMN_WIDTH),
      ...table.columns.map(({ label }) => ({ ...heading(label, width), align: 'right' as const })),
    ],
    ...table.rows.map(({ label, values }) =>
      row(wrapped(rowName({ table: table.id, label }, profile, words), FIRST_COLUMN_WIDTH), values),
    ),
    ...(table.total === null
      ? []
      : [row(bold(words.get('report.total')), table.total).map(inBold)]),
    [],
    ...table.notes.map(sentence),
  ]
}

function cellOf(cell: PublicCell | undefined, type: ColumnType): Cell {
  if (cell === undefined || cell === null) return null
  if (typeof cell === 'string')
    return { value: cell, type: String, align: 'right', alignVertical: 'top' }
  return { value: cell, type: Number, format: FORMATS[type], alignVertical: 'top' }
}

function plain(text: string): Cell {
  return { value: text, type: String }
}

function bold(text: string): Cell {
  return { value: text, type: String, fontWeight: 'bold' }
}

function inBold(cell: Cell): Cell {
  return typeof cell === 'object' && cell !== null && 'value' in cell
    ? { ...cell, fontWeight: 'bold' }
    : cell
}

/** Text that takes as many lines as it needs: not every spreadsheet finds the height of a row by itself. */
function wrapped(text: string, width: number) {
  const lines = text.length <= width * LETTERS_TO_A_FIGURE ? 1 : Math.ceil(text.length / width)
  const height = lines * LINE_HEIGHT
  return { value: text, type: String, wrap: true, alignVertical: 'top', height } as const
}

function heading(text: string, width: number) {
  const cell = wrapped(text, width)
  return {
    ...cell,
    alignVertical: 'bottom',
    fontWeight: 'bold',
    bottomBorderStyle: 'thin',
  } as const
}

/** A sentence over the whole width of a table, however few columns it has. */
function over(text: string, columns: number, width: number): Cell {
  const most = Math.max(columns, Math.floor((PAGE_WIDTH - FIRST_COLUMN_WIDTH) / width))
  return { ...wrapped(text, FIRST_COLUMN_WIDTH + most * width), columnSpan: most + 1 }
}

/** As wide as fits on a page, and never so narrow that a word such as “extended” in a heading does not fit. */
function columnWidth({ columns }: PrintedTable): number {
  const fits = Math.floor((PAGE_WIDTH - FIRST_COLUMN_WIDTH) / columns.length)
  return Math.min(WIDEST_COLUMN, Math.max(NARROWEST_COLUMN, fits))
}
