import type { Column, Row, Table } from '../../report/report.ts'
import type { Stage } from '../../vocabulary.ts'
import type { Basis } from './basis.ts'
import { share } from './figures.ts'
import { reportedStages, type StageKey, stageKey } from './lists.ts'
import { countBy } from './tally.ts'

const COLUMNS: readonly Column[] = [
  { key: 'requested', type: 'count' },
  { key: 'accepted', type: 'count' },
  { key: 'declined', type: 'count' },
  { key: 'discontinued', type: 'count' },
  { key: 'share-of-earlier-stage', type: 'share' },
]

/** Who asked for a later stage, and what came of it. A first stage has a row only if one was declined. */
export function escalation(basis: Basis): Table {
  const { opened, declined } = basis.now
  const accepted = countBy(opened, ({ result, key }) => (result === 'accepted' ? key : null))
  const discontinued = countBy(opened, ({ result, key }) =>
    result === 'discontinued' ? key : null,
  )
  const refused = countBy(declined, ({ key }) => key)
  const openedOf = (key: StageKey) => (accepted.get(key) ?? 0) + (discontinued.get(key) ?? 0)
  const met = new Map(
    [...reportedStages(basis.profile), ...[...opened, ...declined].map(({ of }) => of)].map(
      ({ key, procedure, stage }) => [key, { key, procedure, stage }] as const,
    ),
  )
  const rows: Row[] = []
  for (const { key, procedure, stage } of met.values()) {
    if (stage === 1 && (refused.get(key) ?? 0) === 0) continue
    const before = earlierStage(stage)
    rows.push({
      label: key,
      values: {
        requested: openedOf(key) + (refused.get(key) ?? 0),
        accepted: accepted.get(key) ?? 0,
        declined: refused.get(key) ?? 0,
        discontinued: discontinued.get(key) ?? 0,
        'share-of-earlier-stage':
          before === null ? null : share(openedOf(key), openedOf(stageKey(procedure, before))),
      },
    })
  }
  return { id: 'escalation', columns: COLUMNS, rows, total: null, facts: {}, notes: [] }
}

function earlierStage(stage: Stage): Stage | null {
  if (stage === 1) return null
  return stage === 2 ? 1 : 2
}
