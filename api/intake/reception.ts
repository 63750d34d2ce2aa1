import type { Content } from '#content/index.ts'
import { type Instant, localDateOf } from '#schema/dates.ts'
import type { Accepted, SubmissionBody } from '#schema/form/submission.ts'
import type { Calendar } from '#schema/rules/days/working-days.ts'
import type { SignalReaders } from '#schema/rules/signals/signals.ts'
import type { Triage } from '#schema/triage/triage.ts'
import type { Audience } from '#schema/vocabulary.ts'
import type { Clock } from '../clock.ts'
import type { Served } from '../http/context.ts'
import type { Log } from '../log.ts'
import { askedAndAnswered, wordsFor } from './asked.ts'
import type { AttachmentFolder } from './attachments.ts'
import type { Entered } from './entered.ts'
import type { FloodGuard } from './flood-guard.ts'
import { privateCodeFor } from './private-code.ts'
import { advocateBy, promiseTo } from './promise.ts'
import { proposalFor } from './proposal.ts'
import { newReference } from './reference.ts'
import type { AskedAndAnswered } from './submitted.ts'
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

/** How a submission came, where it is no program that sends it. */
export type Came = { readonly shown?: Shown | undefined; readonly entered?: Entered | undefined }

/** A submission as it will be kept and answered: nothing of it is on the disk yet. */
export type Reception = {
  readonly served: Served
  readonly body: SubmissionBody
  readonly at: Instant
  readonly audience: Audience
  readonly triage: Triage
  readonly asked: readonly AskedAndAnswered[]
  readonly entered: Entered | undefined
  accepted: Accepted
}

/** Works out what triage proposes, the day that is promised, and what its writer is told. */
export function receptionOf(
  receiving: Receiving,
  served: Served,
  body: SubmissionBody,
  { shown, entered }: Came,
): Reception {
  const { profile, store } = served
  const { answers, facts } = body
  const at = receiving.clock()
  const receivedOn = entered?.receivedOn ?? localDateOf(at)
  const voices = {
    officer: receiving.content.words('en'),
    writer: wordsFor(receiving.content, body.language),
  }
  const saidToBe = entered?.isThanks === true ? 'thanks' : undefined
  const triage = proposalFor(body, receiving.readers, voices, saidToBe)
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

function audienceOf(who: SubmissionBody['facts']['who']): Audience {
  return who === 'child' || who === 'young-person' || who === 'care-leaver' ? 'young' : 'adult'
}
