import { type Instant, type LocalDate, localDateOf } from '../dates.ts'

/**
 * How days, hours and numbers are said in a language. A formatter of ICU holds about half a megabyte
 * outside the heap until it is collected, so each is made once and kept: languages and forms are few.
 */
const dayForms = new Map<string, Intl.DateTimeFormat>()
const numberForms = new Map<string, Intl.NumberFormat>()
const listForms = new Map<string, Intl.ListFormat>()

const DAY = { weekday: 'long', day: 'numeric', month: 'long' } as const
const HOUR = { hour: 'numeric', minute: '2-digit' } as const
const FORMS = {
  day: { ...DAY, timeZone: 'UTC' },
  'day-and-year': { ...DAY, year: 'numeric', timeZone: 'UTC' },
  date: { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' },
  month: { month: 'long', year: 'numeric', timeZone: 'UTC' },
  hour: { ...HOUR, timeZone: 'Europe/London' },
  'day-and-hour': { ...DAY, ...HOUR, timeZone: 'Europe/London' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

function inForm(form: keyof typeof FORMS, language: string): Intl.DateTimeFormat {
  const name = `${language} ${form}`
  const kept = dayForms.get(name)
  if (kept !== undefined) return kept
  const made = new Intl.DateTimeFormat(regional(language), {
    ...FORMS[form],
    // Elsewhere the hours run to 23: several languages would say "AM", which is English.
    ...('hour' in FORMS[form] && { hour12: language === 'en' }),
  })
  dayForms.set(name, made)
  return made
}

/** Dates as they are written here: plain English means British English, Portuguese that of Portugal. */
function regional(language: string): string {
  return REGIONS[language] ?? language
}
const REGIONS: Readonly<Record<string, string>> = { en: 'en-GB', pt: 'pt-PT' }

/** `Friday 4 December 2026`. With its year: it may be read long after it was written. */
export function sayDay(day: LocalDate, language: string): string {
  const said = inForm('day-and-year', language).format(new Date(day))
  // With a year, British English puts a comma after the weekday; the dates of the form have none.
  return language === 'en' ? said.replace(/^(\p{L}+), /u, '$1 ') : said
}

/** `4 December 2026`: the weekday of a day long ago says nothing. */
export function sayDate(day: LocalDate, language: string): string {
  return inForm('date', language).format(new Date(day))
}

/** `'2026-12'` → `December 2026` */
export function sayMonth(month: string, language: string): string {
  return inForm('month', language).format(new Date(month))
}

/** `Friday 4 December`, and the year only when it is another than today's. */
export function sayDayFrom(today: LocalDate, day: LocalDate, language: string): string {
  const isSameYear = day.slice(0, 4) === today.slice(0, 4)
  return isSameYear ? inForm('day', language).format(new Date(day)) : sayDay(day, language)
}

/** The day in England on which a moment falls: `Friday 4 December 2026`. */
export function sayDayOf(at: Instant, language: string): string {
  return sayDay(localDateOf(at), language)
}

/** `3:15 pm`, in London. */
export function sayHour(at: Instant, language: string): string {
  return inForm('hour', language).format(new Date(at))
}

/** `Monday 23 November at 11:00 am`, in London. */
export function sayDayAndHour(at: Instant, language: string): string {
  return inForm('day-and-hour', language).format(new Date(at))
}

/** `today`, in this language. */
export function sayToday(language: string): string {
  const kept = todays.get(language)
  if (kept !== undefined) return kept
  const said = new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(0, 'day')
  todays.set(language, said)
  return said
}
const todays = new Map<string, string>()

/** `20,000` */
export function sayNumber(value: number, language: string): string {
  const kept = numberForms.get(language)
  const form = kept ?? new Intl.NumberFormat(language)
  if (kept === undefined) numberForms.set(language, form)
  return form.format(value)
}

/** `Christmas and New Year`. */
export function sayList(items: readonly string[], language: string): string {
  const kept = listForms.get(language)
  if (kept !== undefined) return kept.format(items)
  const made = new Intl.ListFormat(regional(language), { type: 'conjunction' })
  listForms.set(language, made)
  return made.format(items)
}
