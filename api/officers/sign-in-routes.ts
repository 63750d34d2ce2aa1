import { setTimeout as wait } from 'node:timers/promises'
import { Hono } from 'hono'
import type { AppEnv } from '#api/http/context.ts'
import { mailAddress } from '#api/mail/mail.ts'
import { mailWrites } from '#api/mail/outbox.ts'
import { signInLink } from '#api/mail/templates.ts'
import { type ErrorCode, refuse } from '#schema/errors.ts'
import { authenticatorUri } from './authenticator.ts'
import {
  type Desk,
  type DeskDeps,
  fieldsOf,
  go,
  keepCookie,
  open,
  savingAt,
  sessionOf,
  show,
  textOf,
  typedOf,
} from './desk-app.ts'
import { isFirstOfficerKey } from './first-officer.ts'
import { linkUrl, makeMailedLink } from './links.ts'
import { findOfficer } from './officers.ts'
import { passkeyForSignIn } from './passkey-routes.ts'
import type { Session } from './sessions.ts'
import { giveCode, openFirstLink, openLink, secretToSetUp, spelledSecret } from './sign-in.ts'
import { isKnownBrowserOf, mayAskForLink, rememberBrowser, takeTry } from './tries.ts'

/** Asking for a link takes this long whoever asks, so that its time does not say who is an officer. */
const SAME_TIME_MS = 250

/** The way in: a one-time link, then the authenticator code. */
export function signInRoutes(deps: DeskDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  routes.get('/officer/sign-in', open(deps, showSignIn))
  routes.post('/officer/sign-in', open(deps, askForLink))
  routes.get('/officer/link', open(deps, showLink))
  routes.post('/officer/link', open(deps, takeLink))
  routes.get('/officer/authenticator', open(deps, showAuthenticator))
  routes.post('/officer/authenticator', open(deps, takeCode))
  return routes
}

async function showSignIn(desk: Desk): Promise<Response> {
  const passkey = await passkeyForSignIn(desk)
  return show(desk, { page: 'sign-in', isAsked: false, passkey })
}

/** Answers everybody alike; only a known officer is sent something, and not without end. */
async function askForLink(desk: Desk): Promise<Response> {
  const form = await fieldsOf(desk)
  const email = textOf(form, 'email').trim()
  if (mailAddress(email) === undefined) {
    return refuseLink(desk, 'invalid-fields', { email, code: 'missing' })
  }
  if (!mayAskForLink(desk)) return refuseLink(desk, 'slow-down', { email, code: 'wait' })
  await Promise.all([sendLink(desk, email), wait(SAME_TIME_MS)])
  return show(desk, { page: 'sign-in', isAsked: true })
}

function refuseLink(
  desk: Desk,
  refusal: ErrorCode,
  { email, code }: { readonly email: string; readonly code: string },
): Promise<Response> {
  const shown = { code: refusal, faults: [{ field: 'email', code }], typed: { email: [email] } }
  return show(desk, { page: 'sign-in', isAsked: false }, shown)
}

async function sendLink(desk: Desk, email: string): Promise<void> {
  const { deps, served, at } = desk
  const { store, profile, base } = served
  const officer = await findOfficer(store, email)
  const to = mailAddress(officer?.email ?? '')
  if (officer === undefined || to === undefined) return
  const browser = isKnownBrowserOf(desk, officer.id) ? 'known' : 'strange'
  const key = await makeMailedLink(store, officer.id, at, browser)
  if (key === undefined) return
  const mail = signInLink(deps.content.words('en'), {
    to,
    council: profile.shortName,
    link: linkUrl(`${deps.publicUrl}${base}`, key),
  })
  const sender = { host: new URL(deps.publicUrl).hostname, now: at }
  const about = store.keys.hash('sign-in-mail', key)
  await store.write(mailWrites(store, sender, [{ kind: 'sign-in', about, mail }]))
}

/** Looking at a link uses nothing up: scanners of mail look at every one. */
function showLink(desk: Desk): Promise<Response> {
  const key = desk.c.req.query('key') ?? ''
  return show(desk, { page: 'link', key, isFirst: isFirstOfficerKey(key) })
}

async function takeLink(desk: Desk): Promise<Response> {
  const { served, at } = desk
  const form = await fieldsOf(desk)
  const key = textOf(form, 'key')
  const isFirst = isFirstOfficerKey(key)
  const opened = isFirst
    ? await openFirstLink(
        savingAt(desk),
        { key, email: textOf(form, 'email'), name: textOf(form, 'name') },
        desk.deps.content.names,
      )
    : await openLink(served.store, key, at)
  if (opened.ok) {
    keepCookie(desk, opened.cookie)
    return go(desk, '/officer/authenticator')
  }
  const { code, fields: faults = [] } = opened
  const isOver = faults.some(({ field }) => field === 'key')
  return isOver
    ? show(desk, { page: 'sign-in', isAsked: false }, { code, faults })
    : show(desk, { page: 'link', key, isFirst }, { code, faults, typed: typedOf(form) })
}

async function showAuthenticator(desk: Desk): Promise<Response> {
  const session = await sessionOf(desk)
  if (session === undefined) return go(desk, '/officer/sign-in')
  return session.strength === 'full' ? go(desk, '/officer') : askForCode(desk, session)
}

async function takeCode(desk: Desk): Promise<Response> {
  const session = await sessionOf(desk)
  if (session === undefined || session.strength === 'full') return showAuthenticator(desk)
  const code = textOf(await fieldsOf(desk), 'code')
  const giveBack = takeTry(desk, session.officer.id)
  if (giveBack === undefined)
    return askForCode(desk, session, refuse('slow-down', [{ field: 'code', code: 'wait' }]))
  const given = await giveCode(desk.served.store, session, code, desk.at)
  if (given.ok) {
    giveBack()
    rememberBrowser(desk, session.officer.id)
    keepCookie(desk, given.cookie)
    return go(desk, '/officer')
  }
  if (given.code !== 'slow-down') return askForCode(desk, session, given)
  return show(
    desk,
    { page: 'sign-in', isAsked: false },
    { code: given.code, faults: given.fields ?? [] },
  )
}

async function askForCode(
  desk: Desk,
  session: Session,
  refusal?: ReturnType<typeof refuse>,
): Promise<Response> {
  const { profile, store } = desk.served
  const secret = await secretToSetUp(store, session)
  const setUp =
    secret === undefined
      ? undefined
      : {
          secret: spelledSecret(secret),
          uri: authenticatorUri(secret, profile.shortName, session.officer.email),
        }
  return show(
    desk,
    { page: 'authenticator', setUp },
    refusal === undefined ? {} : { code: refusal.code, faults: refusal.fields ?? [] },
  )
}
