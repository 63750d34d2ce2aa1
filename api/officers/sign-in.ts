import { and, eq, isNull, lt, or, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Saving } from '#api/cases/save-events.ts'
import type { Store } from '#api/store/store.ts'
import { officers, sessions } from '#api/store/tables.ts'
import type { Instant } from '#schema/dates.ts'
import { type Refusal, refuse } from '#schema/errors.ts'
import type { NameLists } from '#schema/names.ts'
import { base32, matchingStep, SECRET_BYTES } from './authenticator.ts'
import { fitsFirstOfficer, isFirstOfficerKey } from './first-officer.ts'
import { keepOutOfCases, lookingFor } from './keep-out-of-cases.ts'
import { takeLink } from './links.ts'
import { officerById, sameAddress } from './officers.ts'
import { endSession, newSession, type Session, startSession } from './sessions.ts'

/** Tries at the authenticator code under one link. The link is spent then; the account is untouched. */
const CODE_TRIES = 5

/** What signed somebody a step further in: the new cookie. */
export type SignedIn = { readonly ok: true; readonly cookie: string }

const FirstOfficer = z.strictObject({
  email: z.email().max(254),
  name: z.string().trim().min(1).max(100),
})

/** Uses a one-time link up and lets its officer on to the authenticator code. */
export async function openLink(
  store: Store,
  key: string,
  at: Instant,
): Promise<SignedIn | Refusal> {
  const officerId = await takeLink(store, key, at)
  const officer = officerId === undefined ? undefined : await officerById(store, officerId)
  if (officer === undefined) return linkIsOver()
  return startHalfWay(store, officer.id, at)
}

/** Sets up the first officer, who manages the desk and reads cases. Works while there is none. */
export async function openFirstLink(
  saving: Saving,
  input: { readonly key: string; readonly email: string; readonly name: string },
  names: NameLists,
): Promise<SignedIn | Refusal> {
  const { store, at } = saving
  if (!isFirstOfficerKey(input.key) || !fitsFirstOfficer(store, input.key, at)) return linkIsOver()
  const who = FirstOfficer.safeParse({ email: input.email.trim(), name: input.name })
  if (!who.success) return refuse('invalid-fields', faultsOf(who.error))
  const [result] = await store.write([
    {
      sql: `insert into officers (email, name, roles, services, created_at)
        select ?, ?, ?, ?, ? where not exists (select 1 from officers) returning id`,
      args: [sameAddress(who.data.email), who.data.name, '["admin","officer"]', '[]', at],
    },
  ])
  const id = z.number().safeParse(result?.rows[0]?.[0])
  if (!id.success) return linkIsOver()
  const officer = await officerById(store, id.data)
  if (officer === undefined) return linkIsOver()
  await keepOutOfCases(saving, lookingFor(saving, officer, names))
  return startHalfWay(store, officer.id, at)
}

/** The secret to set up on this sign-in; undefined when the officer's authenticator is set up. */
export async function secretToSetUp(
  store: Store,
  session: Session,
): Promise<Uint8Array | undefined> {
  const { authenticator } = await authenticatorOf(store, session)
  return authenticator === undefined ? newSecret(store, session) : undefined
}

/** `JBSW Y3DP …`: a secret in groups of four, to be typed from the screen. */
export function spelledSecret(secret: Uint8Array): string {
  return base32(secret).replaceAll(/(.{4})(?=.)/g, '$1 ')
}

/**
 * Takes the authenticator code. A try is counted before the code is looked at, so that many at once are
 * not more tries. A right code ends this half-way session and starts a full one under a new cookie.
 */
export async function giveCode(
  store: Store,
  session: Session,
  typed: string,
  at: Instant,
): Promise<SignedIn | Refusal> {
  if (!(await countTry(store, session))) {
    await store.write([endSession(store, session.hash, at)])
    return refuse('slow-down', [{ field: 'code', code: 'too-often' }])
  }
  const { authenticator, lastStep } = await authenticatorOf(store, session)
  const secret = authenticator ?? newSecret(store, session)
  const step = matchingStep(secret, typed, at, lastStep)
  const proved = authenticator === undefined ? secret : undefined
  if (step === undefined || !(await useStep(store, session, step, proved))) {
    return refuse('invalid-fields', [{ field: 'code', code: 'wrong' }])
  }
  const { cookie, writes } = startSession(store, session.officer.id, 'code', at)
  await store.write([endSession(store, session.hash, at), ...writes])
  return { ok: true, cookie }
}

async function startHalfWay(store: Store, officerId: number, at: Instant): Promise<SignedIn> {
  const { cookie, write } = newSession(store, officerId, 'link', at)
  await store.write([write])
  return { ok: true, cookie }
}

async function authenticatorOf(
  store: Store,
  session: Session,
): Promise<{ readonly authenticator: Uint8Array | undefined; readonly lastStep: number | null }> {
  const [row] = await store.db
    .select({ sealed: officers.authenticator, lastStep: officers.authenticatorStep })
    .from(officers)
    .where(eq(officers.id, session.officer.id))
  const sealed = row?.sealed ?? null
  const authenticator = sealed === null ? undefined : store.keys.own.open(sealed)
  return { authenticator, lastStep: row?.lastStep ?? null }
}

/** The same for the whole of one sign-in, so that nothing has to be kept until it is confirmed. */
function newSecret(store: Store, session: Session): Uint8Array {
  return store.keys.derive('authenticator', session.hash, SECRET_BYTES)
}

async function countTry(store: Store, session: Session): Promise<boolean> {
  const [result] = await store.write([
    store.db
      .update(sessions)
      .set({ wrongCodes: sql`${sessions.wrongCodes} + 1` })
      .where(and(eq(sessions.hash, session.hash), lt(sessions.wrongCodes, CODE_TRIES))),
  ])
  return result?.rowsAffected === 1
}

/**
 * Marks a code as used, and keeps a new secret that it proved. False when another sign-in used the code
 * or set up an authenticator meanwhile.
 */
async function useStep(
  store: Store,
  session: Session,
  step: number,
  proved: Uint8Array | undefined,
): Promise<boolean> {
  const isUnused = or(isNull(officers.authenticatorStep), lt(officers.authenticatorStep, step))
  const [result] = await store.write([
    store.db
      .update(officers)
      .set({
        authenticatorStep: step,
        ...(proved === undefined ? {} : { authenticator: store.keys.own.seal(proved) }),
      })
      .where(
        and(
          eq(officers.id, session.officer.id),
          isUnused,
          proved === undefined ? undefined : isNull(officers.authenticator),
        ),
      ),
  ])
  return result?.rowsAffected === 1
}

function linkIsOver(): Refusal {
  return refuse('invalid-fields', [{ field: 'key', code: 'used-or-over' }])
}

function faultsOf(error: z.ZodError) {
  return error.issues.map((issue) => ({ field: String(issue.path[0]), code: 'missing' }))
}
