import { percent, tenth, workingDays } from './hand-arithmetic.ts'
import { all, count, type HandSheet, is, keyOf } from './hand-sheet.ts'
import type { PastRow } from './past-folders.ts'

/** What came in. */
export function contacts(sheet: HandSheet): void {
  const categories = all(
    Object.keys(sheet.profile.categoryNames)
      .filter((name) => name !== 'compliment')
      .map((name) => name.replaceAll('-', '_')),
    [...sheet.cases.map((row) => row.category ?? ''), ...sheet.before.categories],
  )
  for (const label of categories) {
    sheet.put(
      'contacts-by-category',
      label,
      'count',
      count(sheet.cases, (row) => is(row.category, label)),
    )
  }
  sheet.total('contacts-by-category', categories, ['count'])
}

/** Each stage, how long it took, and whether that was in time. */
export function stages(sheet: HandSheet): void {
  for (const label of sheet.before.stages) sheet.put('complaints-by-stage', label, 'count', 0)
  for (const label of sheet.stageKeys) {
    const own = sheet.opened.filter((row) => keyOf(row) === label)
    sheet.put('complaints-by-stage', label, 'count', own.length)
    const answered = own.filter((row) => sheet.stateOf(row) === 'answered')
    const band = sheet.profile.reportBands.find(
      (each) => `${each.procedure}-${each.stage}` === label,
    )
    const days = answered.map((row) => workingDays(sheet.startOf(row), row.responded_on ?? ''))
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
      sheet.put('timeliness', label, column, value)
      sheet.put('timeliness', label, `${column}-share`, percent(value, days.length))
    }
    sheet.put('timeliness', label, 'answered', answered.length)
    sheet.put(
      'timeliness',
      label,
      'open',
      count(own, (row) => sheet.stateOf(row) === 'open'),
    )
    sheet.put('average-response', label, 'answered', answered.length)
    const sorted = days.toSorted((a, b) => a - b)
    const [low, high] = [
      sorted[Math.ceil(days.length / 2) - 1],
      sorted[Math.floor(days.length / 2)],
    ]
    const sum = days.reduce((a, b) => a + b, 0)
    sheet.put('average-response', label, 'mean-working-days', tenth(sum, days.length))
    sheet.put(
      'average-response',
      label,
      'median-working-days',
      tenth((low ?? 0) + (high ?? 0), days.length && 2),
    )
  }
}

/** Who asked for a later stage. */
export function requests(sheet: HandSheet): void {
  for (const label of all(sheet.banded, [...sheet.opened, ...sheet.declined].map(keyOf))) {
    const [procedure, stage] = label.split('-')
    const refused = count(sheet.declined, (row) => keyOf(row) === label)
    if (stage === '1' && refused === 0) continue
    const own = sheet.opened.filter((row) => keyOf(row) === label)
    const ended = count(own, (row) => row.request_result === 'discontinued')
    const earlier = count(sheet.opened, (row) => keyOf(row) === `${procedure}-${Number(stage) - 1}`)
    sheet.put('escalation', label, 'requested', own.length + refused)
    sheet.put('escalation', label, 'accepted', own.length - ended)
    sheet.put('escalation', label, 'declined', refused)
    sheet.put('escalation', label, 'discontinued', ended)
    sheet.put(
      'escalation',
      label,
      'share-of-earlier-stage',
      stage === '1' ? null : percent(own.length, earlier),
    )
  }
}

/** Services and areas. */
export function places(sheet: HandSheet): void {
  const withService = count(sheet.complaints, (row) => row.service !== '')
  for (const label of sheet.lists.services) {
    const n = count(sheet.complaints, (row) => is(row.service, label))
    sheet.put('complaints-by-service', label, 'count', n)
    sheet.put('complaints-by-service', label, 'share', percent(n, withService))
  }
  sheet.total('complaints-by-service', sheet.lists.services, ['count'])
  for (const label of sheet.lists.areas) {
    for (const stage of ['1', '2', '3']) {
      const n = count(
        sheet.opened,
        (row) => keyOf(row) === `statutory-${stage}` && is(sheet.caseOf(row).area, label),
      )
      sheet.put('complaints-by-area', label, `stage-${stage}`, n)
    }
  }
  sheet.total('complaints-by-area', sheet.lists.areas, ['stage-1', 'stage-2', 'stage-3'])
}

/** Points, under the procedure of their stage, or of their case. */
export function points(sheet: HandSheet): void {
  const points = sheet.folder.points
    .filter((row) => sheet.within(sheet.caseOf(row).received_on))
    .map((row): PastRow & { readonly column: string } => {
      const category = sheet.caseOf(row).category ?? ''
      const own = sheet.folder.stages
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
    sheet.lists.reasons.some(({ procedures }) => procedures.includes('concern'))
  const columns = ['statutory', 'corporate', ...(hasConcerns ? ['concern'] : [])]
  const reasons = sheet.lists.reasons.map(({ label }) => label)
  for (const label of reasons) {
    for (const column of columns) {
      const n = count(points, (row) => is(row.reason, label) && row.column === column)
      sheet.put('reasons', label, column, n)
    }
  }
  sheet.total('reasons', reasons, columns)
  const pairs = sheet.lists.reasons.flatMap(({ label, subReasons }) =>
    subReasons.map((sub) => [label, sub] as const),
  )
  for (const [reason, sub] of pairs) {
    const n = count(points, (row) => is(row.reason, reason) && is(row.sub_reason, sub))
    sheet.put('reasons-by-sub-reason', `${reason} / ${sub}`, 'count', n)
  }
  sheet.total(
    'reasons-by-sub-reason',
    pairs.map((pair) => pair.join(' / ')),
    ['count'],
  )
}

/** How stages ended. */
export function outcomes(sheet: HandSheet): void {
  const outcomeOf = (row: PastRow) =>
    row.outcome !== ''
      ? row.outcome
      : sheet.stateOf(row) === 'open'
        ? sheet.profile.openLabel
        : undefined
  const outcomes = all(
    [...sheet.lists.outcomes.map(({ label }) => label), sheet.profile.openLabel],
    [],
  )
  const places = [
    ...['1', '2', '3'].map((stage) => [`stage-${stage}`, `statutory-${stage}`] as const),
    ...['corporate-1', 'corporate-2', 'corporate-3']
      .filter((key) => sheet.stageKeys.includes(key))
      .map((key) => [key, key] as const),
  ]
  for (const label of outcomes) {
    for (const [column, key] of places) {
      const n = count(sheet.opened, (row) => keyOf(row) === key && outcomeOf(row) === label)
      sheet.put('outcomes-by-stage', label, column, n)
    }
  }
  sheet.total(
    'outcomes-by-stage',
    outcomes,
    places.map(([column]) => column),
  )
}
