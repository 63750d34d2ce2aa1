import type { Typed } from '#schema/acts/fields.ts'
import type { AuthorityService } from '#schema/authority/profile.ts'
import { isTaken, renamed, teamCode } from '#schema/authority/teams.ts'
import type { LocalDate } from '#schema/dates.ts'
import type { FieldFault } from '#schema/errors.ts'
import { Service } from '#schema/triage/facts.ts'

/** As long as a name fits into a row of the report. */
const LONGEST_NAME = 120

/** What stands in the form of each team: `label-team-west`, `topics-team-west`, `closed-team-west`. */
export function typedTeams(services: readonly AuthorityService[]): Typed {
  return Object.fromEntries(
    services.flatMap(({ code, label, topics, closedOn }) => [
      [`label-${code}`, [label]],
      [`topics-${code}`, topics],
      [`closed-${code}`, closedOn === null ? [] : ['yes']],
    ]),
  )
}

type TeamsRead = {
  readonly services: readonly AuthorityService[]
  readonly faults: readonly FieldFault[]
}

/**
 * The teams as the form has them: under other names, closed from today on or open again, and a new one behind
 * those that are there. None goes away, and no name is given that another team has or had.
 */
export function readTeams(
  typed: Typed,
  before: readonly AuthorityService[],
  today: LocalDate,
): TeamsRead {
  const faults: FieldFault[] = []
  const services: AuthorityService[] = []
  for (const team of before) {
    const field = `label-${team.code}`
    const label = typed[field]?.[0]?.trim() ?? ''
    // Those that were looked at have their new names, the others those that they had.
    const others = [...services, ...before.filter(({ code }) => code !== team.code)]
    const code = faultOf(label, label === team.label ? [] : others)
    if (code !== undefined) faults.push({ field, code })
    services.push({
      ...renamed(team, code === undefined ? label : team.label),
      topics: topicsIn(typed[`topics-${team.code}`]),
      closedOn: typed[`closed-${team.code}`]?.[0] === 'yes' ? (team.closedOn ?? today) : null,
    })
  }
  const label = typed['team-label']?.[0]?.trim() ?? ''
  if (label === '') return { services, faults }
  const fault = faultOf(label, services)
  if (fault !== undefined)
    return { services, faults: [...faults, { field: 'team-label', code: fault }] }
  const added = {
    code: teamCode(label),
    label,
    group: typed['team-group']?.[0] ?? '',
    area: null,
    topics: topicsIn(typed['team-topics']),
    former: [],
    closedOn: null,
  }
  return { services: [...services, added], faults }
}

function topicsIn(typed: readonly string[] = []): Service[] {
  return typed.flatMap((topic) => Service.safeParse(topic).data ?? [])
}

function faultOf(label: string, others: readonly AuthorityService[]): string | undefined {
  if (label === '') return 'missing'
  if (label.length > LONGEST_NAME || teamCode(label) === '') return 'wrong-form'
  return isTaken(label, others) ? 'taken' : undefined
}
