import { Hono } from 'hono'
import { shorten } from '#api/http/compressed.ts'
import type { AppEnv, Context, Served } from '#api/http/context.ts'
import type { Cookies } from '#api/http/cookies.ts'
import { errorResponse } from '#api/http/errors.ts'
import { readForm } from '#api/http/form.ts'
import { type Limits, noteWrongCode } from '#api/http/limits.ts'
import { networkOf, peerOf } from '#api/http/network.ts'
import type { ReferralParts } from '#api/intake/referral-routes.ts'
import { valuesFor } from '#api/intake/values.ts'
import type { Values, Words } from '#schema/words/messages.ts'
import { type ActOutcome, AdvocateAct, actForWriter } from './advocate-acts.ts'
import {
  type AdvocateCase,
  advocateCase,
  readSide,
  type Side,
  sealSide,
  sideOfCode,
} from './advocate-case.ts'
import { openForm, sealForm } from './kept-form.ts'

export type AdvocateParts = ReferralParts & {
  readonly cookies: Cookies
  readonly limits: Limits
  readonly trustedProxy: string | undefined
}

/** What went wrong on the page, by words' key. */
type Fault = Exclude<ActOutcome, 'done' | 'ended'> | 'unknown-code' | 'slow-down' | 'code-again'

export type AdvocateView =
  /** `kept`: what was typed after the hours were over, sealed; it is taken when the case is open again. */
  | { readonly state: 'in'; readonly reference: string; readonly kept?: string | undefined }
  | { readonly state: 'ended' }
  | {
      readonly state: 'case'
      readonly seen: AdvocateCase
      /** What was to be done and was not, with what was typed for it. */
      readonly act: AdvocateAct | undefined
      readonly typed: string
    }

/** What the advocate's page is given. */
export type AdvocatePage = {
  readonly words: Words
  readonly values: Values
  readonly view: AdvocateView
  readonly fault: Fault | undefined
  /** The address that the page's forms post to. */
  readonly action: string
}

const STATUS: Readonly<Partial<Record<Fault, 401 | 403 | 429 | 503>>> = {
  'code-again': 401,
  'not-allowed': 403,
  'slow-down': 429,
  'not-taken': 503,
}

/** `/advocate`: one case, as long as its writer wants this advocate. */
export function advocateRoutes(parts: AdvocateParts): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  routes.get('/advocate', async (c) => {
    const served = c.get('served')
    if (served === undefined) return errorResponse(c, 'not-found')
    const ticket = readSide(served, parts.cookies.read(c, served, 'side'), parts.clock())
    const side = ticket?.isOver === false ? ticket.held : undefined
    return show(parts, c, served, { view: await viewOf(parts, served, side) })
  })
  routes.post('/advocate', (c) => take(parts, c))
  return routes
}

async function take(parts: AdvocateParts, c: Context): Promise<Response> {
  const served = c.get('served')
  if (served === undefined) return errorResponse(c, 'not-found')
  const form = await readForm(c, { takeFile: async () => '' })
  if (!form.ok) return errorResponse(c, form.code)
  const said = (name: string) => String(form.fields.get(name) ?? '')
  const ticket = readSide(served, parts.cookies.read(c, served, 'side'), parts.clock())
  if (said('act') === 'close') {
    parts.cookies.clear(c, served, 'side')
    return c.redirect(`${served.base}/advocate`, 303)
  }
  const given = { act: said('act'), text: said('text') }
  if (ticket?.isOver === false) return takeAct(parts, c, served, { side: ticket.held, ...given })
  if (ticket !== undefined && given.act !== '') {
    const texts = new URLSearchParams(given).toString()
    const { caseId } = ticket.held
    const kept = sealForm(served.store, 'advocate', { caseId, path: '/advocate', texts })
    return show(parts, c, served, {
      view: { state: 'in', reference: '', kept },
      fault: 'code-again',
    })
  }
  return comeIn(parts, c, served, {
    reference: said('reference'),
    code: said('code'),
    kept: said('kept'),
  })
}

/** Opens the case, and takes what was kept for that; or says what stands in the way. */
async function comeIn(
  parts: AdvocateParts,
  c: Context,
  served: Served,
  typed: { readonly reference: string; readonly code: string; readonly kept: string },
): Promise<Response> {
  const entered = await enter(parts, c, served, typed)
  const { kept } = typed
  if (typeof entered === 'string')
    return show(parts, c, served, {
      view: { state: 'in', reference: typed.reference, kept: kept || undefined },
      fault: entered,
    })
  const waits = openForm(served.store, 'advocate', { sealed: kept, caseId: entered.caseId })
  if (waits === undefined) return c.redirect(`${served.base}/advocate`, 303)
  const { act = '', text = '' } = Object.fromEntries(new URLSearchParams(waits.texts))
  return takeAct(parts, c, served, { side: entered, act, text })
}

/** Does what the advocate pressed, or shows it again with what is wrong. */
async function takeAct(
  parts: AdvocateParts,
  c: Context,
  served: Served,
  given: { readonly side: Side; readonly act: string; readonly text: string },
): Promise<Response> {
  const { side, text } = given
  const act = AdvocateAct.safeParse(given.act)
  if (!act.success) return errorResponse(c, 'bad-request')
  const outcome = await actForWriter({ ...parts, served }, side, { kind: act.data, text })
  if (outcome === 'done' || outcome === 'ended') return c.redirect(`${served.base}/advocate`, 303)
  const refused = { act: act.data, typed: text }
  return show(parts, c, served, {
    view: await viewOf(parts, served, side, refused),
    fault: outcome,
  })
}

/** Opens the case with reference and code; answers it, or what stands in the way. */
async function enter(
  parts: AdvocateParts,
  c: Context,
  served: Served,
  typed: { readonly reference: string; readonly code: string },
): Promise<Side | Fault> {
  const network = networkOf(peerOf(c, parts.trustedProxy))
  const side = await sideOfCode(served, typed)
  if (side === undefined) {
    const mustWait = await noteWrongCode(parts.limits, network)
    return mustWait ? 'slow-down' : 'unknown-code'
  }
  parts.cookies.write(c, served, 'side', sealSide(served, side, parts.clock()))
  return side
}

async function viewOf(
  parts: AdvocateParts,
  served: Served,
  side: Side | undefined,
  refused: { readonly act: AdvocateAct | undefined; readonly typed: string } = {
    act: undefined,
    typed: '',
  },
): Promise<AdvocateView> {
  if (side === undefined) return { state: 'in', reference: '' }
  const seen = await advocateCase({ ...parts, served }, side)
  return seen === undefined ? { state: 'ended' } : { state: 'case', seen, ...refused }
}

async function show(
  { content, calendar, clock, pages }: AdvocateParts,
  c: Context,
  served: Served,
  shown: { readonly view: AdvocateView; readonly fault?: Fault },
): Promise<Response> {
  const given: AdvocatePage = {
    words: content.words('en'),
    values: valuesFor(served.profile, clock(), calendar, 'en'),
    view: shown.view,
    fault: shown.fault,
    action: `${served.base}/advocate`,
  }
  const page = await pages.render(new Request(new URL('/advocate', c.req.url)), { advocate: given })
  if (!page.ok) throw new Error('the page of an advocate was not rendered')
  const type = page.headers.get('Content-Type') ?? 'text/html'
  const bytes = await shorten(c, Buffer.from(await page.arrayBuffer()), type)
  c.header('Content-Type', type)
  const { view, fault } = shown
  const status = fault === undefined ? (view.state === 'ended' ? 410 : 200) : (STATUS[fault] ?? 422)
  return c.body(new Uint8Array(bytes), status)
}
