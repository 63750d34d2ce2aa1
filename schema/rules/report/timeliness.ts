import type { Profile, ReportBand } from '../../authority/profile.ts'
import type { Column, Fact, Note, Row, Table } from '../../report/report.ts'
import { limitsOf } from '../clocks/limits.ts'
import type { Basis } from './basis.ts'
import { share } from './figures.ts'
import { stageKey } from './lists.ts'
import type { CountedStage } from './slice.ts'
import type { StageState } from './stage-state.ts'
import { only, size, type Tally } from './tally.ts'
import { bandsOf, type CountedFrom, daysOf } from './took.ts'

const COLUMNS: readonly Column[] = [
  { key: 'within-first-limit', type: 'count' },
  { key: 'within-first-limit-share', type: 'share' },
  { key: 'within-extended-limit', type: 'count' },
  { key: 'within-extended-limit-share', type: 'share' },
  { key: 'late', type: 'count' },
  { key: 'late-share', type: 'share' },
  { key: 'answered', type: 'count' },
  { key: 'open', type: 'count' },
]

/**
 * Stages opened in the period against the limits that this authority prints. The stages of the statutory
 * procedure run live under the limits of the law, whatever is printed here.
 */
export function timeliness(basis: Basis): Table {
  const rows: Row[] = []
  const facts: Record<string, Fact> = {}
  const notes: Note[] = []
  for (const band of bandsMet(basis)) {
    const key = stageKey(band.procedure, band.stage)
    const stages = only(basis.now.opened, (each) => each.key === key)
    const state = (wanted: StageState) => only(stages, (each) => each.state === wanted)
    const answered = state('answered')
    rows.push({
      label: key,
      values: {
        ...shares(answered, band, 'start'),
        answered: size(answered),
        open: size(state('open')),
      },
    })
    facts[`${key}-ended`] = size(state('ended'))
    if (band.first === null && stages.length > 0) {
      notes.push({ code: 'no-first-limit', values: { name: key } })
    }
    if (!runsFromRequest(band, basis.profile)) continue
    const fromRequest = shares(answered, band, 'request')
    facts[`${key}-from-request`] = fromRequest
    if (size(answered) > 0) {
      notes.push({
        code: 'from-request',
        values: {
          name: key,
          n: fromRequest['within-first-limit'] ?? 0,
          total: size(answered),
        },
      })
    }
  }
  return { id: 'timeliness', columns: COLUMNS, rows, total: null, facts, notes }
}

/** The bands of the profile, and one without limits for a stage that was opened but has none. */
function bandsMet(basis: Basis): readonly ReportBand[] {
  const bands = basis.profile.reportBands
  const known = new Set(bands.map((band) => stageKey(band.procedure, band.stage)))
  const others = new Map<string, ReportBand>()
  for (const { of } of basis.now.opened) {
    const { key, procedure, stage } = of
    if (!known.has(key)) others.set(key, { procedure, stage, first: null, extended: null })
  }
  return [...bands, ...others.values()]
}

function shares(
  answered: Tally<CountedStage>,
  { first, extended }: ReportBand,
  from: CountedFrom,
): Record<string, number | null> {
  if (first === null) {
    return Object.fromEntries(BAND_COLUMNS.map((key) => [key, null]))
  }
  const bands = bandsOf(daysOf(answered, from), { first, extended })
  const base = size(answered)
  return {
    'within-first-limit': bands.first,
    'within-first-limit-share': share(bands.first, base),
    'within-extended-limit': bands.extended,
    'within-extended-limit-share': share(bands.extended, base),
    late: bands.late,
    'late-share': share(bands.late, base),
  }
}

const BAND_COLUMNS = COLUMNS.map(({ key }) => key).filter(
  (key) => key !== 'answered' && key !== 'open',
)

/** Stage 2 runs live from the request but is reported from its start: both are told. */
function runsFromRequest({ procedure, stage }: ReportBand, profile: Profile): boolean {
  return stage === 2 && limitsOf(procedure, stage, profile)?.startsFrom !== 'received'
}
