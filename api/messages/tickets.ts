import type { z } from 'zod'
import { openTicket, sealTicket, type Ticket } from '#api/store/sealed-ticket.ts'
import type { Store } from '#api/store/store.ts'
import { type Instant, later } from '#schema/dates.ts'

/** Who comes back to a case: its writer with their code, or their advocate. */
export type Whose = 'way-back' | 'advocate'

const HOURS_OPEN = 12
/** A browser has no longer one of ours. */
const MOST_CHARACTERS = 500

/** Keeps a case open to a browser for twelve hours. The code itself is never in a cookie. */
export function openForHours(store: Store, whose: Whose, held: object, now: Instant): string {
  return sealTicket(sealerOf(store, whose), held, later(now, HOURS_OPEN * 60))
}

/** What a cookie says of whose case it is, also when its hours are over; undefined when we did not seal it for this. */
export function readHours<T>(
  store: Store,
  whose: Whose,
  shape: z.ZodType<T>,
  { cookie, now }: { readonly cookie: string | undefined; readonly now: Instant },
): Ticket<T> | undefined {
  if (cookie === undefined || cookie.length > MOST_CHARACTERS) return undefined
  return openTicket(sealerOf(store, whose), shape, { cookie, now })
}

/** Each of its own purpose, so that nothing else that was sealed opens as a ticket. */
function sealerOf(store: Store, whose: Whose) {
  return store.keys.derived(whose, store.keys.hash(`${whose}-ticket`, store.slug))
}
