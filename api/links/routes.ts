import { Hono } from 'hono'
import { givenFor } from '#api/cases/acts/acting.ts'
import { actingOf } from '#api/cases/acts/routes.ts'
import { mayDecide } from '#api/cases/decide.ts'
import { type CaseView, openCase } from '#api/cases/open.ts'
import { referenceOf } from '#api/cases/reading-of.ts'
import type { AppEnv } from '#api/http/context.ts'
import {
  type DeskDeps,
  fieldsOf,
  go,
  type Shown,
  type SignedIn,
  showNothing,
  showTo,
  signedIn,
  textOf,
  typedOf,
} from '#api/officers/desk-app.ts'
import { letterText } from '#schema/acts/letter-text.ts'
import type { LocalDate } from '#schema/dates.ts'
import type { Refusal } from '#schema/errors.ts'
import { LinkKind } from '#schema/links.ts'
import { type WayIn, waysInto } from '#schema/rules/earlier-case.ts'
import { joinCase } from './join.ts'
import { endLink, type LinkView, linkCases, linksOf } from './links.ts'

/** The case into which this one could be put, and the ways in. */
export type JoinView = {
  readonly reference: string
  readonly receivedOn: LocalDate
  readonly ways: readonly WayIn[]
}

/** A case and those that belong together with it. */
export type LinksView = {
  readonly view: CaseView
  readonly links: readonly LinkView[]
  readonly join: JoinView | undefined
  readonly mayChange: boolean
  readonly isSaved: boolean
}

/** Which cases belong together, and putting one into another. */
export function linkRoutes(deps: DeskDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  routes.get(
    '/officer/cases/:reference/links',
    signedIn(deps, (desk) => showLinks(desk)),
  )
  routes.post('/officer/cases/:reference/links', signedIn(deps, addLink))
  routes.post('/officer/cases/:reference/links/end', signedIn(deps, takeLinkAway))
  routes.post('/officer/cases/:reference/links/join', signedIn(deps, join))
  return routes
}

/** A case that is not there and one that this officer may not see are answered alike. */
async function showLinks(desk: SignedIn, shown: Shown = {}): Promise<Response> {
  const acting = actingOf(desk)
  const view = await openCase(acting, referenceOf(desk))
  if (view === undefined) return showNothing(desk)
  const into = spelled(desk.c.req.query('join') ?? shown.typed?.into?.[0] ?? '')
  const other = into === '' || into === view.reference ? undefined : await openCase(acting, into)
  const text = letterText(givenFor(acting, view), 'joined')
  return showTo(
    desk,
    {
      page: 'links',
      together: {
        view,
        links: await linksOf(acting, view.caseId),
        join: other && {
          reference: other.reference,
          receivedOn: other.state.receivedOn,
          ways: waysInto(other.state, acting.profile),
        },
        mayChange: mayDecide(desk.session.officer),
        isSaved: desk.c.req.query('saved') === 'yes',
      },
    },
    { ...shown, typed: { text: [text], ...shown.typed } },
  )
}

function showRefused(desk: SignedIn, refused: Refusal, form: FormData | undefined) {
  if (refused.code === 'not-found') return showTo(desk, { page: 'not-found' }, refused)
  const faults =
    refused.code === 'out-of-date'
      ? [{ field: 'seq', code: 'out-of-date' }]
      : (refused.fields ?? [])
  return showLinks(desk, { code: refused.code, faults, typed: typedOf(form) })
}

/** The case of the address, for somebody who may change it. */
async function changeable(desk: SignedIn): Promise<CaseView | Refusal> {
  const view = await openCase(actingOf(desk), referenceOf(desk))
  if (view === undefined) return { ok: false, code: 'not-found' }
  return mayDecide(desk.session.officer) ? view : { ok: false, code: 'not-allowed' }
}

async function addLink(desk: SignedIn): Promise<Response> {
  const form = await fieldsOf(desk)
  const view = await changeable(desk)
  if ('ok' in view) return showRefused(desk, view, form)
  const kind = LinkKind.safeParse(textOf(form, 'belongs'))
  const reference = spelled(textOf(form, 'other'))
  const faults = [
    ...(reference === '' ? [{ field: 'other', code: 'missing' }] : []),
    ...(kind.success ? [] : [{ field: 'belongs', code: 'missing' }]),
  ]
  if (!kind.success || faults.length > 0) {
    return showRefused(desk, { ok: false, code: 'invalid-fields', fields: faults }, form)
  }
  const linked = await linkCases(actingOf(desk), view.caseId, { reference, kind: kind.data })
  return linked.ok ? saved(desk) : showRefused(desk, linked, form)
}

async function takeLinkAway(desk: SignedIn): Promise<Response> {
  const form = await fieldsOf(desk)
  const view = await changeable(desk)
  if ('ok' in view) return showRefused(desk, view, form)
  await endLink(actingOf(desk), view.caseId, Number(textOf(form, 'link')))
  return saved(desk)
}

async function join(desk: SignedIn): Promise<Response> {
  const form = await fieldsOf(desk)
  const view = await changeable(desk)
  if ('ok' in view) return showRefused(desk, view, form)
  const joined = await joinCase(actingOf(desk), view.reference, {
    other: spelled(textOf(form, 'into')),
    part: Number(textOf(form, 'part')) || undefined,
    text: textOf(form, 'text'),
    seq: Number(textOf(form, 'seq')),
  })
  return joined.ok ? saved(desk) : showRefused(desk, joined, form)
}

function saved(desk: SignedIn): Response {
  return go(desk, `/officer/cases/${referenceOf(desk)}/links?saved=yes`)
}

/** A reference as it may be typed: small letters, spaces around it. */
function spelled(reference: string): string {
  return reference.trim().toUpperCase()
}
