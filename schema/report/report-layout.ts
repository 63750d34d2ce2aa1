import { z } from 'zod'
import { ReportTable } from '../authority/profile.ts'
import { ToldKind } from '../case/told.ts'
import { Facts, Who } from '../triage/facts.ts'
import { EqualityQuestion, Outcome } from '../vocabulary.ts'

const Label = z.string().min(1)

/** How a contact reached us. `form`: through the door of this site; an officer says which other way. */
export const Channel = z.enum(['form', 'email', 'telephone', 'letter', 'in-person', 'other'])
export type Channel = z.infer<typeof Channel>

/** The charts of the report. Each is drawn from the figures of one table. */
export const ReportChart = z.enum([
  'volume-by-year',
  'volume-by-month',
  'stages',
  'timeliness-bands',
  'outcomes',
  'reasons',
  'who-complained',
  'children-share',
  'services',
  'compliments-by-team',
])
export type ReportChart = z.infer<typeof ReportChart>

/** What a section holds besides its text, in order. */
export const SectionPart = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('table'),
    table: ReportTable,
    /** Some of its rows alone; all of them and the total where this is missing. */
    rows: z.array(Label).min(1).optional(),
    /** Some of its columns alone, of all its rows. */
    columns: z.array(Label).min(1).optional(),
  }),
  z.strictObject({ kind: z.literal('chart'), chart: ReportChart }),
  /** What people told us in the year, as an officer published it. */
  z.strictObject({ kind: z.literal('told'), told: ToldKind }),
  /** What changed against last year, in sentences made from these tables. */
  z.strictObject({ kind: z.literal('changes'), tables: z.array(ReportTable).min(1) }),
])
export type SectionPart = z.infer<typeof SectionPart>

/**
 * One section of an authority's printed report. `title` may hold `{{year}}`, the year of the report; `text` is where
 * its officers begin to write.
 */
export const ReportSection = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  title: Label,
  text: z.array(z.string().min(1)),
  parts: z.array(SectionPart),
})
export type ReportSection = z.infer<typeof ReportSection>

/**
 * Under which of the authority's own labels live cases are counted: our codes on one side, its lists on the
 * other. What has no label here is left out of that table, and said beside it.
 */
export const CountedAs = z.strictObject({
  roles: z.partialRecord(Who, Label),
  channels: z.partialRecord(Channel, Label),
  childStatuses: z.partialRecord(Facts.shape.child_known.unwrap(), Label),
  outcomes: z.partialRecord(Outcome, Label),
  /** Who sends a compliment. */
  origins: z.partialRecord(Who, Label),
  /** Answers of the form by their code; one that is missing is counted under our own label. */
  equality: z.partialRecord(EqualityQuestion, z.record(z.string(), Label)),
})
export type CountedAs = z.infer<typeof CountedAs>

/** How one authority's yearly report is built. */
export const ReportLayout = z.strictObject({
  countedAs: CountedAs,
  sections: z.array(ReportSection).min(1),
})
export type ReportLayout = z.infer<typeof ReportLayout>
