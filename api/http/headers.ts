import { createMiddleware } from 'hono/factory'
import type { AppEnv } from './context.ts'
import { NEUTRAL_PAGE } from './neutral-page.ts'

/** Pages hold no inline script and no inline style, so nothing inline is ever allowed. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "media-src 'self' blob:",
  "connect-src 'self'",
  // A button that leaves is a form whose answer leads to the weather.
  `form-action 'self' ${new URL(NEUTRAL_PAGE).origin}`,
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ')

const TWO_YEARS_SECONDS = 63_072_000

/** A page may use the microphone to record a voice note, and nothing else of the device. */
const PERMISSIONS_POLICY = [
  'accelerometer=()',
  'autoplay=()',
  'browsing-topics=()',
  'camera=()',
  'display-capture=()',
  'fullscreen=(self)',
  'geolocation=()',
  'gyroscope=()',
  'microphone=(self)',
  'payment=()',
  'usb=()',
].join(', ')

/**
 * The headers of every answer. Nothing is kept by a browser unless a route says so: no-store is the
 * default because most answers hold somebody's words. `same-origin` and not `no-referrer`, which makes
 * browsers post forms with `Origin: null`.
 */
export function securityHeaders(options: { readonly https: boolean }) {
  return createMiddleware<AppEnv>(async (c, next) => {
    await next()
    const headers = c.res.headers
    if (!headers.has('Content-Security-Policy'))
      headers.set('Content-Security-Policy', CONTENT_SECURITY_POLICY)
    headers.set('X-Content-Type-Options', 'nosniff')
    headers.set('X-Frame-Options', 'DENY')
    headers.set('Referrer-Policy', 'same-origin')
    headers.set('Permissions-Policy', PERMISSIONS_POLICY)
    headers.set('Cross-Origin-Opener-Policy', 'same-origin')
    headers.set('Cross-Origin-Resource-Policy', 'same-origin')
    headers.set('X-Request-Id', c.get('requestId'))
    if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store')
    if (options.https)
      headers.set('Strict-Transport-Security', `max-age=${TWO_YEARS_SECONDS}; includeSubDomains`)
  })
}
