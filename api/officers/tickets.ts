import { getCookie, setCookie } from 'hono/cookie'
import type { z } from 'zod'
import { openTicket, sealTicket } from '#api/store/sealed-ticket.ts'
import type { Store } from '#api/store/store.ts'
import { later } from '#schema/dates.ts'
import type { Desk } from './desk-app.ts'

/**
 * What a browser keeps for us, sealed, so that nothing has to be stored: `known` says that somebody signed in
 * here before, `passkey` what a passkey is to answer, `council` what leads back from the council's own sign-in.
 * Each kind is sealed apart, and none opens as another.
 */
type TicketKind = 'known' | 'passkey' | 'council'

type Keeping = {
  readonly minutes: number
  /** `Lax` comes along when another site leads back to us, `Strict` never. */
  readonly sameSite: 'Strict' | 'Lax'
}

/** A browser sends no longer cookie than this. */
const MOST_CHARACTERS = 4000

/** Hands the browser a ticket for so many minutes. */
export function keepTicket(desk: Desk, kind: TicketKind, held: object, keeping: Keeping): void {
  const { c, served, at } = desk
  const until = later(at, keeping.minutes)
  setCookie(c, nameOf(desk, kind), sealTicket(sealerOf(served.store, kind), held, until), {
    path: '/',
    secure: true,
    httpOnly: true,
    sameSite: keeping.sameSite,
    maxAge: keeping.minutes * 60,
  })
}

/** Takes a ticket back. */
export function dropTicket(desk: Desk, kind: TicketKind): void {
  setCookie(desk.c, nameOf(desk, kind), '', {
    path: '/',
    secure: true,
    httpOnly: true,
    sameSite: 'Strict',
    maxAge: 0,
  })
}

/** What a ticket holds; undefined when there is none, it is over, or it was not sealed here for this. */
export function readTicket<T>(desk: Desk, kind: TicketKind, shape: z.ZodType<T>): T | undefined {
  const cookie = getCookie(desk.c, nameOf(desk, kind))
  if (cookie === undefined || cookie.length > MOST_CHARACTERS) return undefined
  const ticket = openTicket(sealerOf(desk.served.store, kind), shape, { cookie, now: desk.at })
  return ticket === undefined || ticket.isOver ? undefined : ticket.held
}

function sealerOf(store: Store, kind: TicketKind) {
  return store.keys.derived(`desk-${kind}`, store.keys.hash('desk-ticket', store.slug))
}

function nameOf({ served }: Desk, kind: TicketKind): string {
  return `__Host-desk-${kind}-${served.profile.slug}`
}
