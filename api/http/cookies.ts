import { getCookie, setCookie } from 'hono/cookie'
import type { Context, Served } from './context.ts'

type CookieOptions = NonNullable<Parameters<typeof setCookie>[3]>

const OVER_HTTPS = { secure: true, path: '/', prefix: 'host' } as const

/** What a cookie of ours is for. It never says more than whose page it belongs to. */
type CookiePurpose = 'way' | 'back' | 'side'

/**
 * Session cookies only, gone with the browser. `__Host-` where the service runs under https, so that no
 * neighbouring host can set one; such a cookie must have the path `/`, and its name tells authorities apart.
 */
export function createCookies(options: { readonly https: boolean }) {
  const nameOf = (served: Served, purpose: CookiePurpose) => `${purpose}-${served.profile.slug}`
  const attributesFor = (served: Served): CookieOptions => ({
    httpOnly: true,
    sameSite: 'Lax',
    ...(options.https ? OVER_HTTPS : { path: served.base || '/' }),
  })

  return {
    read(c: Context, served: Served, purpose: CookiePurpose): string | undefined {
      const name = nameOf(served, purpose)
      return options.https ? getCookie(c, name, 'host') : getCookie(c, name)
    },
    write(c: Context, served: Served, purpose: CookiePurpose, value: string): void {
      setCookie(c, nameOf(served, purpose), value, attributesFor(served))
    },
    clear(c: Context, served: Served, purpose: CookiePurpose): void {
      setCookie(c, nameOf(served, purpose), '', { ...attributesFor(served), maxAge: 0 })
    },
  }
}

export type Cookies = ReturnType<typeof createCookies>
