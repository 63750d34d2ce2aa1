import { type Instant, localDateOf } from '#schema/dates.ts'

/** Dates as they are written here: plain English means British English. */
function regional(language: string): string {
  return language === 'en' ? 'en-GB' : language
}

/** `2026-12-04` → `Friday 4 December 2026`. With its year: it may be read long after it was written. */
export function sayDay(on: string, language: string): string {
  const said = new Intl.DateTimeFormat(regional(language), {
    timeZone: 'UTC',
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  }).format(new Date(on))
  // The dates of the form have no comma after the day of the week.
  return said.replace(/^(\p{L}+), /u, '$1 ')
}

/** The day in England on which a moment falls, in words. */
export function sayDayOf(at: string, language: string): string {
  return sayDay(localDateOf(at as Instant), language)
}
