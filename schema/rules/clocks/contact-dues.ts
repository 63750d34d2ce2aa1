import type { Profile } from '../../authority/profile.ts'
import type { LocalDate } from '../../dates.ts'
import type { CaseState } from '../case/case-state.ts'
import { type Calendar, workingDaysBetween } from '../days/working-days.ts'
import { urgentBy } from '../safety/urgent.ts'
import { type Due, dueFrom } from './due.ts'

/** Someone who asks for a call because they are not safe, or only for an advocate, complains of nothing. */
export function opensNoComplaint(state: CaseState): boolean {
  const { ask } = state.received
  return ask === 'urgent-contact' || ask === 'advocate-only'
}

/** What is owed to somebody who waits to be reached, by us or by an advocate. */
export function contactDues(
  state: CaseState,
  profile: Profile,
  calendar: Calendar,
): readonly Due[] {
  return [
    ...urgentContactDue(state, profile, calendar),
    ...advocateDue(state, profile, calendar),
    ...messageDue(state, profile, calendar),
  ]
}

/** A person has read it and said so. Whoever was answered before that was told it by the answer. */
export function acknowledgeDue(state: CaseState, profile: Profile, calendar: Calendar): Due {
  return dueFrom(
    {
      clock: 'acknowledge',
      startedOn: state.receivedOn,
      limit: profile.promises.acknowledge,
      doneOn: state.acknowledgedOn ?? firstAnswerOn(state),
    },
    calendar,
  )
}

/** When an answer of any kind first reached the writer. */
function firstAnswerOn({ parts }: CaseState): LocalDate | null {
  const answered = parts.flatMap(({ stages, settled }) => [
    ...stages.flatMap(({ answeredOn }) => answeredOn ?? []),
    ...(settled !== null && TOLD_BY.has(settled.how) ? [settled.on] : []),
  ])
  return answered.toSorted()[0] ?? null
}

const TOLD_BY: ReadonlySet<string> = new Set(['answered', 'resolved', 'thanked', 'refused'])

function urgentContactDue(state: CaseState, profile: Profile, calendar: Calendar): readonly Due[] {
  if (state.received.ask !== 'urgent-contact') return []
  const by = urgentBy(state.receivedAt, profile, calendar)
  const limit = {
    workingDays: workingDaysBetween(state.receivedOn, by.on, calendar),
    source: `Promise of the profile: ${profile.urgent.withinMinutes} minutes of duty`,
  }
  return [
    dueFrom(
      {
        clock: 'urgent-contact',
        startedOn: state.receivedOn,
        limit,
        doneOn: state.contactMadeOn,
      },
      calendar,
    ),
  ]
}

function advocateDue(state: CaseState, profile: Profile, calendar: Calendar): readonly Due[] {
  if (state.advocateAskedOn === null) return []
  return [
    dueFrom(
      {
        clock: 'advocate',
        startedOn: state.advocateAskedOn,
        limit: profile.advocacy.contactWithin,
        doneOn: state.advocateContactedOn,
      },
      calendar,
    ),
  ]
}

/** A message of the writer is answered as fast as the first one is acknowledged. */
function messageDue(state: CaseState, profile: Profile, calendar: Calendar): readonly Due[] {
  if (state.unansweredSince === null) return []
  return [
    dueFrom(
      {
        clock: 'message',
        startedOn: state.unansweredSince,
        limit: profile.promises.acknowledge,
        doneOn: null,
      },
      calendar,
    ),
  ]
}
