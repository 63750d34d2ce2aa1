import { Hono } from 'hono'
import { z } from 'zod'
import type { AppEnv } from '#api/http/context.ts'
import type { FieldFault } from '#schema/errors.ts'
import {
  type Desk,
  type DeskDeps,
  fieldsOf,
  go,
  goSaying,
  keepCookie,
  open,
  type Shown,
  type SignedIn,
  show,
  showTo,
  signedIn,
  textOf,
  typedOf,
} from './desk-app.ts'
import {
  addPasskey,
  askForPasskey,
  dropPasskey,
  listPasskeys,
  offerPasskey,
  openWithPasskey,
  type PasskeyOptions,
} from './passkeys.ts'
import { relyingPartyOf } from './relying-party.ts'
import { dropTicket, keepTicket, readTicket } from './tickets.ts'
import { rememberBrowser } from './tries.ts'

const Asked = z.strictObject({ challenge: z.string() })
/** Between the page and its answer. */
const CHALLENGE_MINUTES = 10
const LONGEST_NAME = 60

/** Passkeys: made and removed by whoever is signed in, and a way in of their own. */
export function passkeyRoutes(deps: DeskDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  routes.post('/officer/passkey', open(deps, useOne))
  routes.get(
    '/officer/passkeys',
    signedIn(deps, (desk) => showOwn(desk)),
  )
  routes.post('/officer/passkeys', signedIn(deps, addOne))
  routes.post('/officer/passkeys/remove', signedIn(deps, removeOne))
  return routes
}

/** What the page to sign in hands the browser; undefined where people reach us by a number. */
export async function passkeyForSignIn(desk: Desk): Promise<object | undefined> {
  const party = relyingPartyOf(desk)
  return party && hand(desk, await askForPasskey(party))
}

/** The challenge travels in a cookie of this browser, sealed, so that nothing is stored for whoever only looks. */
function hand(desk: Desk, { challenge, options }: PasskeyOptions): object {
  keepTicket(desk, 'passkey', { challenge }, { minutes: CHALLENGE_MINUTES, sameSite: 'Strict' })
  return options
}

/** The challenge that this browser was given. It is good for one answer. */
function takeChallenge(desk: Desk): string | undefined {
  const asked = readTicket(desk, 'passkey', Asked)
  dropTicket(desk, 'passkey')
  if (asked === undefined || !desk.deps.limits.challenges.take(asked.challenge)) return undefined
  return asked.challenge
}

async function useOne(desk: Desk): Promise<Response> {
  const party = relyingPartyOf(desk)
  const challenge = takeChallenge(desk)
  const answer = textOf(await fieldsOf(desk), 'answer')
  if (party === undefined || challenge === undefined) return refuseSignIn(desk, 'over')
  const { store } = desk.served
  const opened = await openWithPasskey(store, party, { answer, challenge, at: desk.at })
  if (!opened.ok) return refuseSignIn(desk, opened.fields?.[0]?.code ?? 'unknown')
  rememberBrowser(desk, opened.officerId)
  keepCookie(desk, opened.cookie)
  return go(desk, '/officer')
}

async function refuseSignIn(desk: Desk, code: string): Promise<Response> {
  const passkey = await passkeyForSignIn(desk)
  const faults: FieldFault[] = [{ field: 'passkey', code }]
  return show(
    desk,
    { page: 'sign-in', isAsked: false, passkey },
    { code: 'invalid-fields', faults },
  )
}

async function showOwn(desk: SignedIn, shown: Shown = {}): Promise<Response> {
  const { store, profile } = desk.served
  const { officer } = desk.session
  const party = relyingPartyOf(desk)
  const offered = party && hand(desk, await offerPasskey(store, party, officer, profile.shortName))
  const passkeys = await listPasskeys(store, officer.id)
  return showTo(desk, { page: 'passkeys', passkeys, offered }, shown)
}

async function addOne(desk: SignedIn): Promise<Response> {
  const { officer } = desk.session
  const party = relyingPartyOf(desk)
  const challenge = takeChallenge(desk)
  const form = await fieldsOf(desk)
  const typed = typedOf(form)
  if (party === undefined || challenge === undefined) {
    const faults = [{ field: 'passkey', code: 'over' }]
    return showOwn(desk, { code: 'invalid-fields', faults, typed })
  }
  const name = textOf(form, 'name').trim().slice(0, LONGEST_NAME)
  const answer = textOf(form, 'answer')
  const made = { answer, challenge, name, at: desk.at }
  const added = await addPasskey(desk.served.store, party, officer, made)
  if (added.ok) return goSaying(desk, '/officer/passkeys', 'passkey-added')
  return showOwn(desk, { code: added.code, faults: added.fields ?? [], typed })
}

async function removeOne(desk: SignedIn): Promise<Response> {
  const { store } = desk.served
  const id = textOf(await fieldsOf(desk), 'id')
  await store.write(dropPasskey(store, desk.session.officer, id, desk.at))
  return goSaying(desk, '/officer/passkeys', 'passkey-removed')
}
