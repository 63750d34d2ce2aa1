import type { SubmissionBody } from '#schema/form/submission.ts'
import { localWords } from '#schema/words/local-words.ts'
import type { Served } from '../http/context.ts'
import { type Letter, mailWrites } from '../mail/outbox.ts'
import { dutyAt } from '../officers/duty.ts'
import type { Officer } from '../officers/officers.ts'
import { StoreUnsure } from '../store/store.ts'
import { checkAnswers } from './answers-check.ts'
import { claim, folderOf, type Unclaimed } from './attachments.ts'
import { caseWrites } from './case-writes.ts'
import { createTurns } from './in-turn.ts'
import { type KeptOut, keepOutOnReceipt } from './keep-out.ts'
import { lettersOf } from './letters.ts'
import { hashOfBody, type Outcome, receivedBefore } from './received-before.ts'
import { type Came, type Receiving, type Reception, receptionOf } from './reception.ts'
import { newReference } from './reference.ts'

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
  const reception = receptionOf(receiving, served, body, came)
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
    // What may be on the disk keeps its key: sent again, it is then answered as received, and not lost.
    if (!(fault instanceof StoreUnsure))
      await store.keys.destroyCaseKey(keyId).catch(() => receiving.log('warn', 'store-busy'))
    throw fault
  }
  if (!isApart) return
  // A number in everybody's inbox that their list does not have would tell them of it.
  if (keptOut.events.length === 0) flood?.noteSetApart()
  receiving.log('info', 'flood-set-apart', { reference: accepted.reference })
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
      words: localWords(receiving.content.words('en'), served.profile),
      publicUrl: receiving.publicUrl,
    },
  )
}

function isTaken(fault: unknown): boolean {
  for (let at = fault; at instanceof Error; at = at.cause) {
    if ('code' in at && String(at.code).startsWith('SQLITE_CONSTRAINT')) return true
  }
  return false
}
