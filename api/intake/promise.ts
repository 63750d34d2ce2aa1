import type { Profile } from '#schema/authority/profile.ts'
import type { Instant, LocalDate } from '#schema/dates.ts'
import type { WorkedOut } from '#schema/form/submission.ts'
import { advocateOn, promisedOn } from '#schema/rules/clocks/promises.ts'
import { type Calendar, workingDaysBetween, workOut } from '#schema/rules/days/working-days.ts'
import { urgentBy } from '#schema/rules/safety/urgent.ts'
import type { TriagePart } from '#schema/triage/triage.ts'
import type { AdvocateAnswer, Ask } from '#schema/vocabulary.ts'

/** The day a writer is told, and how it was worked out. */
type PromisedDay = { readonly dueOn: LocalDate; readonly workedOut: readonly WorkedOut[] }

type Received = {
  readonly at: Instant
  /** The day it counts from: of a letter the day it came, not the day it is typed in. */
  readonly on: LocalDate
  readonly ask: Ask | undefined
  readonly parts: readonly TriagePart[]
}

/**
 * The day by which somebody answers: of several parts the earliest. Asking for contact because one is not
 * safe, or only for an advocate, opens no complaint and has the day of its own promise.
 */
export function promiseTo(received: Received, profile: Profile, calendar: Calendar): PromisedDay {
  const { on } = received
  if (received.ask === 'urgent-contact') {
    const dueOn = urgentBy(received.at, profile, calendar).on
    return { dueOn, workedOut: workOut(on, workingDaysBetween(on, dueOn, calendar), calendar) }
  }
  if (received.ask === 'advocate-only') return advocateOn(on, profile, calendar)
  const [first, ...others] = received.parts.map((part) =>
    promisedOn(part.category, on, profile, calendar),
  )
  if (first === undefined) throw new Error('a submission has at least one part')
  return others.reduce((earliest, one) => (one.dueOn < earliest.dueOn ? one : earliest), first)
}

/** Until when an advocate gets in touch; null when none was asked for. */
export function advocateBy(
  answer: AdvocateAnswer | null,
  on: LocalDate,
  profile: Profile,
  calendar: Calendar,
): LocalDate | null {
  return answer === 'yes' ? advocateOn(on, profile, calendar).dueOn : null
}
