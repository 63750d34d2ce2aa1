import { z } from 'zod'

/** A day in Europe/London, `2026-12-23`. A day has no hour and no zone: deadlines are days. */
export const LocalDate = z.iso.date().brand<'LocalDate'>()
export type LocalDate = z.infer<typeof LocalDate>

/** A moment, `2026-12-23T23:59:00.000Z`. Stored in UTC, shown in London. */
export const Instant = z.iso.datetime().brand<'Instant'>()
export type Instant = z.infer<typeof Instant>

/** Reads a day that the code itself wrote, so a wrong one is a fault: `day('2026-12-23')`. */
export function day(text: string): LocalDate {
  return LocalDate.parse(text)
}

/** Reads a moment that the code itself wrote: `instant('2026-12-23T09:00:00.000Z')`. */
export function instant(text: string): Instant {
  return Instant.parse(text)
}

/** `new Date(0)` → `'1970-01-01T00:00:00.000Z'` */
export function instantOf(date: Date): Instant {
  return date.toISOString() as Instant
}

/** So many minutes after a moment; before it, where they are less than none. */
export function later(at: Instant, minutes: number): Instant {
  return instantOf(new Date(Date.parse(at) + minutes * 60_000))
}

const londonDay = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})

/** The day on which a moment falls in England: 23:30 UTC on 30 June is 1 July. */
export function localDateOf(at: Instant): LocalDate {
  return londonDay.format(new Date(at)) as LocalDate
}
