import type { LocalDate } from '../dates.ts'
import { dueDatesOf } from '../rules/clocks/clocks.ts'
import type { Role } from '../vocabulary.ts'
import { ACCESS_ACTS } from './access.ts'
import { type Act, partOf } from './act.ts'
import { ANSWER_ACTS } from './answer.ts'
import { CONCERN_ACTS } from './concern.ts'
import { CONTACT_ACTS } from './contact.ts'
import { DATA_ACTS } from './data-rights.ts'
import { ENDING_ACTS } from './endings.ts'
import { EXTENSION_ACTS } from './extension.ts'
import type { Typed } from './fields.ts'
import type { ActGiven } from './given.ts'
import { HELP_ACTS } from './help.ts'
import { INVESTIGATION_ACTS } from './investigation.ts'
import { KEEP_OUT_ACTS } from './keep-out.ts'
import { LEARNING_ACTS } from './learning.ts'
import { withLetterBeside } from './letter-beside.ts'
import { OMBUDSMAN_ACTS, OUTSIDE_ACTS } from './outside.ts'
import { POINT_ACTS } from './points.ts'
import { STAGE_ACTS } from './stages.ts'
import { STANDING_ACTS } from './standing.ts'
import { TAKING_BACK_ACTS } from './take-back.ts'
import { THANKS_ACTS } from './thanks.ts'
import { WHO_HAS_IT_ACTS } from './who-has-it.ts'

/** The letters that a procedure asks for: each has room for the child's version beside the formal one. */
const HAS_LETTER_BESIDE: ReadonlySet<string> = new Set([
  'acknowledge',
  'make-complaint',
  'send-statement',
  'answer',
  'extend',
  'accept-standing',
  'decline-standing',
  'acknowledge-request',
  'refuse-stage',
  'discontinue-stage',
  'arrange-panel',
  'data-acknowledge',
  'data-extend',
  'data-answer',
  'withdraw',
  'end-hold',
  'freeze-decision',
  'decline-freeze',
  'release-decision',
  'reopen',
])

const PLAIN_ACTS: readonly Act[] = [
  ...CONTACT_ACTS,
  ...CONCERN_ACTS,
  ...THANKS_ACTS,
  ...POINT_ACTS,
  ...ANSWER_ACTS,
  ...EXTENSION_ACTS,
  ...STANDING_ACTS,
  ...STAGE_ACTS,
  ...INVESTIGATION_ACTS,
  ...ACCESS_ACTS,
  ...KEEP_OUT_ACTS,
  ...WHO_HAS_IT_ACTS,
  ...HELP_ACTS,
  ...OUTSIDE_ACTS,
  ...OMBUDSMAN_ACTS,
  ...LEARNING_ACTS,
  ...DATA_ACTS,
  ...ENDING_ACTS,
  ...TAKING_BACK_ACTS,
]

/** Everything that an officer does on a case, but for notes, which can never be sent. In the order of the list. */
export const ACTS: readonly Act[] = PLAIN_ACTS.map((act) =>
  HAS_LETTER_BESIDE.has(act.id) ? withLetterBeside(act) : act,
)

export function actOf(id: string): Act | undefined {
  return ACTS.find((act) => act.id === id)
}

/** Whether somebody with these roles may do it. Whether they see the case is another question. */
export function mayDo(act: Pick<Act, 'roles'>, roles: readonly Role[]): boolean {
  return roles.some((role) => act.roles.includes(role))
}

/** An act that is possible now; `dueOn` where it settles a date that is owed. */
export type Offered = Pick<Act, 'id' | 'group' | 'says'> & {
  readonly dueOn: LocalDate | null
  /** Everything that its form would send, where one press can do it. */
  readonly atOnce: Typed | undefined
}

/** What this officer can do now: first what is due, by its day, then the rest in the order of the list. */
export function offeredActs(given: ActGiven): readonly Offered[] {
  const owed = dueDatesOf(given.state, given.profile, given.calendar).filter(
    ({ doneOn, owedBy }) => doneOn === null && owedBy === 'us',
  )
  const offered = ACTS.filter(
    (act) => mayDo(act, given.officer.roles) && act.possible(given).ok,
  ).map((act): Offered => {
    const { id, group, says, meets } = act
    const [first] = owed
      .filter(({ clock }) => meets.includes(clock))
      .map(({ dueOn }) => dueOn)
      .sort()
    return { id, group, says, dueOn: first ?? null, atOnce: filledWhole(act, given) }
  })
  const due = offered.filter(({ dueOn }) => dueOn !== null)
  return [
    ...due.sort((a, b) => ((a.dueOn ?? '') < (b.dueOn ?? '') ? -1 : 1)),
    ...offered.filter(({ dueOn }) => dueOn === null),
  ]
}

/** The form as it is filled in; undefined where something is missing, or more than one part could be meant. */
function filledWhole(act: Act, given: ActGiven): Typed | undefined {
  if (!act.atOnce) return undefined
  const possible = act.possible(given)
  const [n, ...others] = possible.ok ? possible.parts : []
  if (n === undefined || others.length > 0) return undefined
  const part = partOf({ part: [String(n)] }, given)
  const typed = { ...act.fill(given, part), part: [String(n)] }
  return act.read(typed, given).ok ? typed : undefined
}
