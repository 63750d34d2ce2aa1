import type { Profile } from '../../authority/profile.ts'
import type { LocalDate } from '../../dates.ts'
import { assertNever } from '../../errors.ts'
import type { Category } from '../../vocabulary.ts'
import {
  addWorkingDays,
  type Calendar,
  type CalendarWarning,
  type WorkedOutDay,
  warningFor,
  workOut,
} from '../days/working-days.ts'
import { limitsOf, stageOneOf } from './limits.ts'

/** A number of working days from day 0, and what it rests on. */
export type Limit = { readonly workingDays: number; readonly source: string }

/** The day a writer is told at once, and how it was worked out. */
type Promised = {
  readonly dueOn: LocalDate
  readonly workedOut: readonly WorkedOutDay[]
  /** Working days from receipt. */
  readonly limit: number
  readonly source: string
  readonly warning: CalendarWarning | null
}

/**
 * The first limit of each category, in working days from receipt. What is proposed as deferred keeps
 * the day of stage 1, since only an officer's decision stops it (SI 2006/1738 reg 8).
 */
export function firstLimitOf(category: Category, profile: Profile): Limit {
  switch (category) {
    case 'statutory':
    case 'deferred':
      return stageOneOf('statutory', profile)
    case 'corporate':
      return stageOneOf('corporate', profile)
    case 'concern':
      return profile.promises.concern
    case 'comment':
      return profile.promises.comment
    case 'compliment':
      return profile.promises.compliment
    case 'not-ours':
      return profile.promises.notOurs
    default:
      return assertNever(category)
  }
}

/** The day by which a submission of this category, received on this day, is answered or passed on. */
export function promisedOn(
  category: Category,
  receivedOn: LocalDate,
  profile: Profile,
  calendar: Calendar,
): Promised {
  return keep(firstLimitOf(category, profile), receivedOn, calendar)
}

/** The day by which an advocate gets in touch: the whole promise to a writer who asks for nothing else. */
export function advocateOn(askedOn: LocalDate, profile: Profile, calendar: Calendar): Promised {
  return keep(profile.advocacy.contactWithin, askedOn, calendar)
}

function keep(limit: Limit, from: LocalDate, calendar: Calendar): Promised {
  const dueOn = addWorkingDays(from, limit.workingDays, calendar)
  return {
    dueOn,
    workedOut: workOut(from, limit.workingDays, calendar),
    limit: limit.workingDays,
    source: limit.source,
    warning: warningFor(dueOn, calendar),
  }
}

/** Every day that a public page may name to someone who writes on `from`. */
export type Dates = {
  /** A person has read it and said hello. */
  readonly read: LocalDate
  /** The answer to a statutory complaint, and the last day if more time is needed. */
  readonly answer: LocalDate
  readonly latest: LocalDate
  readonly concern: LocalDate
  readonly thanks: LocalDate
  readonly comment: LocalDate
  readonly handedOver: LocalDate
  readonly advocate: LocalDate
  readonly corporate: LocalDate
  /** If `from` is the day on which the next stage is asked for. */
  readonly stage2: LocalDate
  readonly stage2Latest: LocalDate
  /** The last day on which it is usual to ask for the next stage, after an answer on `from`. */
  readonly askAgain: LocalDate
}

export function datesFor(from: LocalDate, profile: Profile, calendar: Calendar): Dates {
  const after = (workingDays: number) => addWorkingDays(from, workingDays, calendar)
  const stage1 = stageOneOf('statutory', profile)
  const stage2 = limitsOf('statutory', 2, profile) ?? stage1
  return {
    read: after(profile.promises.acknowledge.workingDays),
    answer: after(stage1.workingDays),
    latest: after(stage1.extendedWorkingDays ?? stage1.workingDays),
    concern: after(profile.promises.concern.workingDays),
    thanks: after(profile.promises.compliment.workingDays),
    comment: after(profile.promises.comment.workingDays),
    handedOver: after(profile.promises.notOurs.workingDays),
    advocate: after(profile.advocacy.contactWithin.workingDays),
    corporate: after(stageOneOf('corporate', profile).workingDays),
    stage2: after(stage2.workingDays),
    stage2Latest: after(stage2.extendedWorkingDays ?? stage2.workingDays),
    askAgain: after(profile.promises.nextStageRequest.workingDays),
  }
}
