import { Hono } from 'hono'
import type { AppEnv } from './context.ts'
import { errorResponse } from './errors.ts'

/** `/theme.css`: the three colours that an authority may have of its own, by day. */
export function themeRoutes(): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/theme.css', (c) => {
    const theme = c.get('served')?.profile.theme
    if (theme === undefined) return errorResponse(c, 'not-found')
    c.header('Content-Type', 'text/css; charset=utf-8')
    c.header('Cache-Control', 'public, max-age=3600')
    const { teal, tealDark, tealTint } = theme
    return c.body(
      `@media (prefers-color-scheme: light) { :root { --teal: ${teal}; --teal-dark: ${tealDark}; --teal-tint: ${tealTint}; } }\n`,
    )
  })
}
