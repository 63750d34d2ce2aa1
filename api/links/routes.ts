import { sql } from 'drizzle-orm'
import { Hono } from 'hono'
import { givenFor } from '#api/cases/acts/acting.ts'
import { type DraftOf, dropsDraft, readDraft } from '#api/cases/acts/form-drafts.ts'
import { actingOf } from '#api/cases/acts/routes.ts'
import { type Sent, sentOf, takeDraft } from '#api/cases/acts/take-draft.ts'
import { mayDecide } from '#api/cases/decide.ts'
import type { DraftShown } from '#api/cases/desk.ts'
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
import { LinkKind } from '#schema/case/links.ts'
import type { LocalDate } from '#schema/dates.ts'
import type { Refusal } from '#schema/errors.ts'
import { type WayIn, waysInto } from '#schema/rules/case/earlier-case.ts'
import { joinCase } from './join.ts'
import { endLink, type LinkView, linkCases, linksOf } from './links.ts'

/** The case into which this one could be put, and the ways in. */
type JoinView = {
  readonly reference: string
  readonly receivedOn: LocalDate
  readonly ways: readonly WayIn[]
}

/** The forms of the page: their names are those of their drafts. */
type LinkForm = 'link' | 'join'

/** A case and those that belong together with it. */
export type LinksView = {
  readonly view: CaseView
  readonly links: readonly LinkView[]
  readonly join: JoinView | undefined
  readonly mayChange: boolean
  readonly isSaved: boolean
  /** Of the form for a link, and of that which puts this case into another. */
  readonly drafts: Readonly<Record<LinkForm, DraftShown>>
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
  const kept = async (act: LinkForm) =>
    shown.typed === undefined ? await readDraft(acting.store, draftOf(view, desk, act)) : undefined
  const [link, join] = [await kept('link'), await kept('join')]
  const wanted = desk.c.req.query('join') ?? shown.typed?.into?.[0] ?? join?.typed.into?.[0]
  const into = spelled(wanted ?? '')
  // What was written for another case is of no use here.
  const joinHere = join?.typed.into?.[0] === into ? join : undefined
  const other = into === '' || into === view.reference ? undefined : await openCase(acting, into)
  const links = await linksOf(acting, view.caseId)
  const text = letterText(givenFor(acting, view), 'joined')
  return showTo(
    desk,
    {
      page: 'links',
      together: {
        view,
        links,
        join: other && {
          reference: other.reference,
          receivedOn: other.state.receivedOn,
          ways: waysInto(other.state, acting.profile),
        },
        mayChange: mayDecide(desk.session.officer),
        isSaved: desk.c.req.query('saved') === 'yes',
        drafts: {
          link: { draftAt: link?.at },
          join: { draftAt: joinHere?.at },
        },
      },
    },
    {
      ...shown,
      typed: { text: [text], ...link?.typed, ...joinHere?.typed, ...shown.typed },
    },
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

function draftOf({ caseId }: CaseView, { session }: SignedIn, act: LinkForm): DraftOf {
  return { caseId, officerId: session.officer.id, act }
}

/** Keeps or throws away the draft of a form of this page, where that is what is wanted. */
function draftWanted(desk: SignedIn, act: LinkForm, sent: Sent): Promise<Response> | undefined {
  if (sent.draft === undefined) return undefined
  const isAllowed = mayDecide(desk.session.officer)
  return takeDraft(desk, { act, isAllowed, back: '/links' }, sent)
}

/** The form was sent: its draft goes. */
async function dropSent(
  desk: SignedIn,
  view: CaseView,
  act: LinkForm,
  { formKey }: Sent,
): Promise<void> {
  const { store } = desk.served
  const writes = dropsDraft(store, draftOf(view, desk, act), { formKey, at: desk.at })
  await store.write([...writes(sql`true`)])
}

/** The case of the address, for somebody who may change it. */
async function changeable(desk: SignedIn): Promise<CaseView | Refusal> {
  const view = await openCase(actingOf(desk), referenceOf(desk))
  if (view === undefined) return { ok: false, code: 'not-found' }
  return mayDecide(desk.session.officer) ? view : { ok: false, code: 'not-allowed' }
}

async function addLink(desk: SignedIn): Promise<Response> {
  const form = await fieldsOf(desk)
  const sent = sentOf(typedOf(form))
  const drafted = draftWanted(desk, 'link', sent)
  if (drafted !== undefined) return drafted
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
  if (!linked.ok) return showRefused(desk, linked, form)
  await dropSent(desk, view, 'link', sent)
  return saved(desk)
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
  const sent = sentOf(typedOf(form))
  const drafted = draftWanted(desk, 'join', sent)
  if (drafted !== undefined) return drafted
  const view = await changeable(desk)
  if ('ok' in view) return showRefused(desk, view, form)
  const joined = await joinCase(actingOf(desk), view.reference, {
    other: spelled(textOf(form, 'into')),
    part: Number(textOf(form, 'part')) || undefined,
    text: textOf(form, 'text'),
    seq: Number(textOf(form, 'seq')),
  })
  if (!joined.ok) return showRefused(desk, joined, form)
  await dropSent(desk, view, 'join', sent)
  return saved(desk)
}

function saved(desk: SignedIn): Response {
  return go(desk, `/officer/cases/${referenceOf(desk)}/links?saved=yes`)
}

/** A reference as it may be typed: small letters, spaces around it. */
function spelled(reference: string): string {
  return reference.trim().toUpperCase()
}
