import type { SignedIn } from '#api/officers/desk-app.ts'
import type { Officer } from '#api/officers/officers.ts'
import type { Profile } from '#schema/authority/profile.ts'
import { teamOf } from '#schema/authority/teams.ts'
import { localDateOf } from '#schema/dates.ts'
import { Period } from '#schema/report/report.ts'
import type { Role } from '#schema/vocabulary.ts'
import type { CaseFilter } from './counting/job.ts'

/** Figures show no case: these roles may see all of them. */
const READERS: readonly Role[] = ['officer', 'manager', 'reviewer']

/** Whether this officer may see the figures of the report. */
export function mayReadReport(officer: Officer): boolean {
  return officer.roles.some((role) => READERS.includes(role))
}

/** The period in the address: none at first, and a fault when it is no two days in this order. */
export function periodOf({ c }: SignedIn): Period | 'none' | 'wrong' {
  const [from, to] = [c.req.query('from'), c.req.query('to')]
  if (from === undefined && to === undefined) return 'none'
  const read = Period.safeParse({ from, to })
  return read.success ? read.data : 'wrong'
}

/** What the two days were typed as, to be shown again. */
export function typedDays({ c }: SignedIn) {
  const { from = '', to = '' } = c.req.query()
  return { from: [from], to: [to] }
}

/** The service in the address, by a name that it has or had: null for all of them, undefined for one that is not known. */
export function serviceOf({ c }: SignedIn, profile: Profile): string | null | undefined {
  const asked = c.req.query('service') ?? ''
  if (asked === '') return null
  return teamOf(profile, asked)?.label
}

/**
 * What counts at the desk for this officer: a case that they are kept out of is not in the figures that they
 * could hold against their own list.
 */
export function filterOf({ session }: SignedIn, service: string | null): CaseFilter {
  const asSeenBy = session.officer.id
  return { services: service === null ? null : [service], asSeenBy }
}

/**
 * What counts in the report: every case, once its period is over. Before that it is a figure of the desk like
 * the others.
 */
export function reportFilterOf(desk: SignedIn, period: Period): CaseFilter {
  const isOver = period.to < localDateOf(desk.at)
  return isOver ? { services: null, asSeenBy: null } : filterOf(desk, null)
}
