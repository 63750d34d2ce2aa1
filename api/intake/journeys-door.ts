import type { DraftAnswers, Journey } from '#schema/form/journey.ts'
import type { Question } from '#schema/form/question.ts'
import { faultsOf, firstMissing, leadsTo, overlay } from '#schema/rules/form/answer-faults.ts'
import { nextStep, onTheWay, previousStep } from '#schema/rules/form/journey.ts'
import type { SignalReaders } from '#schema/rules/signals/signals.ts'
import { StoreBusy } from '../store/store.ts'
import { folderOf } from './attachments.ts'
import { checkFiles } from './check-files.ts'
import { markStory } from './check-in.ts'
import type { Door, Turn } from './door.ts'
import { type Draft, newDraft } from './draft.ts'
import { forgetDraft } from './forget.ts'
import { filesIn, readAnswers } from './form-answers.ts'
import type { InTurn } from './in-turn.ts'
import { createWay } from './journey-way.ts'
import { withOffered } from './offered-answers.ts'
import { saveDraft } from './saved-draft.ts'
import { type SendingParts, sendJourney, wasSentBy } from './send-journey.ts'
import { type PageParts, receiptOf, type Showing, showStep } from './step-page.ts'

/** The browser's side of a draft: one cookie, read, made and cleared. */
export type BrowserCookie = {
  /** Undefined until the first answer. */
  read(): string | undefined
  /** The one that is there, or a new one. */
  ensure(): string
  /** Another one takes its place. */
  replace(cookie: string): void
  clear(): void
}

type JourneyDoor = Pick<
  Door,
  | 'start'
  | 'askDelete'
  | 'deleteAll'
  | 'open'
  | 'answer'
  | 'keepTyped'
  | 'save'
  | 'saved'
  | 'receipt'
  | 'leave'
>

/** What the door to the journeys needs, for one request. */
export type DoorParts = Omit<PageParts, 'way'> &
  Omit<SendingParts, keyof PageParts> & {
    readonly prefix: string
    readonly inTurn: InTurn
    readonly readers: SignalReaders
  }

/** What is said above a page's question. */
const ENDED = 'notice.draft-ended'
const BUSY = 'notice.busy'
const NOTHING_HERE = 'notice.nothing-here'

/** What a browser has told us and not sent. `ended`: it had told us something, whose day is over. */
type Held = {
  readonly draft: Draft | undefined
  readonly answers: DraftAnswers
  readonly ended: boolean
}

/** One page of a journey and what was posted to it. */
type Posted = {
  readonly journey: Journey
  readonly n: number
  readonly question: Question
  readonly form: FormData
}

/** The journeys of one authority, as one browser walks them. */
export function openJourneys(door: DoorParts): JourneyDoor {
  const { content, served, drafts, cookie } = door
  const { questions } = content
  const way = createWay(content, door)
  const parts = { ...door, way }
  const journeyAt = (path: string) => content.journeys.get(path)
  const show = (journey: Journey, showing: Showing) => showStep(parts, journey, showing)

  async function held(): Promise<Held> {
    const cookieHeld = cookie.read()
    const draft = await drafts.read(cookieHeld)
    return { draft, answers: draft?.answers ?? {}, ended: cookieHeld !== undefined && !draft }
  }

  /** Keeps what a page sent and leads on, or brings the page back. */
  async function take({ journey, n, question, form }: Posted): Promise<Turn> {
    const { draft = newDraft(door.clock()), answers, ended } = await held()
    if (question.kind === 'check') return sendJourney(parts, journey, n, draft)
    if (question.fields.length === 0) return way.onward(journey, n, answers)
    const before = answers[question.id]
    const { given, fileFaults } = readAnswers(question, form, before)
    const files = await checkFiles(folderOf(served.store), question, { given, before })
    const typed = files.given
    const faults = [...fileFaults, ...files.faults, ...faultsOf(question, typed, answers)]
    const again = (now: DraftAnswers, notice: string | undefined) =>
      show(journey, {
        n,
        question,
        answers: now,
        faults,
        back: way.back(journey, now, n),
        notice,
        status: 422,
      })
    const now = overlay(question, typed, answers)
    if (faults.length > 0) return again(now, ended ? ENDED : undefined)
    const to = leadsTo(question, typed)
    if (to?.startsWith('step:')) return way.destination(journey, n, answers, to)
    const kept = markStory(question, now, door)
    if (wasSentBy(draft, journey, n, kept)) return way.done(journey)
    const changed = { ...draft, answers: kept }
    await drafts.write(cookie.ensure(), changed)
    const missing = firstMissing(journey, kept, questions)
    if (ended || (missing !== undefined && missing.n < n)) return again(kept, ENDED)
    if (to !== undefined) return way.destination(journey, n, kept, to)
    // A short journey has no "check your answers": its last page sends.
    const isLast = nextStep(journey, kept, n) === undefined
    return isLast ? sendJourney(parts, journey, n, changed) : way.onward(journey, n, kept)
  }

  /** What was typed goes along to the page in another language; what cannot be kept yet stays on the screen. */
  async function keep({ journey, n, question, form }: Posted): Promise<Turn> {
    const { draft = newDraft(door.clock()), answers } = await held()
    const before = answers[question.id]
    const { given } = readAnswers(question, form, before)
    const files = await checkFiles(folderOf(served.store), question, { given, before })
    const now = overlay(question, files.given, answers)
    if (faultsOf(question, files.given, answers).length > 0)
      return show(journey, { n, question, answers: now, back: way.back(journey, now, n) })
    await drafts.write(cookie.ensure(), { ...draft, answers: markStory(question, now, door) })
    return way.go(journey, n)
  }

  /** Everything so far is kept for later, also an answer that would not let the writer go on. */
  async function save({ journey, n, question, form }: Posted): Promise<Turn> {
    const { draft = newDraft(door.clock()), answers } = await held()
    const before = answers[question.id]
    const { given } = readAnswers(question, form, before)
    const files = await checkFiles(folderOf(served.store), question, { given, before })
    const hasFields = question.fields.length > 0
    const now = hasFields ? overlay(question, files.given, answers) : answers
    const at = { path: journey.path, n }
    await saveDraft({ ...door, store: served.store }, { ...draft, answers: now }, at)
    return way.page(`${journey.path}/saved`)
  }

  /** The store cannot take anything now: nothing typed is lost, and there is a number to call. */
  async function sayBusy({ journey, n, question, form }: Posted): Promise<Turn> {
    const answers = await held().then(
      (before) => before.answers,
      (): DraftAnswers => ({}),
    )
    const { given: typed } = readAnswers(question, form, answers[question.id])
    const now = question.fields.length > 0 ? overlay(question, typed, answers) : answers
    const back = way.back(journey, now, n)
    return show(journey, { n, question, answers: now, back, notice: BUSY, status: 503 })
  }

  return {
    async start(path) {
      const journey = journeyAt(path)
      if (journey === undefined) return undefined
      if (journey.start === undefined) return way.go(journey, 1)
      const question = way.questionOf(journey.start)
      return show(journey, { n: 0, question, answers: {}, back: way.page('').to })
    },

    async askDelete(path) {
      const journey = journeyAt(path)
      if (journey?.delete === undefined) return undefined
      const { answers } = await held()
      const n = way.checkStep(journey, answers)
      const question = way.questionOf(journey.delete)
      const action = way.page(`${path}/delete`).to
      return show(journey, { n, question, answers, action, back: way.addressOf(journey, n) })
    },

    async open(path, n, { again }) {
      const journey = journeyAt(path)
      const step = journey?.steps[n - 1]
      if (journey === undefined || step === undefined) return way.page('')
      const { draft, answers, ended } = await held()
      const hasNone = Object.keys(answers).length === 0
      const missing = firstMissing(journey, answers, questions)
      if (missing !== undefined && missing.n < n)
        return hasNone ? way.startAgain(journey, missing.n) : way.go(journey, missing.n)
      if (!onTheWay(journey, answers).some((each) => each.n === n)) {
        const other = nextStep(journey, answers, n) ?? previousStep(journey, answers, n)
        return way.go(journey, other?.n ?? 1)
      }
      const question = way.questionOf(step.question)
      return show(journey, {
        n,
        question,
        answers: withOffered(question, answers, draft),
        back: way.back(journey, answers, n),
        notice: ended ? ENDED : again && hasNone ? NOTHING_HERE : undefined,
      })
    },

    async answer(path, n, form) {
      const journey = journeyAt(path)
      const step = journey?.steps[n - 1]
      if (journey === undefined || step === undefined) return way.page('')
      const posted = { journey, n, question: way.questionOf(step.question), form }
      const browser = cookie.read() ?? crypto.randomUUID()
      try {
        return await door.inTurn(browser, () => take(posted))
      } catch (fault) {
        if (!(fault instanceof StoreBusy)) throw fault
        return sayBusy(posted)
      }
    },

    async keepTyped(path, n, form) {
      const journey = journeyAt(path)
      const step = journey?.steps[n - 1]
      if (journey === undefined || step === undefined) return way.page('')
      const posted = { journey, n, question: way.questionOf(step.question), form }
      try {
        return await door.inTurn(cookie.read() ?? crypto.randomUUID(), () => keep(posted))
      } catch (fault) {
        if (!(fault instanceof StoreBusy)) throw fault
        return sayBusy(posted)
      }
    },

    async save(path, n, form) {
      const journey = journeyAt(path)
      const step = journey?.steps[n - 1]
      if (journey === undefined || step === undefined) return way.page('')
      const posted = { journey, n, question: way.questionOf(step.question), form }
      try {
        return await door.inTurn(cookie.read() ?? crypto.randomUUID(), () => save(posted))
      } catch (fault) {
        if (!(fault instanceof StoreBusy)) throw fault
        return sayBusy(posted)
      }
    },

    async saved(path) {
      const journey = journeyAt(path)
      if (journey === undefined) return way.page('')
      const { draft } = await held()
      if (draft?.saved === undefined) return way.go(journey, 1)
      const { code, until, n } = draft.saved
      const hasFiles = filesIn(draft.answers, questions).length > 0
      return { code, until, hasFiles, goOn: way.addressOf(journey, n) }
    },

    async receipt(path) {
      const journey = journeyAt(path)
      if (journey === undefined) return way.page('')
      const sent = (await held()).draft?.sent[path]
      return sent === undefined ? way.page('way-back') : receiptOf(parts, journey, sent)
    },

    async leave() {
      const cookieHeld = cookie.read()
      cookie.clear()
      await forgetDraft({ store: served.store, drafts, questions }, cookieHeld)
    },

    async deleteAll() {
      const cookieHeld = cookie.read()
      cookie.clear()
      await forgetDraft({ store: served.store, drafts, questions }, cookieHeld, 'goes')
    },
  }
}
