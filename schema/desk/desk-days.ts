import type { Instant } from '../dates.ts'

const moment = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
})

const shortDay = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
})

/** A moment as the desk shows it, in London: `Mon, 23 Nov 2026, 09:00`. */
export function sayMoment(at: Instant): string {
  return moment.format(new Date(at))
}

/** A day as the desk shows it: `Mon, 7 Dec 2026`. */
export function sayShortDay(on: string): string {
  return shortDay.format(new Date(on))
}
