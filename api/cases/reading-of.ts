import type { Desk, SignedIn } from '#api/officers/desk-app.ts'
import type { Reading } from './note-reading.ts'

/** The officer who asks, and the moment. */
export function readingOf({ served, session, at, deps }: SignedIn): Reading {
  return {
    store: served.store,
    profile: served.profile,
    calendar: deps.calendar,
    publicUrl: deps.publicUrl,
    officer: session.officer,
    at,
  }
}

/** The reference in the address, in capitals. */
export function referenceOf(desk: Desk): string {
  return (desk.c.req.param('reference') ?? '').toUpperCase()
}
