import type { DataAbout, EventOf } from '../../case/case.ts'
import type { LocalDate } from '../../dates.ts'
import { assertNever } from '../../errors.ts'
import type { ClockId, Due } from '../clocks/due.ts'
import { lastOfDays, monthsAfter } from '../days/calendar-months.ts'
import { dueOnDay } from '../days/named-day.ts'
import type { Calendar } from '../days/working-days.ts'
import type { OrderRefusal } from './order-refusal.ts'

/** Somebody uses a right to what is kept about them: to see it, to have it gone, or to complain of how it is kept. */
export type DataAsked = {
  readonly asked: number
  readonly about: DataAbout
  readonly on: LocalDate
  /** Of a complaint: when we said that we have it, and by when we said that we answer. */
  readonly acknowledgedOn: LocalDate | null
  readonly answerBy: LocalDate | null
  readonly extendedOn: LocalDate | null
  readonly answeredOn: LocalDate | null
}

export type AskedForData = { readonly dataAsked: readonly DataAsked[] }

export const NO_DATA_ASKED: AskedForData = { dataAsked: [] }

type DataEvent = EventOf<'data-asked' | 'data-acknowledged' | 'data-extended' | 'data-answered'>

/** What was asked for, after one more event. */
export function afterData<Of extends AskedForData>(state: Of, event: DataEvent): Of {
  const { on, data } = event
  const change = (to: Partial<DataAsked>): Of => ({
    ...state,
    dataAsked: state.dataAsked.map((one) => (one.asked === data.asked ? { ...one, ...to } : one)),
  })
  switch (event.kind) {
    case 'data-asked':
      return withAsked(state, event.data.about, on)
    case 'data-acknowledged':
      return change({ acknowledgedOn: on, answerBy: event.data.answerBy })
    case 'data-extended':
      return change({ extendedOn: on })
    case 'data-answered':
      return change({ answeredOn: on })
    default:
      return assertNever(event)
  }
}

const WISHES: ReadonlyMap<string, DataAbout> = new Map([
  ['data-see', 'access'],
  ['data-delete', 'deletion'],
])

/** What a writer asks for on their own page has its clock from that day, whether anybody has read it or not. */
export function afterWish<Of extends AskedForData>(
  state: Of,
  { on, data }: EventOf<'message-from-writer'>,
): Of {
  const about = WISHES.get(data.wish ?? '')
  const isOpen = state.dataAsked.some((one) => one.about === about && one.answeredOn === null)
  return about === undefined || isOpen ? state : withAsked(state, about, on)
}

function withAsked<Of extends AskedForData>(state: Of, about: DataAbout, on: LocalDate): Of {
  const asked = state.dataAsked.length + 1
  const none = { acknowledgedOn: null, answerBy: null, extendedOn: null, answeredOn: null }
  return { ...state, dataAsked: [...state.dataAsked, { asked, about, on, ...none }] }
}

/** Why this cannot follow: each is numbered in its order, acknowledged, extended and answered once. */
export function dataRefusal(
  { dataAsked }: AskedForData,
  { kind, data, on }: DataEvent,
): OrderRefusal | null {
  if (kind === 'data-asked') {
    return data.asked === dataAsked.length + 1 ? null : 'enquiries-in-order'
  }
  const one = dataAsked[data.asked - 1]
  if (one === undefined) return 'no-such-enquiry'
  if (on < one.on) return 'before-receipt'
  if (one.answeredOn !== null) return 'already-done'
  switch (kind) {
    case 'data-acknowledged':
      if (one.about !== 'complaint') return 'no-such-enquiry'
      return one.acknowledgedOn === null ? null : 'already-done'
    case 'data-extended':
      if (one.about === 'complaint') return 'no-extension-here'
      return one.extendedOn === null ? null : 'already-done'
    case 'data-answered':
      return null
    default:
      return assertNever(kind)
  }
}

/** What was removed for good is there no more: nothing of it can be shown or complained of. */
export function dataAtRest(dataAsked: AskedForData['dataAsked'], on: LocalDate) {
  return dataAsked.map((one) => ({ ...one, answeredOn: one.answeredOn ?? on }))
}

const ONE_MONTH = 1
/** UK GDPR art. 12(3): by two further months, where it is complex or there are many. */
const EXTENDED_MONTHS = 3
/** Data Protection Act 2018 s.164A(3): within 30 days beginning when the complaint is received. */
const ACKNOWLEDGE_DAYS = 30

/** By when a request is answered, and until when an extension may still be told. */
export function dataDueOn({ on, extendedOn }: DataAsked, calendar: Calendar) {
  return {
    dueOn: monthsAfter(on, extendedOn === null ? ONE_MONTH : EXTENDED_MONTHS, calendar),
    tellBy: monthsAfter(on, ONE_MONTH, calendar),
    latestOn: monthsAfter(on, EXTENDED_MONTHS, calendar),
  }
}

/** The clocks of what was asked for. They run beside those of the case, and after it was closed. */
export function dataDues({ dataAsked }: AskedForData, calendar: Calendar): readonly Due[] {
  return dataAsked.flatMap((one) =>
    one.about === 'complaint' ? complaintDues(one) : [monthDue(one)],
  )

  function monthDue(one: DataAsked): Due {
    const clock: ClockId = one.about === 'access' ? 'data-access' : 'data-deletion'
    return dueOnDay(
      {
        clock,
        from: one.on,
        to: dataDueOn(one, calendar).dueOn,
        doneOn: one.answeredOn,
        source: 'UK GDPR art. 12(3): one month, or three where it was extended within the first',
      },
      calendar,
    )
  }

  function complaintDues(one: DataAsked): readonly Due[] {
    const acknowledge = {
      clock: 'data-complaint-acknowledged',
      from: one.on,
      to: lastOfDays(one.on, ACKNOWLEDGE_DAYS),
      doneOn: one.acknowledgedOn ?? one.answeredOn,
      source: 'Data Protection Act 2018 s.164A(3): 30 days beginning when it was received',
    } as const
    if (one.answerBy === null) return [dueOnDay(acknowledge, calendar)]
    const answer = {
      clock: 'data-complaint',
      from: one.on,
      to: one.answerBy,
      doneOn: one.answeredOn,
      source: 'Data Protection Act 2018 s.164A(4): without undue delay; the day that we named',
    } as const
    return [dueOnDay(acknowledge, calendar), dueOnDay(answer, calendar)]
  }
}

/** Whether somebody asked for their data, or complained of how it is kept, and has no answer yet. */
export function isDataAwaited({ dataAsked }: AskedForData): boolean {
  return dataAsked.some(({ answeredOn }) => answeredOn === null)
}
