import { createHash } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { Content } from '#content/index.ts'
import type { CaseEvent } from '#schema/case.ts'
import { type Instant, localDateOf } from '#schema/dates.ts'
import { type Refusal, refuse } from '#schema/errors.ts'
import type { SignalReaders } from '#schema/rules/signals.ts'
import { inboxRow } from '#schema/rules/status.ts'
import type { Calendar } from '#schema/rules/working-days.ts'
import type { Accepted, Answers, SubmissionBody } from '#schema/submission.ts'
import { Accepted as AcceptedShape } from '#schema/submission.ts'
import type { Triage } from '#schema/triage.ts'
import type { Audience } from '#schema/vocabulary.ts'
import type { Clock } from '../clock.ts'
import type { Served } from '../http/context.ts'
import type { Log } from '../log.ts'
import { type Letter, mailWrites } from '../mail/outbox.ts'
import { dutyAt } from '../officers/duty.ts'
import type { Officer } from '../officers/officers.ts'
import type { Sealer, Write } from '../store/store.ts'
import { cases, events, inbox, parts, people, submissions } from '../store/tables.ts'
import { checkAnswers } from './answers-check.ts'
import { askedAndAnswered, wordsFor } from './asked.ts'
import { type AttachmentFolder, claim, folderOf, type Unclaimed } from './attachments.ts'
import { type Entered, receivedData } from './entered.ts'
import type { FloodGuard } from './flood-guard.ts'
import { createTurns } from './in-turn.ts'
import { type KeptOut, keepOutOnReceipt } from './keep-out.ts'
import { lettersOf } from './letters.ts'
import { hashOfCode, privateCodeFor, readPrivateCode } from './private-code.ts'
import { advocateBy, promiseTo } from './promise.ts'
import { proposalFor } from './proposal.ts'
import { newReference } from './reference.ts'
import { type AskedAndAnswered, partAnswers, type Submitted } from './submitted.ts'
import type { Turnstile } from './turnstile.ts'

/** What receiving needs besides the submission. */
export type Receiving = {
  readonly content: Content
  readonly readers: SignalReaders
  readonly calendar: Calendar
  readonly clock: Clock
  readonly log: Log
  /** Where links in mails lead, `https://host`. */
  readonly publicUrl: string
  /** Folders where a file may wait that came before its authority was named. */
  readonly folders: readonly AttachmentFolder[]
  readonly floodGuards: ReadonlyMap<string, FloodGuard>
  readonly turnstile: Turnstile
}

/** What the form knows of a submission that a program does not say: every question as it was shown. */
export type Shown = { readonly asked: readonly AskedAndAnswered[]; readonly audience: Audience }

export type Outcome =
  | { readonly ok: true; readonly isNew: boolean; readonly accepted: Accepted }
  | Refusal

/** How a submission came, where it is no program that sends it. */
export type Came = { readonly shown?: Shown | undefined; readonly entered?: Entered | undefined }

export type Receive = (served: Served, body: SubmissionBody, came?: Came) => Promise<Outcome>

/** Attempts at a reference that nobody has; a second is needed once in thousands of cases. */
const ATTEMPTS = 4

/**
 * Receives a submission: one transaction for what was sent, its case, the first event, the people, the
 * desk's row and the mails to be sent. Resolves after the commit. The same key and body are the same
 * submission and the same answer; the same key with another body is refused. So is whoever comes, with
 * `StoreBusy`, while more is asked than can be done.
 */
export function createReceive(receiving: Receiving): Receive {
  const inTurn = createTurns()
  return (served, body, came = {}) =>
    receiving.turnstile.pass(() =>
      inTurn(`${served.profile.slug} ${body.idempotencyKey}`, () =>
        receiveOnce(receiving, served, body, came),
      ),
    )
}

async function receiveOnce(
  receiving: Receiving,
  served: Served,
  body: SubmissionBody,
  came: Came,
): Promise<Outcome> {
  const bodyHash = hashOfBody(served, body)
  const earlier = await receivedBefore(served, body, bodyHash)
  if (earlier !== undefined) return earlier
  const checked = await checkAnswers(body, {
    questions: receiving.content.questions,
    folders: receiving.folders,
  })
  if (!checked.ok) return checked
  const reception = prepare(receiving, served, body, came)
  for (let attempt = 1; ; attempt++) {
    try {
      await commit(receiving, reception, { bodyHash, files: checked.files })
      return { ok: true, isNew: true, accepted: reception.accepted }
    } catch (fault) {
      if (!isTaken(fault)) throw fault
      const sameKey = await receivedBefore(served, body, bodyHash)
      if (sameKey !== undefined) return sameKey
      if (attempt === ATTEMPTS) throw fault
      reception.accepted = { ...reception.accepted, reference: newReference() }
    }
  }
}

/** What was answered the first time, or undefined when this key is new. */
async function receivedBefore(
  served: Served,
  body: SubmissionBody,
  bodyHash: string,
): Promise<Outcome | undefined> {
  const { store, profile } = served
  const [row] = await store.db
    .select({ sealed: submissions.sealed, bodyHash: submissions.bodyHash, keyId: cases.keyId })
    .from(submissions)
    .innerJoin(cases, eq(cases.id, submissions.caseId))
    .where(eq(submissions.idempotencyKey, body.idempotencyKey))
  if (row === undefined) return undefined
  if (row.bodyHash !== bodyHash) return refuse('key-reused')
  const key = await store.keys.caseKey(row.keyId)
  if (key === undefined) return refuse('not-found')
  const submitted = JSON.parse(key.open(row.sealed).toString()) as Submitted
  const code = privateCodeFor(store.keys, profile.slug, body.idempotencyKey)
  return {
    ok: true,
    isNew: false,
    accepted: AcceptedShape.parse({ ...submitted.accepted, code }),
  }
}

type Reception = {
  readonly served: Served
  readonly body: SubmissionBody
  readonly at: Instant
  readonly audience: Audience
  readonly triage: Triage
  readonly asked: readonly AskedAndAnswered[]
  readonly entered: Entered | undefined
  accepted: Accepted
}

function prepare(
  receiving: Receiving,
  served: Served,
  body: SubmissionBody,
  { shown, entered }: Came,
): Reception {
  const { profile, store } = served
  const { answers, facts } = body
  const at = receiving.clock()
  const receivedOn = entered?.receivedOn ?? localDateOf(at)
  const triage = proposalFor(body, receiving.readers, {
    officer: receiving.content.words('en'),
    writer: wordsFor(receiving.content, body.language),
  })
  const promise = promiseTo(
    { at, on: receivedOn, ask: answers.ask, parts: triage.parts },
    profile,
    receiving.calendar,
  )
  const advocate =
    answers.advocate?.answer ?? (answers.ask === 'advocate-only' ? ('yes' as const) : null)
  return {
    served,
    body,
    at,
    audience: shown?.audience ?? audienceOf(facts.who),
    triage,
    asked: shown?.asked ?? askedAndAnswered(body, receiving.content),
    entered,
    accepted: {
      reference: newReference(),
      code: privateCodeFor(store.keys, profile.slug, body.idempotencyKey),
      category: triage.category,
      flags: triage.flags,
      parts: triage.parts,
      receivedOn,
      dueOn: promise.dueOn,
      dueWorkedOut: [...promise.workedOut],
      advocate: {
        answer: advocate,
        name: profile.advocacy.name,
        contactBy: advocateBy(advocate, receivedOn, profile, receiving.calendar),
      },
    },
  }
}

async function commit(
  receiving: Receiving,
  reception: Reception,
  kept: { readonly bodyHash: string; readonly files: readonly Unclaimed[] },
): Promise<void> {
  const { served, accepted } = reception
  const { store, profile } = served
  const flood = receiving.floodGuards.get(profile.slug)
  const isUrgent =
    accepted.flags.includes('safeguarding') || reception.body.answers.ask === 'urgent-contact'
  const isTyped = reception.entered !== undefined
  const isApart = !isTyped && (flood?.isFlood() ?? false) && !isUrgent
  const caseId = await store.nextId('cases')
  const keptOut = await keepOutOnReceipt(
    served,
    {
      answers: reception.body.answers,
      category: reception.triage.category,
      services: reception.triage.parts.flatMap((part) => part.services),
      at: reception.at,
    },
    receiving.content.names,
  )
  const onDuty = isUrgent ? (await dutyAt(served, receiving.calendar, reception.at)).officers : []
  const { keyId, sealer } = await store.keys.createCaseKey()
  try {
    const target = folderOf(store)
    const claims = await Promise.all(
      kept.files.map((file) => claim(target, file, { caseId, sealer })),
    )
    await store.write([
      keptOut.guard,
      ...caseWrites(receiving, reception, { ...kept, caseId, keyId, sealer, isApart, keptOut }),
      ...keptOut.writesFor(caseId),
      ...claims.map(({ write }) => write),
      ...mailWrites(
        store,
        { host: new URL(receiving.publicUrl).hostname, now: reception.at },
        isApart || reception.entered?.isFromBefore === true
          ? []
          : letters(receiving, reception, { caseId, keptOut, onDuty }),
      ),
    ])
    for (const { afterwards } of claims) await afterwards()
  } catch (fault) {
    await store.keys.destroyCaseKey(keyId).catch(() => receiving.log('warn', 'store-busy'))
    throw fault
  }
  if (!isApart) return
  // A number in everybody's inbox that their list does not have would tell them of it.
  if (keptOut.events.length === 0) flood?.noteSetApart()
  receiving.log('info', 'flood-set-apart', { reference: accepted.reference })
}

type CaseParts = {
  readonly bodyHash: string
  readonly caseId: number
  readonly keyId: string
  readonly sealer: Sealer
  readonly isApart: boolean
  readonly keptOut: KeptOut
}

function caseWrites(receiving: Receiving, reception: Reception, kept: CaseParts): Write[] {
  const { served, body, at, accepted, triage } = reception
  const { db, keys } = served.store
  const { caseId, sealer } = kept
  const { words, people: persons } = partAnswers(body.answers)
  const { code, ...withoutCode } = accepted
  const submitted: Submitted = {
    language: body.language,
    facts: body.facts,
    answers: words,
    asked: reception.asked,
    accepted: withoutCode,
  }
  const received: CaseEvent = {
    kind: 'received',
    at,
    on: accepted.receivedOn,
    by: reception.entered?.by ?? 'writer',
    data: receivedData(body, triage, reception.entered),
  }
  const first = [received, ...advocateAsked(body.answers, received), ...kept.keptOut.events]
  const row = inboxRow(first, served.profile, receiving.calendar)
  return [
    db.insert(cases).values({
      id: caseId,
      reference: accepted.reference,
      keyId: kept.keyId,
      codeHash: hashOfCode(keys, readPrivateCode(code) ?? ''),
      receivedAt: at,
      receivedOn: accepted.receivedOn,
      language: body.language,
      audience: reception.audience,
      who: body.facts.who,
      triage,
    }),
    db.insert(submissions).values({
      caseId,
      idempotencyKey: body.idempotencyKey,
      bodyHash: kept.bodyHash,
      contentVersion: receiving.content.version,
      sealed: sealer.seal(JSON.stringify(submitted)),
    }),
    ...triage.parts.map((part, index) =>
      db
        .insert(parts)
        .values({ caseId, n: index + 1, category: part.category, services: part.services }),
    ),
    ...persons.map((person) =>
      db
        .insert(people)
        .values({ caseId, kind: person.kind, sealed: sealer.seal(JSON.stringify(person)) }),
    ),
    ...first.map((event) => db.insert(events).values({ ...event, caseId })),
    db.insert(inbox).values({
      ...row,
      caseId,
      reference: accepted.reference,
      setApart: kept.isApart ? 1 : 0,
    }),
  ]
}

/**
 * What was said about an advocate in the form counts as what is said later does: a yes starts the clock of
 * the advocate, and every answer shows that one was offered.
 */
function advocateAsked({ advocate, ask }: Answers, { at, on }: CaseEvent): CaseEvent[] {
  const answer = advocate?.answer ?? (ask === 'advocate-only' ? 'yes' : undefined)
  if (answer === undefined) return []
  return [
    {
      kind: 'advocate-asked',
      at,
      on,
      by: 'writer',
      data: { answer, share: advocate?.share ?? null },
    },
  ]
}

function letters(
  receiving: Receiving,
  reception: Reception,
  about: {
    readonly caseId: number
    readonly keptOut: KeptOut
    /** Nobody is looked for where nothing is urgent. */
    readonly onDuty: readonly Officer[]
  },
): Letter[] {
  const { served, body, at, accepted } = reception
  return lettersOf(
    {
      caseId: about.caseId,
      at,
      ask: body.answers.ask,
      round: 0,
      knowing: about.keptOut.knowing,
      onDuty: about.onDuty,
      accepted: { ...accepted, contactBy: accepted.advocate.contactBy },
    },
    {
      served,
      calendar: receiving.calendar,
      words: receiving.content.words('en'),
      publicUrl: receiving.publicUrl,
    },
  )
}

/** Told apart by a keyed hash of the body in one order: nothing of the body can be guessed from it. */
function hashOfBody(served: Served, body: SubmissionBody): string {
  const digest = createHash('sha256').update(canonical(body)).digest('base64url')
  return served.store.keys.hash('submission-body', digest)
}

/** The same values in the same order of keys, however they were sent. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).filter(([, each]) => each !== undefined)
  entries.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(',')}}`
}

function audienceOf(who: SubmissionBody['facts']['who']): Audience {
  return who === 'child' || who === 'young-person' || who === 'care-leaver' ? 'young' : 'adult'
}

function isTaken(fault: unknown): boolean {
  for (let at = fault; at instanceof Error; at = at.cause) {
    if ('code' in at && String(at.code).startsWith('SQLITE_CONSTRAINT')) return true
  }
  return false
}
