import { Hono } from 'hono'
import type { Clock } from '#api/clock.ts'
import { shorten } from '#api/http/compressed.ts'
import type { AppEnv, Context, Served } from '#api/http/context.ts'
import type { Cookies } from '#api/http/cookies.ts'
import { errorResponse } from '#api/http/errors.ts'
import { readForm } from '#api/http/form.ts'
import { sealSide } from '#api/messages/advocate-case.ts'
import type { Content } from '#content/index.ts'
import type { Calendar } from '#schema/rules/days/working-days.ts'
import {
  lookAtReferral,
  openReferral,
  type Referral,
  type ReferralPage,
  type Referring,
} from './open-referral.ts'
import { valuesFor } from './values.ts'
import { visitIn } from './visits.ts'

export type ReferralParts = {
  readonly content: Content
  readonly calendar: Calendar
  readonly clock: Clock
  readonly publicUrl: string
  readonly cookies: Cookies
  readonly pages: {
    readonly render: (request: Request, locals: object) => Promise<Response>
  }
}

const STATUS = { unknown: 404, waiting: 200, opened: 410 } as const

/** `/referral/<token>`, the advocate's link. A button opens it, so that whatever only looks does not. */
export function referralRoutes(parts: ReferralParts): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  routes.get('/referral/:token', (c) => answer(parts, c, lookAtReferral))
  routes.post('/referral/:token', async (c) => {
    const form = await readForm(c, { takeFile: async () => '' })
    const visit = form.ok ? visitIn(form.fields) : undefined
    return answer(parts, c, (referring, token) => openReferral(referring, token, visit))
  })
  return routes
}

async function answer(
  parts: ReferralParts,
  c: Context,
  act: (referring: Referring, token: string) => Promise<Referral>,
): Promise<Response> {
  const served = c.get('served')
  if (served === undefined) return errorResponse(c, 'not-found')
  const referral = await act({ ...parts, served }, c.req.param('token') ?? '')
  if (referral.state !== 'shown') return show(parts, c, served, referral)
  const { caseId, round } = referral
  parts.cookies.write(c, served, 'side', sealSide(served, { caseId, round }, parts.clock()))
  return c.redirect(`${served.base}/advocate`, 303)
}

async function show(
  { content, calendar, clock, pages }: ReferralParts,
  c: Context,
  served: Served,
  referral: ReferralPage['referral'],
): Promise<Response> {
  const given: ReferralPage = {
    words: content.words('en'),
    values: valuesFor(served.profile, clock(), calendar, 'en'),
    referral,
  }
  const page = await pages.render(new Request(new URL('/referral', c.req.url)), { referral: given })
  if (!page.ok) throw new Error('the page of a referral was not rendered')
  const type = page.headers.get('Content-Type') ?? 'text/html'
  const bytes = await shorten(c, Buffer.from(await page.arrayBuffer()), type)
  c.header('Content-Type', type)
  return c.body(new Uint8Array(bytes), STATUS[referral.state])
}
