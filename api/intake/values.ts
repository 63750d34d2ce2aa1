import { closuresToTell } from '#schema/authority/local-details.ts'
import type { Profile } from '#schema/authority/profile.ts'
import type { Instant } from '#schema/dates.ts'
import { type LocalDate, localDateOf } from '#schema/dates.ts'
import { STORY_CHARACTERS } from '#schema/form/submission.ts'
import { datesFor } from '#schema/rules/clocks/promises.ts'
import type { Calendar } from '#schema/rules/days/working-days.ts'
import { type UrgentBy, urgentBy } from '#schema/rules/safety/urgent.ts'
import { markEnglish } from '#schema/words/english-marks.ts'
import type { Values } from '#schema/words/messages.ts'
import { sayDayAndHour, sayDayFrom, sayHour, sayNumber, sayToday } from '#schema/words/spoken.ts'
import { ATTACHMENT_BYTES } from './attachments.ts'

const MEGABYTE = 1024 * 1024
/** The longest recording that is asked for. */
const RECORDING_SECONDS = 300

/** What was found for the last minute, by language: every page asks for it, and saying a day costs more than a page. */
type OfAMinute = {
  readonly minute: string
  readonly calendar: Calendar
  readonly byLanguage: Map<string, Values>
}
const lastMinutes = new WeakMap<Profile, OfAMinute>()
const MINUTE_CHARACTERS = '2026-12-23T23:59'.length

/** Everything that a sentence of this authority may name to somebody who writes in this minute. */
export function valuesFor(
  profile: Profile,
  at: Instant,
  calendar: Calendar,
  language: string,
): Values {
  const minute = at.slice(0, MINUTE_CHARACTERS)
  let last = lastMinutes.get(profile)
  if (last?.minute !== minute || last.calendar !== calendar) {
    last = { minute, calendar, byLanguage: new Map() }
    lastMinutes.set(profile, last)
  }
  const known = last.byLanguage.get(language)
  if (known !== undefined) return known
  const found = findValues(profile, at, calendar, language)
  last.byLanguage.set(language, found)
  return found
}

function findValues(profile: Profile, at: Instant, calendar: Calendar, language: string): Values {
  const { contact } = profile
  const today = localDateOf(at)
  const isEnglish = language === 'en'
  const inEnglish = (text: string) => (isEnglish ? text : markEnglish(text))
  const number = (text: string) => (isEnglish ? text : keepTogether(text))
  return {
    // "The council" is English; its name is its name in every language.
    council: isEnglish ? profile.shortName : profile.name,
    phone: number(contact.phone),
    hours: inEnglish([contact.hours, ...closuresToTell(profile, today)].join(', ')),
    ...(contact.textNumber === null ? {} : { textNumber: number(contact.textNumber) }),
    outOfHoursPhone: number(contact.outOfHoursPhone),
    mashPhone: number(contact.safeguardingPhone),
    mashHours: inEnglish(contact.safeguardingHours),
    email: contact.email,
    address: contact.address,
    advocacyName: profile.advocacy.name,
    escalationLink: contact.escalationPolicy,
    keepYears: String(profile.retentionYears.statutory),
    concernDays: String(profile.promises.concern.workingDays),
    max: sayNumber(STORY_CHARACTERS, language),
    maxMb: String(ATTACHMENT_BYTES / MEGABYTE),
    seconds: String(RECORDING_SECONDS),
    urgentBy: sayUrgentBy(urgentBy(at, profile, calendar), language),
    ...datesInWords(profile, today, today, calendar, language),
  }
}

/** A number that is read from the left, also in a line that is read from the right. */
function keepTogether(text: string): string {
  return `\u2066${text}\u2069`
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
  const say = (day: LocalDate) => sayDayFrom(today, day, language)
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

/** `3:15 pm today`, or `Monday 23 November at 11:00 am`. */
export function sayUrgentBy(by: UrgentBy, language: string): string {
  return by.day === 'today'
    ? `${sayHour(by.at, language)} ${sayToday(language)}`
    : sayDayAndHour(by.at, language)
}
