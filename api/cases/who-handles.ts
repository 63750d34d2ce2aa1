import type { Officer } from '#api/officers/officers.ts'
import type { Service } from '#schema/triage/facts.ts'

/** Whether somebody of these roles answers cases: whoever else reads one cannot move it on. */
export function answersCases(officer: Officer): boolean {
  return officer.roles.some((role) => role === 'officer' || role === 'manager')
}

/**
 * Whether a case about these services is one for this officer to answer, by their roles alone. The same
 * answer as `mayRead` gives for them, for a case that is not written yet.
 */
export function isForThem(officer: Officer, services: readonly Service[]): boolean {
  if (officer.roles.includes('officer')) return true
  const isManager = officer.roles.includes('manager')
  return isManager && services.some((service) => officer.services.includes(service))
}
