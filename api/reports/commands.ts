import { resolve } from 'node:path'
import type { Clock } from '#api/clock.ts'
import { readArguments } from '#api/read-arguments.ts'
import type { Say } from '#api/store/admin.ts'
import type { Store } from '#api/store/store.ts'
import type { Content } from '#content/index.ts'
import type { Profile } from '#schema/authority/profile.ts'
import { assertNever } from '#schema/errors.ts'
import { Period } from '#schema/report/report.ts'
import { reportLists } from '#schema/rules/report/lists.ts'
import { importPastCases } from './import.ts'
import type { ImportFault } from './import-rows.ts'
import { makeReport } from './make-report.ts'
import { ReportFormat, reportForm } from './report-form.ts'

export type ReportDeps = {
  readonly storeOf: (slug: string) => Store | undefined
  readonly content: Content
  readonly clock: Clock
  /** The browser that prints PDF; none where none was found. */
  readonly browser?: string | undefined
}

/** How to exit: 0 done, 1 a fault of the input, named, 2 it cannot be done here. */
export type ReportResult = {
  readonly exitCode: 0 | 1 | 2
  readonly lines: readonly string[]
  /** The report itself, and the file to write it to; standard output where there is none. */
  readonly output?: Output
}

/** A workbook or a PDF is handed over as base64, since a line of JSON carries it. */
export type Output = {
  readonly text: string
  readonly encoding: 'utf8' | 'base64'
  readonly file: string | null
}

const IMPORT_USAGE = 'import FOLDER|WORKBOOK.xlsx --authority A [--dry-run]'
const REPORT_USAGE = `report --authority A --from D --to D --format ${ReportFormat.options.join('|')} [--public] [--out FILE]`

/** `npm run import -- …`: brings a folder of past cases in. Takes the words after `import`. */
export async function importCommand(
  args: readonly string[],
  deps: ReportDeps,
  say: Say,
): Promise<ReportResult> {
  const read = readArguments(args, {
    authority: { type: 'string' },
    'dry-run': { type: 'boolean' },
    // Where a relative FOLDER begins: the server that answers may stand elsewhere.
    cwd: { type: 'string' },
  })
  const [folder, ...more] = read?.positionals ?? []
  if (read === undefined || folder === undefined || more.length > 0) return fault(IMPORT_USAGE)
  const place = placeOf(read.values.authority, deps)
  if ('exitCode' in place) return place
  const mode = read.values['dry-run'] === true ? 'dry-run' : 'write'
  const imported = await importPastCases({
    ...place,
    lists: reportLists(place.profile, deps.content.commonLists),
    path: resolve(String(read.values.cwd ?? ''), folder),
    mode,
    at: deps.clock(),
    actor: 'command',
    say,
  })
  if (imported.ok) {
    const { added, changed, same } = imported
    const wrote = mode === 'dry-run' ? 'would be ' : ''
    return done(`${wrote}added ${added}, ${wrote}changed ${changed}, same as before ${same}`)
  }
  switch (imported.code) {
    case 'no-folder':
      return fault(`FOLDER: ${folder} is no folder and no .xlsx workbook`)
    case 'busy':
      return { exitCode: 2, lines: ['another import is running'] }
    case 'faults': {
      const { faults, unlisted, counts } = imported
      const rest = unlisted > 0 ? [`and ${unlisted} more`] : []
      return fault(
        ...faults.map((each) => faultLine(each, counts)),
        ...rest,
        'nothing was brought in',
      )
    }
    default:
      return assertNever(imported)
  }
}

/** `cases.csv, line 12, service: "Team Nord" – expected one of: …` */
function faultLine(
  { file, line, column, value, expected }: ImportFault,
  counts: 'line' | 'row',
): string {
  const where = [
    file,
    ...(line > 0 ? [`${counts} ${line}`] : []),
    ...(column === '' ? [] : [column]),
  ]
  return `${where.join(', ')}: ${JSON.stringify(value)} – expected ${expected}`
}

/** `npm run report -- …`: the report of a period. Takes the words after `report`. */
export async function reportCommand(
  args: readonly string[],
  deps: ReportDeps,
): Promise<ReportResult> {
  const read = readArguments(args, {
    authority: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    format: { type: 'string' },
    public: { type: 'boolean' },
    out: { type: 'string' },
  })
  if (read === undefined || read.positionals.length > 0) return fault(REPORT_USAGE)
  const { values } = read
  const place = placeOf(values.authority, deps)
  if ('exitCode' in place) return place
  const period = Period.safeParse({ from: values.from, to: values.to })
  if (!period.success) return fault('--from, --to: two days such as 2021-04-01, in this order')
  const asked = ReportFormat.safeParse(values.format)
  if (!asked.success) return fault(`--format: one of ${ReportFormat.options.join(', ')}`)
  const format = asked.data
  if (format === 'pdf' && deps.browser === undefined) {
    return { exitCode: 2, lines: [NO_BROWSER] }
  }
  const words = deps.content.words('en')
  const { profile } = place
  const made = await makeReport({
    ...place,
    content: deps.content,
    words,
    period: period.data,
    readers: values.public === true ? 'public' : 'officers',
  })
  const bytes = await reportForm(format, { ...made, profile, words }, deps.browser)
  if (bytes === undefined) return { exitCode: 2, lines: [NOT_PRINTED] }
  const file = values.out === undefined ? null : String(values.out)
  const encoding = format === 'xlsx' || format === 'pdf' ? 'base64' : 'utf8'
  return { exitCode: 0, lines: [], output: { text: bytes.toString(encoding), encoding, file } }
}

const NO_BROWSER =
  '--format pdf: needs Chromium or Chrome on this machine, or CHROMIUM set to it; the other formats do not'
const NOT_PRINTED = '--format pdf: the browser could not print it; try --format html and print that'

type Place = { readonly store: Store; readonly profile: Profile }

function placeOf(slug: unknown, deps: ReportDeps): Place | ReportResult {
  if (typeof slug !== 'string') return fault('--authority: missing')
  const store = deps.storeOf(slug)
  const profile = deps.content.authorities.get(slug)
  if (store === undefined || profile === undefined) {
    return fault(`--authority: ${slug} is not served here`)
  }
  return { store, profile }
}

function done(...lines: readonly string[]): ReportResult {
  return { exitCode: 0, lines }
}

function fault(...lines: readonly string[]): ReportResult {
  return { exitCode: 1, lines }
}
