import type { Profile } from '../../authority/profile.ts'
import type { CaseEvent, EventOf } from '../../case/case.ts'
import { type Instant, type LocalDate, localDateOf } from '../../dates.ts'
import type { LedgerAdvocacy } from '../../report/ledger.ts'
import type { AdvocateAnswer, AdvocateShare } from '../../vocabulary.ts'
import { advocateOn } from '../clocks/promises.ts'
import { addWorkingDays, type Calendar, workingDaysBetween } from '../days/working-days.ts'

/** What became of the offer of an advocate (Children Act 1989 s.26A), as the events of one case tell it. */
export type Advocacy = {
  /** An answer was given, which nobody gives without the offer, or an officer noted that it was made. */
  readonly offered: boolean
  /** The last answer; null while there is none. */
  readonly answer: AdvocateAnswer | null
  /** The advocate's link opens for this round of asking: 0, and one more each time the writer ended it. */
  readonly round: number
  /** Since when an advocate is wanted and has not been ended; null when none is. */
  readonly askedOn: LocalDate | null
  readonly share: AdvocateShare | null
  /** Whether the writer said that the advocate may write and ask for the next stage in their place. */
  readonly mayAct: boolean
  readonly openedAt: Instant | null
  /** The look at the link on which its button was pressed; null where none was named. */
  readonly openedOnVisit: string | null
  readonly contactedOn: LocalDate | null
  readonly chasedOn: readonly LocalDate[]
}

const NOT_ASKED: Advocacy = {
  offered: false,
  answer: null,
  round: 0,
  askedOn: null,
  share: null,
  mayAct: false,
  openedAt: null,
  openedOnVisit: null,
  contactedOn: null,
  chasedOn: [],
}

/** Folds the events of one case, oldest first. Answers what holds after the last of them. */
export function advocacyOf(events: readonly CaseEvent[]): Advocacy {
  return events.reduce(after, NOT_ASKED)
}

function after(state: Advocacy, event: CaseEvent): Advocacy {
  switch (event.kind) {
    case 'received':
      return event.data.ask === 'advocate-only' ? asked(state, 'yes', 'contact', event.on) : state
    case 'advocate-offered':
      return { ...state, offered: true }
    case 'advocate-asked':
      return asked(state, event.data.answer, event.data.share, event.on)
    case 'advocate-allowed':
      return { ...state, share: event.data.share, mayAct: event.data.mayAct }
    case 'referral-opened':
      return { ...state, openedAt: event.at, openedOnVisit: event.data.visit ?? null }
    case 'advocate-contacted':
      return { ...state, contactedOn: state.contactedOn ?? event.on }
    case 'advocate-chased':
      return { ...state, chasedOn: [...state.chasedOn, event.on] }
    case 'advocate-ended':
      return { ...NOT_ASKED, offered: true, answer: state.answer, round: state.round + 1 }
    default:
      return state
  }
}

/** Asking again while one is wanted starts no new round: the first asking is the one that was promised. */
function asked(
  state: Advocacy,
  answer: AdvocateAnswer,
  share: EventOf<'advocate-asked'>['data']['share'],
  on: LocalDate,
): Advocacy {
  if (answer === 'yes') {
    return {
      ...state,
      offered: true,
      answer,
      askedOn: state.askedOn ?? on,
      share: share ?? state.share ?? 'contact',
    }
  }
  return { ...state, offered: true, answer, askedOn: null, share: null, mayAct: false }
}

/** How often a provider who has not been in touch is reminded, counted from the day that was promised. */
const REMIND_EVERY_WORKING_DAYS = 5

/**
 * Whether the advocacy provider is to be reminded on this day: the day the writer was told has passed,
 * nobody has been in touch, and the last reminder is a week of working days old.
 */
export function isChaseDue(
  advocacy: Advocacy,
  today: LocalDate,
  profile: Profile,
  calendar: Calendar,
): boolean {
  const { askedOn, contactedOn, chasedOn } = advocacy
  if (askedOn === null || contactedOn !== null) return false
  if (today <= advocateOn(askedOn, profile, calendar).dueOn) return false
  const last = chasedOn.at(-1)
  return last === undefined || today >= addWorkingDays(last, REMIND_EVERY_WORKING_DAYS, calendar)
}

/**
 * What one case adds to the count of offers, answers and days to contact. Of several answers a yes counts,
 * since an advocate was asked for; else the last one.
 */
export function countedAdvocacy(events: readonly CaseEvent[], calendar: Calendar): LedgerAdvocacy {
  const { offered, answer } = advocacyOf(events)
  const hasAsked = firstAskedOn(events) !== undefined
  return {
    offered,
    answer: hasAsked ? 'yes' : answer,
    daysToContact: daysIn(events, calendar),
  }
}

/** The day on which an advocate was first asked for. */
function firstAskedOn(events: readonly CaseEvent[]): LocalDate | undefined {
  return events.find(
    (event) =>
      (event.kind === 'advocate-asked' && event.data.answer === 'yes') ||
      (event.kind === 'received' && event.data.ask === 'advocate-only'),
  )?.on
}

function daysIn(events: readonly CaseEvent[], calendar: Calendar): number | null {
  const from = firstAskedOn(events)
  const contacted = events.find(({ kind }) => kind === 'advocate-contacted')
  if (from === undefined || contacted === undefined || contacted.on < from) return null
  return workingDaysBetween(from, contacted.on, calendar)
}

/** The day in London on which the advocate read how to reach the writer; null when they have not. */
export function openedOnOf({ openedAt }: Advocacy): LocalDate | null {
  return openedAt === null ? null : localDateOf(openedAt)
}
