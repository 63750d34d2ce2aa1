import type { By } from '../case/case.ts'
import type { ActGiven } from './given.ts'

export type OfficerBy = Extract<By, `officer:${number}`>

/** The name of `officer:7`; empty for somebody who left. */
export function nameOfOfficer(by: OfficerBy, { colleagues }: Pick<ActGiven, 'colleagues'>): string {
  return colleagues.find(({ id }) => `officer:${id}` === by)?.name ?? ''
}
