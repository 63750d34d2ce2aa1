import { Hono } from 'hono'
import { instantOf } from '#schema/dates.ts'
import type { Clock } from '../clock.ts'
import type { Authorities } from './authorities.ts'
import type { AppEnv } from './context.ts'
import { errorResponse } from './errors.ts'

/** Half a year: RFC 9116 advises less than one, so that nobody writes to an address that is gone. */
const GOOD_FOR_DAYS = 180

/** `GET /.well-known/security.txt` (RFC 9116): whom to tell of a hole in the door. */
export function securityTxtRoutes(parts: {
  readonly authorities: Authorities
  readonly clock: Clock
  readonly publicUrl: string
}): Hono<AppEnv> {
  const { authorities, clock, publicUrl } = parts
  return new Hono<AppEnv>().get('/.well-known/security.txt', (c) => {
    const served = c.get('served') ?? authorities.all[0]
    if (served === undefined) return errorResponse(c, 'unknown-authority')
    const { profile, base } = served
    const until = Date.parse(clock()) + GOOD_FOR_DAYS * 86_400_000
    c.header('Content-Type', 'text/plain; charset=utf-8')
    return c.body(
      [
        `Contact: mailto:${profile.contact.email}`,
        `Expires: ${instantOf(new Date(until))}`,
        'Preferred-Languages: en',
        `Canonical: ${publicUrl}${base}/.well-known/security.txt`,
        '',
      ].join('\n'),
    )
  })
}
