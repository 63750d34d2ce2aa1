import type { DraftAnswers, Journey } from '#schema/form/journey.ts'
import type { Question } from '#schema/form/question.ts'
import { faultsOf, firstMissing, leadsTo, overlay } from '#schema/rules/form/answer-faults.ts'
import { type Given, nextStep } from '#schema/rules/form/journey.ts'
import type { SignalReaders } from '#schema/rules/signals/signals.ts'
import { folderOf } from './attachments.ts'
import { checkFiles } from './check-files.ts'
import { markStory } from './check-in.ts'
import type { Turn } from './door.ts'
import { newDraft } from './draft.ts'
import { readAnswers } from './form-answers.ts'
import type { Held } from './held-draft.ts'
import { saveDraft } from './saved-draft.ts'
import { type SendingParts, sendJourney, wasSentBy } from './send-journey.ts'
import { type Showing, showStep } from './step-page.ts'
import { visitIn } from './visits.ts'

/** One page of a journey and what was posted to it. */
export type Posted = {
  readonly journey: Journey
  readonly n: number
  readonly question: Question
  readonly form: FormData
}

/** What taking a page needs, for one request. `held`: what this browser has told us and not sent. */
export type TakingParts = SendingParts & {
  readonly readers: SignalReaders
  readonly held: () => Promise<Held>
}

/** What is said above a page's question. */
export const ENDED = 'notice.draft-ended'
const BUSY = 'notice.busy'

/** Keeps what a page sent and leads on, or brings the page back. */
export async function takeStep(parts: TakingParts, posted: Posted): Promise<Turn> {
  const { way, drafts, cookie, content } = parts
  const { journey, n, question } = posted
  const { draft = newDraft(parts.clock()), answers, ended } = await parts.held()
  if (question.kind === 'check') return sendJourney(parts, journey, n, draft)
  if (question.fields.length === 0) return way.onward(journey, n, answers)
  const { typed, now, fileFaults } = await readStep(parts, posted, answers)
  const faults = [...fileFaults, ...faultsOf(question, typed, answers)]
  const again = (shown: DraftAnswers, notice: string | undefined) =>
    showAgain(parts, posted, { answers: shown, faults, notice, status: 422 })
  if (faults.length > 0) {
    await beginVisit(parts, posted.form)
    return again(now, ended ? ENDED : undefined)
  }
  const to = leadsTo(question, typed)
  if (to?.startsWith('step:')) return way.destination(journey, n, answers, to)
  const kept = markStory(question, now, parts)
  if (wasSentBy(draft, journey, n, kept)) return way.done(journey)
  const changed = { ...draft, answers: kept }
  await drafts.write(cookie.ensure(), changed)
  const missing = firstMissing(journey, kept, content.questions)
  if (ended || (missing !== undefined && missing.n < n)) return again(kept, ENDED)
  if (to !== undefined) return way.destination(journey, n, kept, to)
  // A short journey has no "check your answers": its last page sends.
  const isLast = nextStep(journey, kept, n) === undefined
  return isLast ? sendJourney(parts, journey, n, changed) : way.onward(journey, n, kept)
}

/** A mistake on the first page: the browser is known from now on, so that leaving can end this visit too. */
async function beginVisit({ cookie, drafts, clock }: TakingParts, form: FormData): Promise<void> {
  const visit = visitIn(form)
  if (visit === undefined || cookie.read() !== undefined) return
  await drafts.write(cookie.ensure(), { ...newDraft(clock()), visits: [visit] })
}

/** What was typed goes along to the page in another language; what cannot be kept yet stays on the screen. */
export async function keepTyped(parts: TakingParts, posted: Posted): Promise<Turn> {
  const { journey, n, question } = posted
  const { draft = newDraft(parts.clock()), answers } = await parts.held()
  const { typed, now } = await readStep(parts, posted, answers)
  if (faultsOf(question, typed, answers).length > 0)
    return showAgain(parts, posted, { answers: now })
  const kept = { ...draft, answers: markStory(question, now, parts) }
  await parts.drafts.write(parts.cookie.ensure(), kept)
  return parts.way.go(journey, n)
}

/** Everything so far is kept for later, also an answer that would not let the writer go on. */
export async function saveSoFar(parts: TakingParts, posted: Posted): Promise<Turn> {
  const { journey, n } = posted
  const { draft = newDraft(parts.clock()), answers } = await parts.held()
  const { now } = await readStep(parts, posted, answers)
  const at = { path: journey.path, n }
  await saveDraft({ ...parts, store: parts.served.store }, { ...draft, answers: now }, at)
  return parts.way.page(`${journey.path}/saved`)
}

/**
 * The store cannot take anything now: nothing typed is lost, and there is a number to call. Whoever says that they are
 * not safe sees at once who can help, as they would if it were kept.
 */
export async function sayBusy(parts: TakingParts, posted: Posted): Promise<Turn> {
  const answers = await parts.held().then(
    (before) => before.answers,
    (): DraftAnswers => ({}),
  )
  const { given } = readAnswers(posted.question, posted.form, answers[posted.question.id])
  const now = withTyped(posted.question, given, answers)
  const shown = { answers: now, notice: BUSY, status: 503 }
  const help = helpAfter(parts, posted, now)
  if (help === undefined) return showAgain(parts, posted, shown)
  const { journey, n } = posted
  return showStep(parts, journey, { ...shown, ...help, back: parts.way.addressOf(journey, n) })
}

/** The page of help that a choice leads to; undefined after words, which would be gone from the screen. */
function helpAfter({ way }: TakingParts, { journey, n, question }: Posted, now: DraftAnswers) {
  const next = nextStep(journey, now, n)
  const help = next && way.questionOf(next.question)
  const isChosen = question.fields.every(({ kind }) => kind === 'choice')
  return isChosen && next && help?.safety === true ? { n: next.n, question: help } : undefined
}

/** What was typed on the page, its files looked into, and the answers with it. */
async function readStep(
  { served }: TakingParts,
  { question, form }: Posted,
  answers: DraftAnswers,
): Promise<{ typed: Typed; now: DraftAnswers; fileFaults: Faults }> {
  const before = answers[question.id]
  const { given, fileFaults } = readAnswers(question, form, before)
  const files = await checkFiles(folderOf(served.store), question, { given, before })
  const now = withTyped(question, files.given, answers)
  return { typed: files.given, now, fileFaults: [...fileFaults, ...files.faults] }
}

type Typed = Record<string, Given>
type Faults = NonNullable<Showing['faults']>

function withTyped(question: Question, typed: Typed, answers: DraftAnswers): DraftAnswers {
  return question.fields.length > 0 ? overlay(question, typed, answers) : answers
}

function showAgain(
  parts: TakingParts,
  { journey, n, question }: Posted,
  shown: Pick<Showing, 'answers' | 'faults' | 'notice' | 'status'>,
): Turn {
  const back = parts.way.back(journey, shown.answers, n)
  return showStep(parts, journey, { ...shown, n, question, back })
}
