import { sql } from 'drizzle-orm'
import type { Handler } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { notesSent, readFormKey } from '#api/cases/acts/form-drafts.ts'
import type { DeskPage, DeskView, Typed } from '#api/cases/desk.ts'
import type { Scanning } from '#api/cases/files.ts'
import { mayRead } from '#api/cases/may-read.ts'
import type { Saving } from '#api/cases/save-events.ts'
import type { Clock } from '#api/clock.ts'
import { dropDeskDraft, readDeskDraft } from '#api/drafts/desk-drafts.ts'
import { draftedForm } from '#api/drafts/drafted-form.ts'
import { shorten } from '#api/http/compressed.ts'
import type { AppEnv, Context, Served } from '#api/http/context.ts'
import { errorResponse, statusOf } from '#api/http/errors.ts'
import { readForm } from '#api/http/form.ts'
import type { Limits } from '#api/http/limits.ts'
import type { Receive } from '#api/intake/receive.ts'
import type { Log } from '#api/log.ts'
import { StoreBusy } from '#api/store/store.ts'
import { lateAlarms } from '#api/watch/unopened-alarms.ts'
import type { Watch } from '#api/watch/watch.ts'
import type { Content } from '#content/index.ts'
import { type Instant, localDateOf } from '#schema/dates.ts'
import type { Problem } from '#schema/desk/problems.ts'
import type { ErrorCode, FieldFault } from '#schema/errors.ts'
import type { Calendar } from '#schema/rules/days/working-days.ts'
import type { SignalReaders } from '#schema/rules/signals/signals.ts'
import type { Role } from '#schema/vocabulary.ts'
import { localWords } from '#schema/words/local-words.ts'
import type { CouncilClient } from './council.ts'
import { type Did, justDone } from './did.ts'
import { cookieName, findSession, noteSeen, type Session } from './sessions.ts'
import { hasShortcuts } from './settings.ts'

/** What the desk needs to run. */
export type DeskDeps = {
  readonly clock: Clock
  readonly content: Content
  readonly calendar: Calendar
  /** Made once at start: `signalReaders(content.signals)`. */
  readonly readers: SignalReaders
  /** Where people reach us, `https://host`. */
  readonly publicUrl: string
  readonly trustedProxy: string | undefined
  readonly limits: Limits
  /** The council's own sign-in, where there is one. */
  readonly council: CouncilClient | undefined
  readonly log: Log
  /** The browser that prints reports as PDF; none where none was found. */
  readonly browser?: string | undefined
  readonly scanning: Scanning
  /** The one way in: what an officer types goes it too. */
  readonly receive: Receive
  readonly watch: Watch
  /** Renders the page at this address. */
  readonly render: (request: Request, locals: { readonly desk: DeskPage }) => Promise<Response>
}

/** One request at the desk of one authority. */
export type Desk = {
  readonly c: Context
  readonly deps: DeskDeps
  readonly served: Served
  readonly at: Instant
}

export type SignedIn = Desk & { readonly session: Session }

/** What a page is shown with besides what it is. */
export type Shown = {
  readonly code?: ErrorCode
  readonly faults?: readonly FieldFault[]
  readonly typed?: Typed
  readonly officer?: DeskPage['officer']
  readonly draft?: DeskPage['draft']
  /** Cases that wait for somebody to open them now, as far as the officer may see them. */
  readonly urgent?: readonly string[]
}

/** A route of the desk that needs nobody to be signed in. */
export function open(deps: DeskDeps, answer: (desk: Desk) => Promise<Response>): Handler<AppEnv> {
  return async (c) => {
    const served = c.get('served')
    if (served === undefined) return errorResponse(c, 'unknown-authority')
    return answer({ c, deps, served, at: deps.clock() })
  }
}

/**
 * A page of the desk for officers: whoever is not signed in is led to where they can, unless the route
 * answers `otherwise`, as one must to which somebody sends what they wrote.
 */
export function signedIn(
  deps: DeskDeps,
  answer: (desk: SignedIn) => Promise<Response>,
  otherwise: (desk: Desk) => Promise<Response> = leadToSignIn,
): Handler<AppEnv> {
  return open(deps, async (desk) => {
    const session = await sessionOf(desk)
    if (session?.strength !== 'full') return otherwise(desk)
    try {
      await noteSeen(desk.served.store, session, desk.at)
      const signed = { ...desk, session }
      const answered = await answer(signed)
      if (answered.status < 400) await forgetSent(signed)
      return answered
    } catch (fault) {
      if (!(fault instanceof StoreBusy) || desk.c.req.method !== 'POST') throw fault
      return keepWhileBusy(desk, fault)
    }
  })
}

/** What an officer sent while the store takes nothing: they get it back, to be saved again. */
async function keepWhileBusy(desk: Desk, fault: StoreBusy): Promise<Response> {
  const form = desk.c.get('fields') ?? (await fieldsOf(desk))
  if (form === undefined) throw fault
  desk.deps.log('warn', 'store-busy', { requestId: desk.c.get('requestId') })
  return showKept(desk, form, { code: 'busy', faults: [{ field: 'store', code: 'busy' }] })
}

/** A page for officers with one of these roles. For everybody else there is nothing at its address. */
export function signedInAs(
  roles: readonly Role[],
  deps: DeskDeps,
  answer: (desk: SignedIn) => Promise<Response>,
): Handler<AppEnv> {
  return signedIn(deps, async (desk) =>
    desk.session.officer.roles.some((role) => roles.includes(role))
      ? answer(desk)
      : showNothing(desk),
  )
}

/** The form of a page outside cases was sent: its draft goes, and does not come back. */
async function forgetSent(desk: SignedIn): Promise<void> {
  const sent = desk.c.get('sentForm')
  const form = sent === undefined ? undefined : draftedForm(addressOf(desk))
  if (sent === undefined || form === undefined) return
  const { store } = desk.served
  await store.write([
    dropDeskDraft(store, { officerId: desk.session.officer.id, kind: form }),
    ...notesSent(store, sent.formKey, desk.at, sql`true`),
  ])
}

async function leadToSignIn(desk: Desk): Promise<Response> {
  const isSent = desk.c.req.method === 'POST' && draftedForm(addressOf(desk)) !== undefined
  if (isSent) return keepTyped(desk)
  const session = await sessionOf(desk)
  if (session?.strength === 'link') return go(desk, '/officer/authenticator')
  return cameFromElsewhere(desk)
    ? show(desk, { page: 'continue', to: new URL(desk.c.req.url).pathname })
    : go(desk, '/officer/sign-in')
}

/**
 * A route for the desk's scripts: whoever is not signed in is told so. A list that refreshes itself is no
 * sign of life, so a desk that was left open still signs itself out.
 */
export function signedInProgram(
  deps: DeskDeps,
  answer: (desk: SignedIn) => Promise<Response>,
): Handler<AppEnv> {
  return open(deps, async (desk) => {
    const session = await sessionOf(desk)
    if (session?.strength !== 'full') return errorResponse(desk.c, 'sign-in-needed')
    return answer({ ...desk, session })
  })
}

/**
 * A strict cookie does not come along when somebody follows a link in an e-mail, though they are signed
 * in: the page then leads on to itself, and the cookie comes along.
 */
function cameFromElsewhere({ c }: Desk): boolean {
  return c.req.method === 'GET' && c.req.header('Sec-Fetch-Site') === 'cross-site'
}

/** The session that a request comes with, also one that still lacks its code; undefined for none, or an ended one. */
export async function sessionOf({ c, served, at }: Desk): Promise<Session | undefined> {
  const cookie = getCookie(c, cookieName(served.profile.slug))
  return cookie === undefined ? undefined : findSession(served.store, cookie, at)
}

/** Hands the browser a session's cookie. Strict: no other site can make it travel. */
export function keepCookie({ c, served }: Desk, cookie: string): void {
  setCookie(c, cookieName(served.profile.slug), cookie, {
    path: '/',
    secure: true,
    httpOnly: true,
    sameSite: 'Strict',
  })
}

/** Takes the cookie of a session out of the browser. The session itself is ended by whoever calls this. */
export function dropCookie({ c, served }: Desk): void {
  setCookie(c, cookieName(served.profile.slug), '', {
    path: '/',
    secure: true,
    httpOnly: true,
    sameSite: 'Strict',
    maxAge: 0,
  })
}

/** Leads on to another address of this desk, so that a reload repeats nothing. */
export function go({ c, served }: Desk, path: string): Response {
  return c.redirect(`${served.base}${path}`, 303)
}

/** The same, to a page that says what was just done. */
export function goSaying(desk: Desk, path: string, did: Did): Response {
  return go(desk, `${path}${path.includes('?') ? '&' : '?'}did=${did}`)
}

/** Shows a page of the desk. */
export async function show(desk: Desk, view: DeskView, shown: Shown = {}): Promise<Response> {
  const { deps, served, c } = desk
  const page = await deps.render(new Request(new URL(`/officer/${view.page}`, c.req.url)), {
    desk: {
      profile: served.profile,
      base: served.base,
      words: localWords(deps.content.words('en'), served.profile),
      officer: shown.officer,
      trouble: troubleFor(desk, shown),
      view,
      typed: shown.typed ?? {},
      draft: shown.draft,
      faults: shown.faults ?? [],
      did: shown.faults === undefined ? justDone(desk) : undefined,
      hasCouncilSignIn: deps.council !== undefined,
    },
  })
  if (!page.ok) throw new Error(`the page ${view.page} of the desk was not rendered`)
  const type = page.headers.get('Content-Type') ?? 'text/html'
  const bytes = await shorten(c, Buffer.from(await page.arrayBuffer()), type)
  c.header('Content-Type', type)
  return c.body(new Uint8Array(bytes), shown.code === undefined ? 200 : statusOf(shown.code))
}

/**
 * What is wrong with the service: all of it for those who mend it, and for everybody that mail waits. That a case
 * waits to be opened is for those who may open it: nobody learns that way of one from which they are kept out.
 */
function troubleFor({ deps, served }: Desk, { officer, urgent = [] }: Shown): DeskPage['trouble'] {
  const { problems, unsentMinutes } = deps.watch.last(served.profile.slug)
  if (officer === undefined) return { problems: [], unsentMinutes, urgent: [] }
  const isForThem = (problem: Problem) =>
    problem === 'urgent-unopened' ? urgent.length > 0 : problem === 'mail-late'
  const shown = officer.roles.includes('admin') ? problems : problems.filter(isForThem)
  return { problems: shown, unsentMinutes, urgent }
}

/** The cases that nobody opened in time, of which this officer may open each. */
async function urgentFor({ deps, served, session, at }: SignedIn): Promise<readonly string[]> {
  const { problems } = deps.watch.last(served.profile.slug)
  if (!problems.includes('urgent-unopened')) return []
  const late = await lateAlarms(served, at, mayRead(session.officer, localDateOf(at)))
  return late.map(({ reference }) => reference)
}

/**
 * What came from somebody who is not signed in, mostly since they wrote for longer than a session lasts.
 * They get back what they sent and nothing else: no case is looked up for them.
 */
export async function keepTyped(desk: Desk): Promise<Response> {
  const form = await fieldsOf(desk)
  if (form === undefined) return go(desk, '/officer/sign-in')
  const faults = [{ field: 'session', code: 'ended' }] as const
  return showKept(desk, form, { code: 'sign-in-needed', faults })
}

function showKept(
  desk: Desk,
  form: FormData,
  shown: Required<Pick<Shown, 'code' | 'faults'>>,
): Promise<Response> {
  const { pathname, search } = new URL(desk.c.req.url)
  const why = shown.code === 'busy' ? 'busy' : 'session-ended'
  const to = `${pathname}${search}`
  return show(desk, { page: 'kept', to, why }, { ...shown, typed: typedOf(form) })
}

/** Shows a page to the officer who is signed in, with what they began there and did not send. */
export async function showTo(desk: SignedIn, view: DeskView, shown: Shown = {}): Promise<Response> {
  const { id, name, roles } = desk.session.officer
  const shortcuts = await hasShortcuts(desk.served.store, id)
  const officer = { name, roles, shortcuts }
  const known = { ...shown, officer, urgent: await urgentFor(desk) }
  const form = draftedForm(addressOf(desk))
  if (form === undefined) return show(desk, view, known)
  const isOpened = desk.c.req.method === 'GET'
  const kept = isOpened
    ? await readDeskDraft(desk.served.store, { officerId: id, kind: form })
    : undefined
  const typed = kept?.typed ?? shown.typed ?? {}
  return show(desk, view, { ...known, typed, draft: { form, at: kept?.at } })
}

/** The address that is asked, without what this authority's begin with. */
function addressOf({ c, served }: Desk): string {
  const { pathname, search } = new URL(c.req.url)
  return `${pathname.slice(served.base.length)}${search}`
}

/** What stands where there is nothing for this officer, whatever the reason: the same bytes each time. */
export function showNothing(desk: SignedIn): Promise<Response> {
  return showTo(desk, { page: 'not-found' }, { code: 'not-found' })
}

/** The posted fields of a form; undefined when it is no form of ours. Files are thrown away. */
export async function fieldsOf({ c }: Desk): Promise<FormData | undefined> {
  const form = await readForm(c, {
    takeFile: async (file) => {
      file.resume()
      return ''
    },
  })
  if (!form.ok) return undefined
  c.set('fields', form.fields)
  if (form.fields.has('begun')) {
    c.set('sentForm', { formKey: readFormKey(textOf(form.fields, 'formKey')) })
  }
  return form.fields
}

/** `form.get('email')` as text; a missing field is empty. */
export function textOf(form: FormData | undefined, field: string): string {
  const value = form?.get(field)
  return typeof value === 'string' ? value : ''
}

/** Everything typed into a form, by field. */
export function typedOf(form: FormData | undefined): Typed {
  const typed: Record<string, string[]> = {}
  for (const [field, value] of form ?? []) {
    if (typeof value === 'string') typed[field] = [...(typed[field] ?? []), value]
  }
  return typed
}

/** Where and when whatever this request does is written down. */
export function savingAt({ served, deps, at }: Desk): Saving {
  const { store, profile } = served
  return { store, profile, calendar: deps.calendar, at, publicUrl: deps.publicUrl }
}
