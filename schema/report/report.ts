import { z } from 'zod'
import { ReportTable } from '../authority/profile.ts'
import { LocalDate } from '../dates.ts'

/** Both days belong to it. */
export const Period = z
  .strictObject({ from: LocalDate, to: LocalDate })
  .refine((period) => period.from <= period.to, 'ends before it begins')
export type Period = z.infer<typeof Period>

/**
 * What a column holds. Counts are whole; shares are percent, days working days, both to one decimal half up;
 * money is pounds; figures are as the authority gave them.
 */
export const ColumnType = z.enum(['count', 'share', 'days', 'money', 'figure'])
export type ColumnType = z.infer<typeof ColumnType>

export const Column = z.strictObject({ key: z.string(), type: ColumnType })
export type Column = Readonly<z.infer<typeof Column>>

/** Null: there is no such figure, which is not the same as none. */
export type Cell = number | null

/** In public, a count of 1 to 4 about people is `<5`, and whatever would give one away is `*`. */
export const PublicCell = z.union([z.number(), z.enum(['<5', '*'])]).nullable()
export type PublicCell = z.infer<typeof PublicCell>

export type Row<C extends PublicCell = Cell> = {
  readonly label: string
  readonly values: Readonly<Record<string, C>>
}

/** A figure that is no row: a number, or a share with its count and its base. */
export type Fact<C extends PublicCell = Cell> = C | Readonly<Record<string, C>>

/** What must be said beside a table; `content/words` has the sentence. */
const NoteCode = z.enum([
  'upheld',
  'complaints-with-an-action',
  'from-request',
  'no-first-limit',
  'previous-in-part',
  'left-out',
  'no-outcome',
  'small-counts',
])
type NoteCode = z.infer<typeof NoteCode>

export type Note = {
  readonly code: NoteCode
  readonly values?: Readonly<Record<string, PublicCell | string>>
}

/** One table of the report. Totals are sums of the rows; null where the rows have no common sum. */
export type Table<C extends PublicCell = Cell> = {
  readonly id: ReportTable
  readonly columns: readonly Column[]
  readonly rows: readonly Row<C>[]
  readonly total: Readonly<Record<string, C>> | null
  readonly facts: Readonly<Record<string, Fact<C>>>
  readonly notes: readonly Note[]
}

export type PublicTable = Table<PublicCell>

const CellShape = z.number().nullable()
const Values = z.record(z.string(), CellShape)

/** A table as another process hands it over. */
export const TableShape: z.ZodType<Table> = z.strictObject({
  id: ReportTable,
  columns: z.array(Column),
  rows: z.array(z.strictObject({ label: z.string(), values: Values })),
  total: Values.nullable(),
  facts: z.record(z.string(), z.union([CellShape, Values])),
  notes: z.array(
    z.strictObject({
      code: NoteCode,
      values: z.record(z.string(), z.union([CellShape, z.string()])).exactOptional(),
    }),
  ),
})
