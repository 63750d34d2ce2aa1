import { MediationResult } from '../../report/ledger.ts'
import type { Table } from '../../report/report.ts'
import type { Basis } from './basis.ts'
import { countTable } from './label-table.ts'

/** Meetings held in the period to settle a complaint, and what came of them. */
export function mediation(basis: Basis): Table {
  return countTable(
    'mediation',
    MediationResult.options,
    basis.now.mediations,
    (each) => each.result,
  )
}
