import { Hono } from 'hono'
import type { Content } from '#content/index.ts'
import type { Clock } from '../clock.ts'
import { openDrafts } from '../intake/draft.ts'
import { forgetDraft } from '../intake/forget.ts'
import { faultCode, type Log } from '../log.ts'
import type { Authorities } from './authorities.ts'
import type { AppEnv, Context, Served } from './context.ts'
import type { Cookies } from './cookies.ts'
import { NEUTRAL_PAGE } from './neutral-page.ts'

type LeaveParts = {
  readonly content: Content
  readonly clock: Clock
  readonly log: Log
  readonly authorities: Authorities
  readonly cookies: Cookies
}

/**
 * `/leave`, as a link or a button: the draft is destroyed, the cookies are cleared, and the browser is sent
 * to the weather. It works while the store cannot be written to: the key was in the cookie that is gone.
 */
export function leaveRoutes(parts: LeaveParts): Hono<AppEnv> {
  return new Hono<AppEnv>().on(['GET', 'POST'], '/leave', async (c) => {
    const served = c.get('served')
    const leaving = served === undefined ? parts.authorities.all : [served]
    for (const each of leaving) await forget(parts, c, each)
    c.header('Clear-Site-Data', '"cache", "storage"')
    return c.redirect(NEUTRAL_PAGE, 303)
  })
}

async function forget(parts: LeaveParts, c: Context, served: Served): Promise<void> {
  const held = parts.cookies.read(c, served, 'way')
  const drafts = openDrafts(served.store, parts.clock)
  for (const purpose of ['way', 'back', 'side'] as const) parts.cookies.clear(c, served, purpose)
  try {
    const { questions } = parts.content
    await forgetDraft({ store: served.store, drafts, questions, clock: parts.clock }, held)
  } catch (fault) {
    // Nobody waits for this: without the cookie the draft opens for nobody, and it ends within a day.
    parts.log('warn', 'store-busy', { fault: faultCode(fault) })
  }
}
