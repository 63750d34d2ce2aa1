import { STORY_CHARACTERS } from '../form/submission.ts'
import { currentStage, type PartState } from '../rules/case/case-state.ts'
import { isLookedIntoFromOutside } from '../rules/case/investigated.ts'
import { PANEL_MEMBERS } from '../rules/case/may-follow.ts'
import { PANEL_NOTICE } from '../rules/clocks/limits.ts'
import { workingDaysBetween } from '../rules/days/working-days.ts'
import { sayDayFrom } from '../words/spoken.ts'
import { type Act, type Draft, partAct, stageOf } from './act.ts'
import { day, one, words } from './fields.ts'
import type { ActGiven } from './given.ts'
import { letterText, lineOwed } from './letter-text.ts'
import { nameOfOfficer, type OfficerBy } from './officer-by.ts'

const LOOKING = ['investigator', 'independent'] as const

/** Stage 2 with its two people and their reports; stage 3 with its panel. */
export const INVESTIGATION_ACTS: readonly Act[] = [
  partAct({
    id: 'name-investigator',
    group: 'stages',
    fields: {
      role: one(LOOKING, { labels: 'role' }),
      officer: one(whoInvestigates),
      until: day('after-today'),
    },
    tries: (part, given) => {
      if (stageOf(part) !== 2) return 'stage-not-open'
      const officer: OfficerBy = `officer:${given.officer.id}`
      const data = { part: part.n, stage: 2 as const, role: 'investigator' as const, officer }
      return { kind: 'investigator-named', data: { ...data, until: given.today } }
    },
    faults: ({ role, officer }, _part, given) => {
      const named = given.colleagues.find(({ id }) => `officer:${id}` === officer)
      return named?.roles.includes(role) ? [] : [{ field: 'officer', code: 'other-role' }]
    },
    drafts: ({ role, officer, until }, part, given) => [
      {
        kind: 'investigator-named',
        data: { part: part.n, stage: stageOf(part), role, officer, until },
        text: nameOfOfficer(officer, given),
      },
      ...accessOfTheOneBefore(part, { role, officer }, given),
    ],
    mails: ({ officer }, _part, given) =>
      given.colleagues
        .filter(({ id }) => `officer:${id}` === officer)
        .map(({ id }) => ({ kind: 'assigned', officer: id })),
  }),
  partAct({
    id: 'hand-in-report',
    group: 'stages',
    roles: ['officer', 'manager', 'investigator', 'independent'],
    fields: { of: one(ownReports), text: words({ most: STORY_CHARACTERS }) },
    tries: (part, given) => {
      const [first] = ownReports(given)
      const missing = missingReports(part, given).find(
        (of) => first !== undefined && isTheirs(of, given),
      )
      if (stageOf(part) !== 2) return 'stage-not-open'
      return missing === undefined ? 'already-done' : report(part, missing)
    },
    drafts: ({ of, text }, part) => [{ ...report(part, of), text }],
  }),
  partAct({
    id: 'name-panel',
    group: 'stages',
    fields: { text: words() },
    tries: (part) => ({ kind: 'panel-named', data: { part: part.n, members: PANEL_MEMBERS } }),
    faults: ({ text }, part, given) => {
      const members = membersOf(text)
      if (members.length !== PANEL_MEMBERS) return [{ field: 'text', code: 'three-lines' }]
      const second = part.stages.find(({ stage }) => stage === 2)?.independent
      const sat = second == null ? undefined : nameOfOfficer(second as OfficerBy, given)
      const sits = members.some((name) => sat !== undefined && isSameName(name, sat))
      return sits ? [{ field: 'text', code: 'sat-before' }] : []
    },
    drafts: ({ text }, part) => {
      const members = membersOf(text)
      const data = { part: part.n, members: members.length }
      return [{ kind: 'panel-named', data, text: members.join('\n') }]
    },
  }),
  partAct({
    id: 'arrange-panel',
    group: 'stages',
    says: 'writer',
    meets: ['panel-notice'],
    fields: { meetsOn: day('after-today'), text: words() },
    tries: (part, given) =>
      currentStage(part)?.panelNamedOn === null
        ? 'panel-not-named'
        : { kind: 'panel-arranged', data: { part: part.n, meetsOn: given.today } },
    fill: (given) => ({ text: [letterText(given, 'arrange-panel')] }),
    owed: (given) => [lineOwed(given, 'advocacy')],
    faults: ({ meetsOn }, _part, { today, calendar }) =>
      workingDaysBetween(today, meetsOn, calendar) < PANEL_NOTICE.workingDays
        ? [{ field: 'meetsOn', code: 'notice-too-short' }]
        : [],
    drafts: ({ meetsOn, text }, part, { today, words: { language } }) => [
      {
        kind: 'panel-arranged',
        data: { part: part.n, meetsOn },
        text: `${text}\n\n${sayDayFrom(today, meetsOn, language)}`,
      },
    ],
  }),
  partAct({
    id: 'panel-met',
    group: 'stages',
    meets: ['panel'],
    fields: { on: day('until-today'), text: words({ optional: true }) },
    tries: (part) => {
      const stage = currentStage(part)
      if (stage?.panelNamedOn === null) return 'panel-not-named'
      return { kind: 'panel-met', data: { part: part.n } }
    },
    drafts: ({ on, text }, { n }) => [{ kind: 'panel-met', data: { part: n }, on, text }],
  }),
  partAct({
    id: 'panel-reported',
    group: 'stages',
    meets: ['panel-report'],
    fields: { on: day('until-today'), text: words({ most: STORY_CHARACTERS }) },
    tries: ({ n }) => ({ kind: 'panel-reported', data: { part: n } }),
    drafts: ({ on, text }, { n }) => [{ kind: 'panel-reported', data: { part: n }, on, text }],
  }),
]

/** Whoever may be named: the people outside the desk who were given this role. */
function whoInvestigates({ colleagues }: ActGiven) {
  return colleagues
    .filter(({ roles }) => LOOKING.some((role) => roles.includes(role)))
    .map(({ id, name }) => ({ value: `officer:${id}` as const, label: name }))
}

/** Whoever had the role before, and no other on this stage, opens the case no longer. */
function accessOfTheOneBefore(
  part: PartState,
  named: { readonly role: Report; readonly officer: OfficerBy },
  { state }: ActGiven,
): readonly Draft[] {
  const stage = currentStage(part)
  const still = new Set(
    LOOKING.map((role) => (role === named.role ? named.officer : stage?.[role])),
  )
  const before = state.access.find(({ officer }) => officer === stage?.[named.role])
  if (before === undefined || still.has(before.officer)) return []
  return [{ kind: 'access-ended', data: { officer: before.officer } }]
}

type Report = (typeof LOOKING)[number]

/** Whoever looks into it hands in their own report; the desk takes in either. */
function isTheirs(of: Report, { officer }: ActGiven): boolean {
  return officer.roles.some((role) => role === 'officer' || role === 'manager' || role === of)
}

function ownReports(given: ActGiven) {
  return LOOKING.filter((of) => isTheirs(of, given)).map((value) => ({ value }))
}

/** The reports that a stage still waits for. A corporate review has one person and one report. */
export function missingReports(part: PartState, { profile }: ActGiven): readonly Report[] {
  const stage = currentStage(part)
  if (stage?.stage !== 2) return []
  const asked = isLookedIntoFromOutside(part, profile) ? LOOKING : LOOKING.slice(0, 1)
  const reportedOn = {
    investigator: stage.investigatorReportedOn,
    independent: stage.independentReportedOn,
  }
  return asked.filter((of) => reportedOn[of] === null)
}

function report(part: PartState, of: Report): Extract<Draft, { kind: 'report-received' }> {
  return { kind: 'report-received', data: { part: part.n, stage: stageOf(part), of } }
}

/** One name a line; who chairs stands first. */
function membersOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

function isSameName(a: string, b: string): boolean {
  return a.localeCompare(b, 'en', { sensitivity: 'base' }) === 0
}
