import type { LocalDate } from '../dates.ts'
import type { AuthorityService, Profile, ReportTable } from './profile.ts'

type Teams = Pick<Profile, 'services'>

/**
 * The code of a team that is named so: `Team West` → `team-west`. It stays when the team is renamed, and cases keep
 * it. '' for a name without a letter or digit.
 */
export function teamCode(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
}

/** Whether a team is given new work on a day: one that is closed keeps its cases and its figures. */
export function isOpenOn({ closedOn }: AuthorityService, on: LocalDate): boolean {
  return closedOn === null || closedOn > on
}

/** Every name that a team has or had, the newest first. */
export function namesOfTeam({ label, former }: AuthorityService): readonly string[] {
  return [label, ...former.toReversed()]
}

/** Every name of the team that somebody says they are of, where it is one of the authority's. */
export function namesOfSameTeam(teams: Teams, said: string): readonly string[] {
  const team = said === '' ? undefined : teamOf(teams, said)
  return team === undefined ? [] : namesOfTeam(team)
}

/** The team that was meant by what a case keeps: by its code, or by a name that it has or had. */
export function teamOf({ services }: Teams, kept: string): AuthorityService | undefined {
  return (
    services.find(({ code }) => code === kept) ??
    services.find((team) => namesOfTeam(team).includes(kept))
  )
}

/**
 * Under which name a team is shown, whatever a case or a ledger keeps of it: the newest, so that a team has one row
 * in the report and in every list. What no team is or was called stays as it is. Made once for many.
 */
export function teamNamer({ services }: Teams): (kept: string) => string {
  const names = new Map([
    ...formerNames({ services }),
    ...services.map(({ label }) => [label, label] as const),
    ...services.map(({ code, label }) => [code, label] as const),
  ])
  return (kept) => names.get(kept) ?? kept
}

/** The newest name of each team by those that it had before. */
export function formerNames({ services }: Teams): ReadonlyMap<string, string> {
  return new Map(
    services.flatMap(({ former, label }) => former.map((name) => [name, label] as const)),
  )
}

/** The tables of a report whose rows are teams. */
const OF_TEAMS: ReadonlySet<string> = new Set<ReportTable>([
  'complaints-by-service',
  'timeliness-by-service',
  'compliments-by-service',
  'learning',
])

export function isTableOfTeams(table: string): boolean {
  return OF_TEAMS.has(table)
}

/** Whether another team has or had this name, or one that is spelled nearly so: cases may hold it. */
export function isTaken(name: string, others: readonly AuthorityService[]): boolean {
  const code = teamCode(name)
  return others.some(
    (team) => team.code === code || namesOfTeam(team).some((known) => teamCode(known) === code),
  )
}

/** The team under another name: the one before stays known. */
export function renamed(team: AuthorityService, label: string): AuthorityService {
  if (label === team.label) return team
  return { ...team, label, former: [...team.former.filter((one) => one !== label), team.label] }
}

/**
 * The teams of an earlier saving, used again. None that was there since is forgotten, since cases may name it: it is
 * closed from this day on. A name that somebody had since stays known.
 */
export function teamsAgain(
  earlier: readonly AuthorityService[],
  now: readonly AuthorityService[],
  on: LocalDate,
): readonly AuthorityService[] {
  const before = new Map(earlier.map((team) => [team.code, team]))
  return now.map((team) => {
    const was = before.get(team.code)
    if (was === undefined) return { ...team, closedOn: team.closedOn ?? on }
    return { ...was, former: renamed(team, was.label).former }
  })
}

/** What a saving changed in the teams, by their codes: for the history, which holds no words. */
export function teamChanges(
  before: readonly AuthorityService[],
  after: readonly AuthorityService[],
): Readonly<Record<string, string>> {
  const was = new Map(before.map((team) => [team.code, team]))
  const codes = (which: (team: AuthorityService, was?: AuthorityService) => boolean) =>
    after
      .filter((team) => which(team, was.get(team.code)))
      .map(({ code }) => code)
      .join(' ')
  const changes = {
    added: codes((_, old) => old === undefined),
    renamed: codes(({ label }, old) => old !== undefined && old.label !== label),
    closed: codes(({ closedOn }, old) => closedOn !== null && (old?.closedOn ?? null) === null),
    reopened: codes(({ closedOn }, old) => closedOn === null && (old?.closedOn ?? null) !== null),
  }
  return Object.fromEntries(Object.entries(changes).filter(([, found]) => found !== ''))
}
