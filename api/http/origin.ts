import { createMiddleware } from 'hono/factory'
import type { AppEnv, Context } from './context.ts'
import { errorResponse } from './errors.ts'

const READING = new Set(['GET', 'HEAD', 'OPTIONS'])
const OURS = new Set(['same-origin', 'none'])

/**
 * Refuses a write that another site makes a browser send. Browsers say where a post comes from; a
 * program says nothing, and is allowed, since it carries nobody's cookies.
 */
export function refuseForeignWrites(options: { readonly origins: ReadonlySet<string> }) {
  return createMiddleware<AppEnv>(async (c, next) => {
    if (READING.has(c.req.method)) return next()
    if (isForeign(c, options.origins)) return errorResponse(c, 'refused-origin')
    return next()
  })
}

function isForeign(c: Context, origins: ReadonlySet<string>): boolean {
  const site = c.req.header('Sec-Fetch-Site')
  if (site !== undefined && !OURS.has(site)) return true
  const origin = c.req.header('Origin')
  if (origin === undefined) return false
  return !origins.has(origin) && origin !== new URL(c.req.url).origin
}
