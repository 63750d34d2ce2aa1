import type { z } from 'zod'
import type { Store } from '#api/store/store.ts'
import { type Instant, later } from '#schema/dates.ts'

/** Who comes back to a case: its writer with their code, or their advocate. */
export type Whose = 'way-back' | 'advocate'

const HOURS_OPEN = 12
/** A browser has no longer one of ours. */
const MOST_CHARACTERS = 500

/** What a browser holds so that a case stays open for twelve hours. The code itself is never in a cookie. */
export function sealTicket(store: Store, whose: Whose, held: object, now: Instant): string {
  const until = later(now, HOURS_OPEN * 60)
  return sealerOf(store, whose).seal(JSON.stringify({ until, held })).toString('base64url')
}

/** A ticket as it was read: `isOver` when its hours are. It then opens nothing, and says whose case it was. */
export type Ticket<T> = { readonly held: T; readonly isOver: boolean }

/** What a cookie holds; undefined when we did not seal it for this. */
export function readTicket<T>(
  store: Store,
  whose: Whose,
  shape: z.ZodType<T>,
  read: { readonly cookie: string | undefined; readonly now: Instant },
): Ticket<T> | undefined {
  const { cookie, now } = read
  if (cookie === undefined || cookie.length > MOST_CHARACTERS) return undefined
  try {
    const sealed = Buffer.from(cookie, 'base64url')
    const { until, held } = JSON.parse(sealerOf(store, whose).open(sealed).toString('utf8'))
    return { held: shape.parse(held), isOver: !(until > now) }
  } catch {
    return undefined
  }
}

/** Each of its own purpose, so that nothing else that was sealed opens as a ticket. */
function sealerOf(store: Store, whose: Whose) {
  return store.keys.derived(whose, store.keys.hash(`${whose}-ticket`, store.slug))
}
