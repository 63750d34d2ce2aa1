import * as ofStages from './count-stages-by-hand.ts'
import { percent, yearBefore, yearOf } from './hand-arithmetic.ts'
import { all, count, HandSheet, is } from './hand-sheet.ts'
import type { PastRow } from './past-folders.ts'

/**
 * The figures of a report as somebody would count them with a finger on the rows, and on purpose by nothing of
 * ours: `'complaints-by-service | MASH | count'` → 3. A total has the label `total`.
 */
export function countByHand(...given: ConstructorParameters<typeof HandSheet>) {
  const sheet = new HandSheet(...given)
  for (const counted of Object.values(ofStages)) counted(sheet)
  people(sheet)
  equality(sheet)
  money(sheet)
  endings(sheet)
  learning(sheet)
  thanks(sheet)
  context(sheet)
  return sheet.cells
}

/** Who wrote, how, and for whom. */
function people(sheet: HandSheet): void {
  for (const [table, field, labels] of [
    ['who-complained', 'role', sheet.lists.roles.map(({ label }) => label)],
    ['channel', 'channel', sheet.lists.channels],
  ] as const) {
    for (const label of labels) {
      for (const category of ['statutory', 'corporate', 'concern']) {
        const n = count(sheet.counted, (row) => is(row[field], label) && row.category === category)
        sheet.put(table, label, category, n)
      }
      sheet.put(
        table,
        label,
        'count',
        count(sheet.counted, (row) => is(row[field], label)),
      )
    }
    sheet.total(table, labels, ['statutory', 'corporate', 'concern', 'count'])
  }
  for (const label of sheet.lists.childStatuses) {
    sheet.put(
      'child-status',
      label,
      'count',
      count(sheet.counted, (row) => is(row.child_status, label)),
    )
  }
  sheet.total('child-status', sheet.lists.childStatuses, ['count'])
  for (const [label, field] of [
    ['from-children', 'from_child'],
    ['with-an-advocate', 'advocate'],
  ] as const) {
    const yes = count(sheet.counted, (row) => is(row[field], 'yes'))
    sheet.put('children-and-advocates', label, 'count', yes)
    sheet.put(
      'children-and-advocates',
      label,
      'share',
      percent(
        yes,
        count(sheet.counted, (row) => row[field] !== ''),
      ),
    )
  }
}

/** Counts that belong to no case. */
function equality(sheet: HandSheet): void {
  for (const question of ['ethnicity', 'sex', 'age-band', 'disability'] as const) {
    const rows = sheet.folder.equality.filter(
      (row) =>
        sheet.isYear &&
        row.question === question.replace('-', '_') &&
        row.period === yearOf(sheet.period.from),
    )
    const base = rows.reduce((sum, row) => sum + Number(row.count), 0)
    for (const label of sheet.lists.equality[question]) {
      const n = Number(rows.find((row) => row.answer === label)?.count ?? 0)
      sheet.put(question, label, 'count', n)
      sheet.put(question, label, 'share', percent(n, base))
    }
    sheet.total(question, sheet.lists.equality[question], ['count'])
  }
}

/** What was paid. */
function money(sheet: HandSheet): void {
  const paid = sheet.folder.money.filter((row) => sheet.within(row.paid_on))
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
      sheet.put('costs', label, kind, pounds(own.filter((row) => row.kind === kind)))
    sheet.put('costs', label, 'total', pounds(own))
    const remedies = own.filter((row) => row.kind === 'remedy' && row.amount !== '')
    sheet.put('remedies', label, 'count', remedies.length)
    sheet.put('remedies', label, 'total', pounds(remedies))
  }
  const labels = moneyStages.map(([label]) => label)
  sheet.total('costs', labels, [...kinds, 'total'])
  sheet.total('remedies', labels, ['count', 'total'])
}

/** The ombudsman and meetings. */
function endings(sheet: HandSheet): void {
  const decided = sheet.folder.ombudsman.filter((row) =>
    sheet.within(row.decided_on || row.received_on),
  )
  const decisions = sheet.lists.ombudsmanDecisions.map(({ label }) => label)
  for (const label of decisions) {
    sheet.put(
      'ombudsman',
      label,
      'count',
      count(decided, (row) => is(row.decision, label)),
    )
  }
  sheet.total('ombudsman', decisions, ['count'])
  sheet.put(
    'ombudsman',
    'facts',
    'upheld',
    count(decided, (row) => is(row.upheld, 'yes')),
  )
  const held = sheet.folder.mediation.filter((row) => sheet.within(row.held_on))
  for (const label of ['resolved', 'escalated']) {
    sheet.put(
      'mediation',
      label,
      'count',
      count(held, (row) => is(row.result, label)),
    )
  }
  sheet.total('mediation', ['resolved', 'escalated'], ['count'])
}

/** What was to change. */
function learning(sheet: HandSheet): void {
  const actions = sheet.folder.learning.filter((row) => sheet.within(sheet.caseOf(row).received_on))
  const isDone = (row: PastRow) => row.done_on !== '' && (row.done_on ?? '') <= sheet.period.to
  for (const label of sheet.lists.services) {
    const own = actions.filter((row) => is(row.service, label))
    sheet.put('learning', label, 'actions', own.length)
    sheet.put('learning', label, 'done', count(own, isDone))
    const late = count(
      own,
      (row) => row.due_on !== '' && (row.due_on ?? '') <= sheet.period.to && !isDone(row),
    )
    sheet.put('learning', label, 'overdue', late)
  }
  sheet.total('learning', sheet.lists.services, ['actions', 'done', 'overdue'])
  const withAction = count(sheet.complaints, ({ case_ref }) =>
    sheet.folder.learning.some((row) => row.case_ref === case_ref),
  )
  sheet.put(
    'learning',
    'facts',
    'complaints-with-an-action',
    percent(withAction, sheet.complaints.length),
  )
}

/** Compliments. */
function thanks(sheet: HandSheet): void {
  const thanks = sheet.folder.compliments.filter((row) => sheet.within(row.received_on))
  sheet.put('compliments', 'all', 'count', thanks.length)
  for (const [table, known, named] of [
    ['compliments-by-origin', sheet.lists.complimentOrigins, (row: PastRow) => [row.origin]],
    ['compliments-by-service', sheet.lists.services, (row: PastRow) => [row.service]],
    [
      'compliments-by-category',
      sheet.lists.complimentCategories,
      (row: PastRow) => (row.category ?? '').split(';'),
    ],
  ] as const) {
    for (const label of known) {
      sheet.put(
        table,
        label,
        'count',
        count(thanks, (row) => named(row).includes(label)),
      )
    }
    sheet.total(table, known, ['count'])
  }
}

/** Beside the work of the year. */
function context(sheet: HandSheet): void {
  const measures = all(
    sheet.lists.contextMeasures,
    sheet.folder.context
      .filter(
        ({ period, value }) =>
          sheet.isYear &&
          value !== '' &&
          [yearOf(sheet.period.from), yearBefore(sheet.period.from)].includes(period ?? ''),
      )
      .map(({ measure }) => measure ?? ''),
  )
  for (const label of measures) {
    const of = (year: string) => {
      const row = sheet.folder.context.find(
        (each) => each.measure === label && each.period === year,
      )
      return !sheet.isYear || row === undefined || row.value === '' ? null : Number(row.value)
    }
    const value = of(yearOf(sheet.period.from))
    sheet.put('context', label, 'value', value)
    sheet.put('context', label, 'previous', of(yearBefore(sheet.period.from)))
    sheet.put(
      'context',
      label,
      'complaints-per-hundred',
      value === null ? null : percent(sheet.complaints.length, value),
    )
  }
}
