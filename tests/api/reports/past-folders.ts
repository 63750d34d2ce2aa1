import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import type { Profile } from '#schema/authority/profile.ts'
import { dayOfNumber, numberOfDay } from '#schema/rules/days/day-number.ts'
import type { ReportLists } from '#schema/rules/report/lists.ts'
import { temporaryFolder } from '#tests/support/store.ts'

/** One row of a file, by the names of its columns; an empty cell is not known. */
export type PastRow = Readonly<Record<string, string>>

const COLUMNS = {
  cases:
    'case_ref received_on category service area role child_status from_child advocate channel closed_on closed_as',
  stages:
    'case_ref procedure stage requested_on request_result started_on extended panel_on panel_report_on responded_on outcome',
  points: 'case_ref stage reason sub_reason outcome',
  money: 'case_ref stage kind amount paid_on',
  compliments: 'ref received_on service category origin from_child',
  ombudsman: 'ref case_ref received_on decided_on decision upheld',
  mediation: 'case_ref held_on result',
  learning: 'case_ref service action owner due_on done_on',
  equality: 'period question answer count',
  context: 'period measure value',
} as const
type List = keyof typeof COLUMNS
const LISTS = Object.keys(COLUMNS) as readonly List[]

/** A folder of past cases before it is written. */
export type PastFolder = Readonly<Record<List, readonly PastRow[]>>

/** How a spreadsheet saved it. All of these are valid. */
export type Saved = {
  readonly mark: boolean
  readonly lineEnd: '\n' | '\r\n'
  readonly quotes: 'all' | 'where needed'
  readonly lastLine: 'ended' | 'open'
  readonly columns: 'as given' | 'turned round'
}

export const anySaving: fc.Arbitrary<Saved> = fc.record({
  mark: fc.boolean(),
  lineEnd: fc.constantFrom('\n', '\r\n'),
  quotes: fc.constantFrom('all', 'where needed'),
  lastLine: fc.constantFrom('ended', 'open'),
  columns: fc.constantFrom('as given', 'turned round'),
})

export function writePastFolder(folder: PastFolder, saved: Saved): string {
  const path = temporaryFolder()
  for (const list of LISTS) {
    // Only the cases are needed: a list without rows stands as its header, or not at all.
    if (list !== 'cases' && folder[list].length === 0 && saved.mark) continue
    const given = COLUMNS[list].split(' ')
    const columns = saved.columns === 'as given' ? given : given.toReversed()
    const lines = [columns, ...folder[list].map((row) => columns.map((name) => row[name] ?? ''))]
    const text = lines.map((cells) => cells.map((cell) => quoted(cell, saved)).join(','))
    const end = saved.lastLine === 'ended' ? saved.lineEnd : ''
    const whole = `${saved.mark ? '\uFEFF' : ''}${text.join(saved.lineEnd)}${end}`
    writeFileSync(join(path, `${list}.csv`), whole)
  }
  return path
}

function quoted(cell: string, { quotes }: Saved): string {
  if (quotes === 'where needed' && !/[",\r\n]/.test(cell)) return cell
  return `"${cell.replaceAll('"', '""')}"`
}

/** A folder of an authority about the year from April 2021: before it, in it, after it, and across both ends. */
export function anyPastFolder(profile: Profile, lists: ReportLists): fc.Arbitrary<PastFolder> {
  const label = (labels: readonly string[]) => fc.constantFrom('', ...labels, ...labels)
  const yesOrNo = fc.constantFrom('', 'yes', 'no')
  const reason = fc.constantFrom(
    { reason: '', sub_reason: '' },
    ...lists.reasons.flatMap(({ label: of, subReasons }) =>
      ['', ...subReasons].map((sub) => ({ reason: of, sub_reason: sub })),
    ),
  )
  const outcome = label([...lists.outcomes.map((each) => each.label), profile.openLabel])
  const service = label(lists.services)
  const stage = fc
    .record({
      procedure: fc.constantFrom('statutory', 'statutory', 'corporate'),
      stage: fc.constantFrom('1', '1', '2', '3'),
      requested: later(30),
      request_result: fc.constantFrom('', 'accepted', 'accepted', 'declined', 'discontinued'),
      started: later(60),
      responded: later(120),
      outcome,
    })
    .map(({ requested, started, responded, ...rest }) => ({ rest, requested, started, responded }))
  const about = fc.record({
    received_on: anyDay,
    category: fc.constantFrom(
      'statutory',
      'statutory',
      'corporate',
      'corporate',
      'concern',
      'comment',
      'enquiry',
      'not_ours',
      'declined',
      'deferred',
      'other',
    ),
    service,
    area: label(lists.areas),
    role: label(lists.roles.map((each) => each.label)),
    child_status: label(lists.childStatuses),
    from_child: yesOrNo,
    advocate: yesOrNo,
    channel: label(lists.channels),
  })
  const one = fc.record({
    about,
    stages: fc.array(stage, { maxLength: 3 }),
    points: fc.array(fc.tuple(fc.constantFrom('', '1', '2', '3'), reason, outcome), {
      maxLength: 3,
    }),
    money: fc.array(
      fc.record({
        stage: fc.constantFrom('1', '2', '3', 'ombudsman'),
        kind: fc.constantFrom(
          'investigating_officer',
          'independent_person',
          'panel',
          'remedy',
          'other',
        ),
        amount: fc.constantFrom('', '0.00', '0.10', '0.20', '125.5', '300', '1250.07'),
        paid_on: dayOrNone,
      }),
      { maxLength: 2 },
    ),
    mediation: fc.array(
      fc.record({ held_on: dayOrNone, result: fc.constantFrom('', 'resolved', 'escalated') }),
      { maxLength: 1 },
    ),
    learning: fc.array(
      fc.record({
        service,
        action: fc.constantFrom('', 'Write "soon",\nand ring', 'Train, then check'),
        owner: fc.constantFrom('', 'Team manager'),
        due_on: dayOrNone,
        done_on: dayOrNone,
      }),
      { maxLength: 2 },
    ),
  })
  return fc
    .record({
      cases: fc.array(one, { maxLength: 30 }),
      compliments: fc.array(
        fc.record({
          received_on: anyDay,
          service,
          category: fc.subarray([...lists.complimentCategories]).map((some) => some.join(';')),
          origin: label(lists.complimentOrigins),
          from_child: yesOrNo,
        }),
        { maxLength: 6 },
      ),
      ombudsman: fc.array(
        fc.record({
          received_on: dayOrNone,
          decided_on: dayOrNone,
          decision: label(lists.ombudsmanDecisions.map((each) => each.label)),
          upheld: fc.constantFrom('yes', 'no'),
        }),
        { maxLength: 6 },
      ),
      equality: fc.uniqueArray(
        fc.constantFrom(
          ...(['ethnicity', 'sex', 'age-band', 'disability'] as const).flatMap((question) =>
            lists.equality[question].map((answer) => ({
              period: '2021-22',
              question: question.replace('-', '_'),
              answer,
              count: String(answer.length),
            })),
          ),
        ),
        { maxLength: 8 },
      ),
      context: fc.uniqueArray(
        fc.record({
          period: fc.constantFrom('2020-21', '2021-22'),
          measure: fc.constantFrom(
            ...(lists.contextMeasures.length > 0 ? lists.contextMeasures : ['Referrals']),
          ),
          value: fc.constantFrom('', '40', '12345'),
        }),
        { selector: ({ period, measure }) => period + measure, maxLength: 4 },
      ),
    })
    .map(({ cases, compliments, ombudsman, equality, context }) => {
      const refs = cases.map((_, n) => `PAST-${n + 1}`)
      const rows = <T>(of: (each: (typeof cases)[number], case_ref: string) => readonly T[]) =>
        cases.flatMap((each, n) => of(each, refs[n] ?? ''))
      return {
        cases: rows(({ about: row }, case_ref) => [{ ...row, case_ref }]),
        stages: rows(({ about: { received_on }, stages }, case_ref) =>
          eachAcceptedOnce(stages.map(({ rest }) => rest)).map((rest, n) => {
            const { requested, started, responded } = stages[n] ?? {}
            const requested_on = plus(received_on, requested)
            // Stage 1 may leave its first day to the receipt, a panel to the request.
            const started_on = plus(requested_on || received_on, started)
            const day0 = started_on || (rest.stage === '3' ? requested_on : received_on)
            const isAnswered = rest.request_result !== 'declined' && day0 !== ''
            const responded_on = isAnswered ? plus(day0, responded) : ''
            return { ...rest, case_ref, requested_on, started_on, responded_on }
          }),
        ),
        points: rows(({ points }, case_ref) =>
          points.map(([of, why, ended]) => ({ case_ref, stage: of, ...why, outcome: ended })),
        ),
        money: rows(({ money }, case_ref) => money.map((row) => ({ ...row, case_ref }))),
        mediation: rows(({ mediation }, case_ref) =>
          mediation.map((row) => ({ ...row, case_ref })),
        ),
        learning: rows(({ learning }, case_ref) => learning.map((row) => ({ ...row, case_ref }))),
        compliments: compliments.map((row, n) => ({ ...row, ref: `C-${n}` })),
        ombudsman: ombudsman.map((row, n) => ({ ...row, ref: `L-${n}`, case_ref: refs[n] ?? '' })),
        equality,
        context,
      }
    })
}

const FIRST = numberOfDay('2020-01-01' as Parameters<typeof numberOfDay>[0])
const anyDay = fc.integer({ min: 0, max: 950 }).map((days): string => dayOfNumber(FIRST + days))
const dayOrNone = fc.oneof(fc.constant(''), anyDay, anyDay)

function later(most: number): fc.Arbitrary<number | undefined> {
  return fc.option(fc.integer({ min: 0, max: most }), { nil: undefined })
}

function plus(on: string, days: number | undefined): string {
  if (days === undefined) return ''
  return dayOfNumber(numberOfDay(on as Parameters<typeof numberOfDay>[0]) + days)
}

/** A stage is accepted once; what is discontinued or declined may come again. */
function eachAcceptedOnce<T extends { procedure: string; stage: string; request_result: string }>(
  stages: readonly T[],
): readonly T[] {
  const seen = new Set<string>()
  return stages.map((each) => {
    if (each.request_result === 'declined' || each.request_result === 'discontinued') return each
    const key = each.procedure + each.stage
    if (seen.has(key)) return { ...each, request_result: 'declined' }
    seen.add(key)
    return each
  })
}
