import type { ReportTable } from '../../authority/profile.ts'
import type { Table } from '../../report/report.ts'
import { sumOf } from './figures.ts'
import { ALL } from './with-previous.ts'

/** Two figures that must be one, each with the table it comes from. */
export type Agreement = {
  readonly what: AgreementCode
  /** Which stage, category or column. */
  readonly of: string
  readonly tables: readonly [ReportTable, ReportTable]
  readonly figures: readonly [number, number]
  readonly agrees: boolean
}

export type AgreementCode =
  | 'total-is-sum-of-rows'
  | 'stages-have-an-outcome-or-none'
  | 'stages-are-answered-open-or-ended'
  | 'answered-fall-in-a-band'
  | 'answered-have-a-length'
  | 'requests-opened-stages'
  | 'complaints-have-a-service-or-none'
  | 'contacts-have-a-writer-or-none'
  | 'contacts-have-a-channel-or-none'
  | 'contacts-have-a-group-or-none'
  | 'remedies-are-costs'
  | 'compliments-have-an-origin-or-none'
  | 'compliments-have-a-service-or-none'
  | 'complaints-beside-the-work'

/** Tables that look alike but count different things: no sum of one is a figure of the other. */
export const NOT_COMPARABLE: readonly (readonly [ReportTable, ReportTable])[] = [
  // Cases by the day of receipt, stages by the day they started; a case may have several, or none.
  ['contacts-by-category', 'complaints-by-stage'],
  // One complaint may have several points, and points of concerns stand in a column of their own.
  ['complaints-by-service', 'reasons'],
  // Equality counts come from a store that knows no case, and answering is left to the writer.
  ['who-complained', 'sex'],
  ['child-status', 'ethnicity'],
  // One compliment may be for several things.
  ['compliments', 'compliments-by-category'],
  // Ombudsman cases count by the decision, whenever their complaint came.
  ['ombudsman', 'complaints-by-stage'],
]

/** Every pair of figures of a report that must agree. A correct report has none that does not. */
export function crossCheck(tables: readonly Table[]): readonly Agreement[] {
  const found: Agreement[] = []
  const sheet = sheetOf(tables)
  const check = (
    what: AgreementCode,
    of: string,
    one: readonly [ReportTable, number],
    other: readonly [ReportTable, number],
  ) => {
    const figures = [one[1], other[1]] as const
    const agrees = Math.round(figures[0] * 100) === Math.round(figures[1] * 100)
    found.push({ what, of, tables: [one[0], other[0]], figures, agrees })
  }
  for (const { id, total, rows } of tables) {
    for (const [key, sum] of Object.entries(total ?? {})) {
      const made = sumOf(rows.map((row) => row.values[key] ?? 0))
      check('total-is-sum-of-rows', key, [id, sum ?? 0], [id, made])
    }
  }
  checkStages(sheet, check)
  checkContacts(sheet, check)
  const remedies = sheet.total('costs', 'remedy')
  const paid = sheet.total('remedies', 'total')
  check('remedies-are-costs', 'remedy', ['costs', remedies], ['remedies', paid])
  const compliments = sheet.cell('compliments', ALL, 'count')
  for (const [what, id] of [
    ['compliments-have-an-origin-or-none', 'compliments-by-origin'],
    ['compliments-have-a-service-or-none', 'compliments-by-service'],
  ] as const) {
    const placed = sheet.total(id, 'count') + sheet.fact(id, 'left-out')
    check(what, 'count', ['compliments', compliments], [id, placed])
  }
  return found
}

type Check = (
  what: AgreementCode,
  of: string,
  one: readonly [ReportTable, number],
  other: readonly [ReportTable, number],
) => void
type Sheet = ReturnType<typeof sheetOf>

/** Reads any figure of the report; one that is not there is 0. */
function sheetOf(tables: readonly Table[]) {
  const byId = new Map(tables.map((table) => [table.id, table]))
  const numberOf = (value: unknown) => (typeof value === 'number' ? value : 0)
  return {
    labels: (id: ReportTable) => byId.get(id)?.rows.map((row) => row.label) ?? [],
    cell: (id: ReportTable, label: string, key: string) =>
      numberOf(byId.get(id)?.rows.find((row) => row.label === label)?.values[key]),
    isKnown: (id: ReportTable, label: string, key: string) =>
      typeof byId.get(id)?.rows.find((row) => row.label === label)?.values[key] === 'number',
    total: (id: ReportTable, key: string) => numberOf(byId.get(id)?.total?.[key]),
    fact: (id: ReportTable, key: string) => numberOf(byId.get(id)?.facts[key]),
  }
}

function checkStages(sheet: Sheet, check: Check): void {
  let outcomes = sheet.fact('outcomes-by-stage', 'no-outcome')
  let opened = 0
  for (const key of sheet.labels('complaints-by-stage')) {
    const count = sheet.cell('complaints-by-stage', key, 'count')
    const column = key.replace('statutory', 'stage')
    opened += count
    outcomes += sheet.total('outcomes-by-stage', column)
    const answered = sheet.cell('timeliness', key, 'answered')
    const stood =
      answered + sheet.cell('timeliness', key, 'open') + sheet.fact('timeliness', `${key}-ended`)
    check(
      'stages-are-answered-open-or-ended',
      key,
      ['complaints-by-stage', count],
      ['timeliness', stood],
    )
    if (sheet.isKnown('timeliness', key, 'late')) {
      const bands = ['within-first-limit', 'within-extended-limit', 'late']
      const made = sumOf(bands.map((band) => sheet.cell('timeliness', key, band)))
      check('answered-fall-in-a-band', key, ['timeliness', answered], ['timeliness', made])
    }
    const timed = sheet.cell('average-response', key, 'answered')
    check('answered-have-a-length', key, ['timeliness', answered], ['average-response', timed])
    if (!sheet.labels('escalation').includes(key)) continue
    const made =
      sheet.cell('escalation', key, 'accepted') + sheet.cell('escalation', key, 'discontinued')
    check('requests-opened-stages', key, ['complaints-by-stage', count], ['escalation', made])
  }
  check(
    'stages-have-an-outcome-or-none',
    'count',
    ['complaints-by-stage', opened],
    ['outcomes-by-stage', outcomes],
  )
}

function checkContacts(sheet: Sheet, check: Check): void {
  const contacts = (category: string) => sheet.cell('contacts-by-category', category, 'count')
  const complaints = contacts('statutory') + contacts('corporate')
  const withConcerns = complaints + contacts('concern')
  const withService =
    sheet.total('complaints-by-service', 'count') + sheet.fact('complaints-by-service', 'left-out')
  check(
    'complaints-have-a-service-or-none',
    'count',
    ['contacts-by-category', complaints],
    ['complaints-by-service', withService],
  )
  for (const [what, id] of [
    ['contacts-have-a-writer-or-none', 'who-complained'],
    ['contacts-have-a-channel-or-none', 'channel'],
    ['contacts-have-a-group-or-none', 'child-status'],
  ] as const) {
    const placed = sheet.total(id, 'count') + sheet.fact(id, 'left-out')
    check(what, 'count', ['contacts-by-category', withConcerns], [id, placed])
  }
  check(
    'complaints-beside-the-work',
    'count',
    ['contacts-by-category', complaints],
    ['context', sheet.fact('context', 'complaints')],
  )
}
