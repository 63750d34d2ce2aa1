import { z } from 'zod'
import type { Instant } from '#schema/dates.ts'
import type { Sealer } from './store.ts'

/** What a browser brings back. `isOver`: its hours are, and it opens nothing any more. */
export type Ticket<T> = { readonly held: T; readonly isOver: boolean }

const Sealed = z.object({ until: z.string(), held: z.unknown() })

/** What a browser keeps for us until then, so that nothing has to be stored. Each purpose has a sealer of its own. */
export function sealTicket(sealer: Sealer, held: object, until: Instant): string {
  return sealer.seal(JSON.stringify({ until, held })).toString('base64url')
}

/** What a cookie holds; undefined when this sealer did not seal it, or not in this shape. */
export function openTicket<T>(
  sealer: Sealer,
  shape: z.ZodType<T>,
  { cookie, now }: { readonly cookie: string; readonly now: Instant },
): Ticket<T> | undefined {
  try {
    const opened = sealer.open(Buffer.from(cookie, 'base64url')).toString('utf8')
    const { until, held } = Sealed.parse(JSON.parse(opened))
    return { held: shape.parse(held), isOver: until <= now }
  } catch {
    return undefined
  }
}
