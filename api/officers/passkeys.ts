import { and, asc, eq } from 'drizzle-orm'
import { z } from 'zod'
import { noteDeskAct } from '#api/history/desk-acts.ts'
import type { Store, Write } from '#api/store/store.ts'
import { passkeys } from '#api/store/tables.ts'
import type { Instant } from '#schema/dates.ts'
import { type Refusal, refuse } from '#schema/errors.ts'
import { type Officer, officerById } from './officers.ts'
import type { RelyingParty } from './relying-party.ts'
import { startSession } from './sessions.ts'

/** One person needs a few: a laptop, a telephone, a key on a string. */
const MOST_PASSKEYS = 10

/** One passkey, as its officer sees it. */
export type PasskeyRow = {
  readonly id: string
  readonly name: string
  readonly createdAt: string
  readonly usedAt: string | null
}

/** What the browser is told, as it goes into the page. */
export type PasskeyOptions = { readonly challenge: string; readonly options: object }

/** What came back from the browser, and what it answers. */
export type Answered = { readonly answer: string; readonly challenge: string; readonly at: Instant }

const Text = z.string().max(10_000)
const Credential = { id: Text, rawId: Text, type: z.literal('public-key') }
/** What a browser's `toJSON` says of a new passkey; what else it says is not looked at. */
const Made = z.object({
  ...Credential,
  response: z.object({
    clientDataJSON: Text,
    attestationObject: Text,
    transports: z.array(z.string().max(20)).max(10).default([]),
  }),
})
const Used = z.object({
  ...Credential,
  response: z.object({ clientDataJSON: Text, authenticatorData: Text, signature: Text }),
})

/** Loaded when somebody needs it: most of the day nobody does, and it holds some megabytes. */
function webauthn() {
  return import('@simplewebauthn/server')
}

/** The officer's passkeys, oldest first. */
export async function listPasskeys(
  store: Store,
  officerId: number,
): Promise<readonly PasskeyRow[]> {
  const rows = await store.db
    .select()
    .from(passkeys)
    .where(eq(passkeys.officerId, officerId))
    .orderBy(asc(passkeys.createdAt))
  return rows.map(({ id, sealedName, createdAt, usedAt }) => ({
    id,
    name: store.keys.own.open(sealedName).toString(),
    createdAt,
    usedAt,
  }))
}

/** What the browser needs to make a passkey for this officer. */
export async function offerPasskey(
  store: Store,
  party: RelyingParty,
  officer: Officer,
  council: string,
): Promise<PasskeyOptions> {
  const { generateRegistrationOptions } = await webauthn()
  const known = await listPasskeys(store, officer.id)
  const options = await generateRegistrationOptions({
    rpName: council,
    rpID: party.id,
    userName: officer.email,
    userDisplayName: officer.name,
    userID: new Uint8Array(Buffer.from(store.keys.hash('passkey-user', String(officer.id)))),
    attestationType: 'none',
    excludeCredentials: known.map(({ id }) => ({ id })),
    // Found without typing an address, and opened by a finger, a face or a PIN: two proofs in one.
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  return { challenge: options.challenge, options }
}

/** Keeps a passkey that the browser made. Refuses what does not answer the challenge of this page. */
export async function addPasskey(
  store: Store,
  party: RelyingParty,
  officer: Officer,
  made: Answered & { readonly name: string },
): Promise<{ readonly ok: true } | Refusal> {
  const { at, name } = made
  if (name === '') return refuse('invalid-fields', [{ field: 'name', code: 'missing' }])
  if ((await listPasskeys(store, officer.id)).length >= MOST_PASSKEYS) return wrong('too-many')
  const read = parse(Made, made.answer)
  if (read === undefined) return wrong('missing')
  const { verifyRegistrationResponse } = await webauthn()
  const verified = await verifyRegistrationResponse({
    response: { ...read, clientExtensionResults: {} },
    expectedChallenge: made.challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
    // It throws for what does not fit: a stranger's answer is no fault of ours.
  }).catch(() => undefined)
  if (verified?.verified !== true) return wrong('wrong')
  const { id, publicKey, counter } = verified.registrationInfo.credential
  const [result] = await store.write([
    store.db
      .insert(passkeys)
      .values({
        id,
        officerId: officer.id,
        publicKey: Buffer.from(publicKey),
        counter,
        transports: read.response.transports,
        sealedName: store.keys.own.seal(name),
        createdAt: at,
        usedAt: null,
      })
      .onConflictDoNothing(),
    noteDeskAct(store, at, { kind: 'passkey-added', by: officer.id, about: officer.id }),
  ])
  return result?.rowsAffected === 1 ? { ok: true } : wrong('wrong')
}

/** Forgets one of the officer's own passkeys: it opens nothing from then on. */
export function dropPasskey(store: Store, officer: Officer, id: string, at: Instant): Write[] {
  return [
    store.db.delete(passkeys).where(and(eq(passkeys.id, id), eq(passkeys.officerId, officer.id))),
    noteDeskAct(store, at, { kind: 'passkey-removed', by: officer.id, about: officer.id }),
  ]
}

/** What the browser needs to sign in with whichever passkey it holds for us. */
export async function askForPasskey(party: RelyingParty): Promise<PasskeyOptions> {
  const { generateAuthenticationOptions } = await webauthn()
  const options = await generateAuthenticationOptions({
    rpID: party.id,
    userVerification: 'required',
  })
  return { challenge: options.challenge, options }
}

/**
 * Signs in with a passkey. Refuses one that is unknown, of somebody who left, or that does not answer this
 * challenge; one that counts backwards was copied.
 */
export async function openWithPasskey(
  store: Store,
  party: RelyingParty,
  used: Answered,
): Promise<{ readonly ok: true; readonly cookie: string; readonly officerId: number } | Refusal> {
  const read = parse(Used, used.answer)
  if (read === undefined) return wrong('missing')
  const [row] = await store.db.select().from(passkeys).where(eq(passkeys.id, read.id))
  const officer = row && (await officerById(store, row.officerId))
  if (row === undefined || officer === undefined) return wrong('unknown')
  const { verifyAuthenticationResponse } = await webauthn()
  const verified = await verifyAuthenticationResponse({
    response: { ...read, clientExtensionResults: {} },
    expectedChallenge: used.challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    credential: {
      id: row.id,
      publicKey: new Uint8Array(row.publicKey),
      counter: row.counter,
    },
    requireUserVerification: true,
  }).catch(() => undefined)
  if (verified?.verified !== true) return wrong('unknown')
  const { cookie, writes } = startSession(store, officer.id, 'passkey', used.at)
  await store.write([
    store.db
      .update(passkeys)
      .set({ counter: verified.authenticationInfo.newCounter, usedAt: used.at })
      .where(eq(passkeys.id, row.id)),
    ...writes,
  ])
  return { ok: true, cookie, officerId: officer.id }
}

function parse<T>(shape: z.ZodType<T>, text: string): T | undefined {
  try {
    const read = shape.safeParse(JSON.parse(text))
    return read.success ? read.data : undefined
  } catch {
    return undefined
  }
}

function wrong(code: 'missing' | 'wrong' | 'unknown' | 'too-many'): Refusal {
  return refuse('invalid-fields', [{ field: 'passkey', code }])
}
