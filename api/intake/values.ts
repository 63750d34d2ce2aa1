import type { Instant } from '#schema/dates.ts'
import { type LocalDate, localDateOf } from '#schema/dates.ts'
import type { Values } from '#schema/messages.ts'
import type { Profile } from '#schema/profile.ts'
import { datesFor } from '#schema/rules/promises.ts'
import { type UrgentBy, urgentBy } from '#schema/rules/urgent.ts'
import type { Calendar } from '#schema/rules/working-days.ts'
import { STORY_CHARACTERS } from '#schema/submission.ts'
import { ATTACHMENT_BYTES } from './attachments.ts'

const MEGABYTE = 1024 * 1024
/** The longest recording that is asked for. */
const RECORDING_SECONDS = 300

/** Everything that a sentence of this authority may name to somebody who writes at this moment. */
export function valuesFor(
  profile: Profile,
  at: Instant,
  calendar: Calendar,
  language: string,
): Values {
  const { contact } = profile
  const today = localDateOf(at)
  return {
    council: profile.shortName,
    phone: contact.phone,
    hours: contact.hours,
    ...(contact.textNumber === null ? {} : { textNumber: contact.textNumber }),
    outOfHoursPhone: contact.outOfHoursPhone,
    mashPhone: contact.safeguardingPhone,
    mashHours: contact.safeguardingHours,
    email: contact.email,
    address: contact.address,
    advocacyName: profile.advocacy.name,
    escalationLink: contact.escalationPolicy,
    keepYears: String(profile.retentionYears.statutory),
    concernDays: String(profile.promises.concern.workingDays),
    max: new Intl.NumberFormat(language).format(STORY_CHARACTERS),
    maxMb: String(ATTACHMENT_BYTES / MEGABYTE),
    seconds: String(RECORDING_SECONDS),
    urgentBy: sayUrgentBy(urgentBy(at, profile, calendar), language),
    ...datesInWords(profile, today, today, calendar, language),
  }
}

/** The days that follow from `from`, in words, as somebody reads them on `today`. */
export function datesInWords(
  profile: Profile,
  from: LocalDate,
  today: LocalDate,
  calendar: Calendar,
  language: string,
): Values {
  const dates = datesFor(from, profile, calendar)
  const say = (day: LocalDate) => sayDay(day, today, language)
  return {
    dateRead: say(dates.read),
    dateAnswer: say(dates.answer),
    dateLatest: say(dates.latest),
    dateConcern: say(dates.concern),
    dateThanks: say(dates.thanks),
    dateAdvocate: say(dates.advocate),
    dateCorporate: say(dates.corporate),
    dateStage2: say(dates.stage2),
    dateStage2Latest: say(dates.stage2Latest),
  }
}

/** `Friday 4 December`, and the year only when it is another than today's. */
export function sayDay(day: LocalDate, today: LocalDate, language: string): string {
  const otherYear = day.slice(0, 4) !== today.slice(0, 4)
  return new Intl.DateTimeFormat(regional(language), {
    timeZone: 'UTC',
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(otherYear ? { year: 'numeric' } : {}),
  }).format(new Date(day))
}

/** `3:15 pm today`, or `Monday 23 November at 11:00 am`. */
export function sayUrgentBy(by: UrgentBy, language: string): string {
  const time = { hour: 'numeric', minute: '2-digit', timeZone: 'Europe/London' } as const
  const at = new Date(by.at)
  if (by.day === 'today') {
    const hour = new Intl.DateTimeFormat(regional(language), { ...time, hour12: true }).format(at)
    const today = new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(0, 'day')
    return `${hour} ${today}`
  }
  const day = { weekday: 'long', day: 'numeric', month: 'long' } as const
  return new Intl.DateTimeFormat(regional(language), { ...day, ...time, hour12: true }).format(at)
}

/** Dates as they are written here: plain English means British English. */
function regional(language: string): string {
  return language === 'en' ? 'en-GB' : language
}
