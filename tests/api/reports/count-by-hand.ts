import type { Profile } from '#schema/profile.ts'
import type { ReportLists } from '#schema/rules/report/lists.ts'
import { percent, tenth, workingDays, yearBefore, yearOf } from './hand-arithmetic.ts'
import type { PastFolder, PastRow } from './past-folders.ts'

const PROCEDURES = ['statutory', 'corporate']

/**
 * The figures of a report as somebody would count them with a finger on the rows, and on purpose by nothing of
 * ours: `'complaints-by-service | MASH | count'` → 3. A total has the label `total`.
 */
export function countByHand(...given: ConstructorParameters<typeof Counting>) {
  const counting = new Counting(...given)
  counting.contacts()
  counting.stages()
  counting.requests()
  counting.places()
  counting.points()
  counting.outcomes()
  counting.people()
  counting.equality()
  counting.money()
  counting.endings()
  counting.learning()
  counting.thanks()
  counting.context()
  return counting.cells
}

type Days = { readonly from: string; readonly to: string }

class Counting {
  readonly cells = new Map<string, number | null>()
  readonly folder: PastFolder
  readonly period: Days
  readonly profile: Profile
  readonly lists: ReportLists
  readonly isYear: boolean
  readonly cases: readonly PastRow[]
  readonly complaints: readonly PastRow[]
  readonly counted: readonly PastRow[]
  readonly opened: readonly PastRow[]
  readonly declined: readonly PastRow[]
  readonly banded: readonly string[]
  readonly stageKeys: readonly string[]

  constructor(folder: PastFolder, period: Days, profile: Profile, lists: ReportLists) {
    this.folder = folder
    this.period = period
    this.profile = profile
    this.lists = lists
    const { from, to } = period
    this.isYear = from.slice(5) === '04-01' && to === `${Number(from.slice(0, 4)) + 1}-03-31`
    this.cases = folder.cases.filter((row) => this.within(row.received_on))
    this.complaints = this.cases.filter(({ category = '' }) => PROCEDURES.includes(category))
    this.counted = this.cases.filter(({ category = '' }) =>
      [...PROCEDURES, 'concern'].includes(category),
    )
    this.opened = folder.stages.filter(
      (row) => row.request_result !== 'declined' && this.within(this.startOf(row)),
    )
    this.declined = folder.stages.filter(
      (row) => row.request_result === 'declined' && this.within(row.requested_on || row.started_on),
    )
    this.banded = profile.reportBands.map(({ procedure, stage }) => `${procedure}-${stage}`)
    this.stageKeys = all(this.banded, this.opened.map(keyOf))
  }

  put(table: string, label: string, column: string, value: number | null): void {
    this.cells.set(`${table} | ${label} | ${column}`, value)
  }

  total(table: string, labels: readonly string[], columns: readonly string[]): void {
    for (const column of columns) {
      const known = labels.flatMap(
        (label) => this.cells.get(`${table} | ${label} | ${column}`) ?? [],
      )
      const sum = known.reduce((a, b) => a + Math.round(b * 100), 0) / 100
      this.put(table, 'total', column, known.length === 0 && labels.length > 0 ? null : sum)
    }
  }

  within(on: string | undefined): boolean {
    return on !== undefined && on !== '' && this.period.from <= on && on <= this.period.to
  }

  caseOf(row: PastRow): PastRow {
    return this.folder.cases.find((each) => each.case_ref === row.case_ref) ?? {}
  }

  startOf(row: PastRow): string {
    if (row.started_on !== '') return row.started_on ?? ''
    if (row.stage === '1') return this.caseOf(row).received_on ?? ''
    return row.stage === '3' ? (row.requested_on ?? '') : ''
  }

  stateOf(row: PastRow): 'answered' | 'ended' | 'open' {
    const openLabels = [
      this.profile.openLabel,
      ...this.profile.outcomes.filter(({ kind }) => kind === 'open').map(({ label }) => label),
    ]
    if (row.responded_on !== '') return 'answered'
    if (row.request_result === 'discontinued') return 'ended'
    return row.outcome === '' || openLabels.includes(row.outcome ?? '') ? 'open' : 'ended'
  }

  /** What came in. */
  contacts(): void {
    const categories = all(
      Object.keys(this.profile.categoryNames)
        .filter((name) => name !== 'compliment')
        .map((name) => name.replaceAll('-', '_')),
      this.cases.map((row) => row.category ?? ''),
    )
    for (const label of categories) {
      this.put(
        'contacts-by-category',
        label,
        'count',
        count(this.cases, (row) => is(row.category, label)),
      )
    }
    this.total('contacts-by-category', categories, ['count'])
  }

  /** Each stage, how long it took, and whether that was in time. */
  stages(): void {
    for (const label of this.stageKeys) {
      const own = this.opened.filter((row) => keyOf(row) === label)
      this.put('complaints-by-stage', label, 'count', own.length)
      const answered = own.filter((row) => this.stateOf(row) === 'answered')
      const band = this.profile.reportBands.find(
        (each) => `${each.procedure}-${each.stage}` === label,
      )
      const days = answered.map((row) => workingDays(this.startOf(row), row.responded_on ?? ''))
      const first = band?.first ?? null
      const last = band?.extended ?? first
      const bands =
        first === null || last === null
          ? { 'within-first-limit': null, 'within-extended-limit': null, late: null }
          : {
              'within-first-limit': days.filter((n) => n <= first).length,
              'within-extended-limit': days.filter((n) => n > first && n <= last).length,
              late: days.filter((n) => n > last).length,
            }
      for (const [column, value] of Object.entries(bands)) {
        this.put('timeliness', label, column, value)
        this.put('timeliness', label, `${column}-share`, percent(value, days.length))
      }
      this.put('timeliness', label, 'answered', answered.length)
      this.put(
        'timeliness',
        label,
        'open',
        count(own, (row) => this.stateOf(row) === 'open'),
      )
      this.put('average-response', label, 'answered', answered.length)
      const sorted = days.toSorted((a, b) => a - b)
      const [low, high] = [
        sorted[Math.ceil(days.length / 2) - 1],
        sorted[Math.floor(days.length / 2)],
      ]
      const sum = days.reduce((a, b) => a + b, 0)
      this.put('average-response', label, 'mean-working-days', tenth(sum, days.length))
      this.put(
        'average-response',
        label,
        'median-working-days',
        tenth((low ?? 0) + (high ?? 0), days.length && 2),
      )
    }
  }

  /** Who asked for a later stage. */
  requests(): void {
    for (const label of all(this.banded, [...this.opened, ...this.declined].map(keyOf))) {
      const [procedure, stage] = label.split('-')
      const refused = count(this.declined, (row) => keyOf(row) === label)
      if (stage === '1' && refused === 0) continue
      const own = this.opened.filter((row) => keyOf(row) === label)
      const ended = count(own, (row) => row.request_result === 'discontinued')
      const earlier = count(
        this.opened,
        (row) => keyOf(row) === `${procedure}-${Number(stage) - 1}`,
      )
      this.put('escalation', label, 'requested', own.length + refused)
      this.put('escalation', label, 'accepted', own.length - ended)
      this.put('escalation', label, 'declined', refused)
      this.put('escalation', label, 'discontinued', ended)
      this.put(
        'escalation',
        label,
        'share-of-earlier-stage',
        stage === '1' ? null : percent(own.length, earlier),
      )
    }
  }

  /** Services and areas. */
  places(): void {
    const withService = count(this.complaints, (row) => row.service !== '')
    for (const label of this.lists.services) {
      const n = count(this.complaints, (row) => is(row.service, label))
      this.put('complaints-by-service', label, 'count', n)
      this.put('complaints-by-service', label, 'share', percent(n, withService))
    }
    this.total('complaints-by-service', this.lists.services, ['count'])
    for (const label of this.lists.areas) {
      for (const stage of ['1', '2', '3']) {
        const n = count(
          this.opened,
          (row) => keyOf(row) === `statutory-${stage}` && is(this.caseOf(row).area, label),
        )
        this.put('complaints-by-area', label, `stage-${stage}`, n)
      }
    }
    this.total('complaints-by-area', this.lists.areas, ['stage-1', 'stage-2', 'stage-3'])
  }

  /** Points, under the procedure of their stage, or of their case. */
  points(): void {
    const points = this.folder.points
      .filter((row) => this.within(this.caseOf(row).received_on))
      .map((row): PastRow & { readonly column: string } => {
        const category = this.caseOf(row).category ?? ''
        const own = this.folder.stages
          .filter((each) => each.case_ref === row.case_ref && row.stage !== '')
          .filter((each) => each.stage === row.stage && each.request_result !== 'declined')
          .map((each) => each.procedure ?? '')
        const column = own.includes(category)
          ? category
          : (['statutory', 'corporate'].find((procedure) => own.includes(procedure)) ?? category)
        return { ...row, column }
      })
      .filter(({ column }) => ['statutory', 'corporate', 'concern'].includes(column))
    const hasConcerns =
      points.some(({ column }) => column === 'concern') ||
      this.lists.reasons.some(({ procedures }) => procedures.includes('concern'))
    const columns = ['statutory', 'corporate', ...(hasConcerns ? ['concern'] : [])]
    const reasons = this.lists.reasons.map(({ label }) => label)
    for (const label of reasons) {
      for (const column of columns) {
        const n = count(points, (row) => is(row.reason, label) && row.column === column)
        this.put('reasons', label, column, n)
      }
    }
    this.total('reasons', reasons, columns)
    const pairs = this.lists.reasons.flatMap(({ label, subReasons }) =>
      subReasons.map((sub) => [label, sub] as const),
    )
    for (const [reason, sub] of pairs) {
      const n = count(points, (row) => is(row.reason, reason) && is(row.sub_reason, sub))
      this.put('reasons-by-sub-reason', `${reason} / ${sub}`, 'count', n)
    }
    this.total(
      'reasons-by-sub-reason',
      pairs.map((pair) => pair.join(' / ')),
      ['count'],
    )
  }

  /** How stages ended. */
  outcomes(): void {
    const outcomeOf = (row: PastRow) =>
      row.outcome !== ''
        ? row.outcome
        : this.stateOf(row) === 'open'
          ? this.profile.openLabel
          : undefined
    const outcomes = all(
      [...this.lists.outcomes.map(({ label }) => label), this.profile.openLabel],
      [],
    )
    const places = [
      ...['1', '2', '3'].map((stage) => [`stage-${stage}`, `statutory-${stage}`] as const),
      ...['corporate-1', 'corporate-2', 'corporate-3']
        .filter((key) => this.stageKeys.includes(key))
        .map((key) => [key, key] as const),
    ]
    for (const label of outcomes) {
      for (const [column, key] of places) {
        const n = count(this.opened, (row) => keyOf(row) === key && outcomeOf(row) === label)
        this.put('outcomes-by-stage', label, column, n)
      }
    }
    this.total(
      'outcomes-by-stage',
      outcomes,
      places.map(([column]) => column),
    )
  }

  /** Who wrote, how, and for whom. */
  people(): void {
    for (const [table, field, labels] of [
      ['who-complained', 'role', this.lists.roles.map(({ label }) => label)],
      ['channel', 'channel', this.lists.channels],
    ] as const) {
      for (const label of labels) {
        for (const category of ['statutory', 'corporate', 'concern']) {
          const n = count(this.counted, (row) => is(row[field], label) && row.category === category)
          this.put(table, label, category, n)
        }
        this.put(
          table,
          label,
          'count',
          count(this.counted, (row) => is(row[field], label)),
        )
      }
      this.total(table, labels, ['statutory', 'corporate', 'concern', 'count'])
    }
    for (const label of this.lists.childStatuses) {
      this.put(
        'child-status',
        label,
        'count',
        count(this.counted, (row) => is(row.child_status, label)),
      )
    }
    this.total('child-status', this.lists.childStatuses, ['count'])
    for (const [label, field] of [
      ['from-children', 'from_child'],
      ['with-an-advocate', 'advocate'],
    ] as const) {
      const yes = count(this.counted, (row) => is(row[field], 'yes'))
      this.put('children-and-advocates', label, 'count', yes)
      this.put(
        'children-and-advocates',
        label,
        'share',
        percent(
          yes,
          count(this.counted, (row) => row[field] !== ''),
        ),
      )
    }
  }

  /** Counts that belong to no case. */
  equality(): void {
    for (const question of ['ethnicity', 'sex', 'age-band', 'disability'] as const) {
      const rows = this.folder.equality.filter(
        (row) =>
          this.isYear &&
          row.question === question.replace('-', '_') &&
          row.period === yearOf(this.period.from),
      )
      const base = rows.reduce((sum, row) => sum + Number(row.count), 0)
      for (const label of this.lists.equality[question]) {
        const n = Number(rows.find((row) => row.answer === label)?.count ?? 0)
        this.put(question, label, 'count', n)
        this.put(question, label, 'share', percent(n, base))
      }
      this.total(question, this.lists.equality[question], ['count'])
    }
  }

  /** What was paid. */
  money(): void {
    const paid = this.folder.money.filter((row) => this.within(row.paid_on))
    const moneyStages = [
      ['stage-1', '1'],
      ['stage-2', '2'],
      ['stage-3', '3'],
      ['ombudsman', 'ombudsman'],
    ] as const
    const kinds = ['investigating_officer', 'independent_person', 'panel', 'remedy', 'other']
    const pounds = (rows: readonly PastRow[]) =>
      rows.reduce((sum, row) => sum + Math.round(Number(row.amount) * 100), 0) / 100
    for (const [label, stage] of moneyStages) {
      const own = paid.filter((row) => row.stage === stage)
      for (const kind of kinds)
        this.put('costs', label, kind, pounds(own.filter((row) => row.kind === kind)))
      this.put('costs', label, 'total', pounds(own))
      const remedies = own.filter((row) => row.kind === 'remedy' && row.amount !== '')
      this.put('remedies', label, 'count', remedies.length)
      this.put('remedies', label, 'total', pounds(remedies))
    }
    const labels = moneyStages.map(([label]) => label)
    this.total('costs', labels, [...kinds, 'total'])
    this.total('remedies', labels, ['count', 'total'])
  }

  /** The ombudsman and meetings. */
  endings(): void {
    const decided = this.folder.ombudsman.filter((row) =>
      this.within(row.decided_on || row.received_on),
    )
    const decisions = this.lists.ombudsmanDecisions.map(({ label }) => label)
    for (const label of decisions) {
      this.put(
        'ombudsman',
        label,
        'count',
        count(decided, (row) => is(row.decision, label)),
      )
    }
    this.total('ombudsman', decisions, ['count'])
    this.put(
      'ombudsman',
      'facts',
      'upheld',
      count(decided, (row) => is(row.upheld, 'yes')),
    )
    const held = this.folder.mediation.filter((row) => this.within(row.held_on))
    for (const label of ['resolved', 'escalated']) {
      this.put(
        'mediation',
        label,
        'count',
        count(held, (row) => is(row.result, label)),
      )
    }
    this.total('mediation', ['resolved', 'escalated'], ['count'])
  }

  /** What was to change. */
  learning(): void {
    const actions = this.folder.learning.filter((row) => this.within(this.caseOf(row).received_on))
    const isDone = (row: PastRow) => row.done_on !== '' && (row.done_on ?? '') <= this.period.to
    for (const label of this.lists.services) {
      const own = actions.filter((row) => is(row.service, label))
      this.put('learning', label, 'actions', own.length)
      this.put('learning', label, 'done', count(own, isDone))
      const late = count(
        own,
        (row) => row.due_on !== '' && (row.due_on ?? '') <= this.period.to && !isDone(row),
      )
      this.put('learning', label, 'overdue', late)
    }
    this.total('learning', this.lists.services, ['actions', 'done', 'overdue'])
    const withAction = count(this.complaints, ({ case_ref }) =>
      this.folder.learning.some((row) => row.case_ref === case_ref),
    )
    this.put(
      'learning',
      'facts',
      'complaints-with-an-action',
      percent(withAction, this.complaints.length),
    )
  }

  /** Compliments. */
  thanks(): void {
    const thanks = this.folder.compliments.filter((row) => this.within(row.received_on))
    this.put('compliments', 'all', 'count', thanks.length)
    for (const [table, known, named] of [
      ['compliments-by-origin', this.lists.complimentOrigins, (row: PastRow) => [row.origin]],
      ['compliments-by-service', this.lists.services, (row: PastRow) => [row.service]],
      [
        'compliments-by-category',
        this.lists.complimentCategories,
        (row: PastRow) => (row.category ?? '').split(';'),
      ],
    ] as const) {
      for (const label of known) {
        this.put(
          table,
          label,
          'count',
          count(thanks, (row) => named(row).includes(label)),
        )
      }
      this.total(table, known, ['count'])
    }
  }

  /** Beside the work of the year. */
  context(): void {
    const measures = all(
      this.lists.contextMeasures,
      this.folder.context
        .filter(
          ({ period, value }) =>
            this.isYear &&
            value !== '' &&
            [yearOf(this.period.from), yearBefore(this.period.from)].includes(period ?? ''),
        )
        .map(({ measure }) => measure ?? ''),
    )
    for (const label of measures) {
      const of = (year: string) => {
        const row = this.folder.context.find(
          (each) => each.measure === label && each.period === year,
        )
        return !this.isYear || row === undefined || row.value === '' ? null : Number(row.value)
      }
      const value = of(yearOf(this.period.from))
      this.put('context', label, 'value', value)
      this.put('context', label, 'previous', of(yearBefore(this.period.from)))
      this.put(
        'context',
        label,
        'complaints-per-hundred',
        value === null ? null : percent(this.complaints.length, value),
      )
    }
  }
}

function keyOf(row: PastRow): string {
  return `${row.procedure}-${row.stage}`
}

function is(value: string | undefined, wanted: string): boolean {
  return value === wanted
}

function all(known: readonly string[], met: readonly string[]): readonly string[] {
  return [...known, ...met].filter((label, at, list) => list.indexOf(label) === at)
}

function count<T>(rows: readonly T[], is: (row: T) => boolean): number {
  return rows.filter(is).length
}
