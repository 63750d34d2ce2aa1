import type { Journey } from '#schema/form/journey.ts'
import { firstMissing } from '#schema/rules/form/answer-faults.ts'
import { nextStep, onTheWay, previousStep } from '#schema/rules/form/journey.ts'
import type { SignalReaders } from '#schema/rules/signals/signals.ts'
import { unlessBusy } from '../store/unless-busy.ts'
import type { Door, Turn } from './door.ts'
import { forgetDraft } from './forget.ts'
import { filesIn } from './form-answers.ts'
import { readHeld } from './held-draft.ts'
import type { InTurn } from './in-turn.ts'
import { createWay } from './journey-way.ts'
import { withOffered } from './offered-answers.ts'
import { ENDED, keepTyped, type Posted, saveSoFar, sayBusy, takeStep } from './posted-step.ts'
import { openReceipts } from './receipts.ts'
import type { SendingParts } from './send-journey.ts'
import { type PageParts, type Showing, showStep } from './step-page.ts'
import { isOfLeftVisit } from './visits.ts'

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
  | 'keepReceipt'
  | 'notKept'
  | 'leave'
>

/** What the door to the journeys needs, for one request. */
export type DoorParts = Omit<PageParts, 'way'> &
  Omit<SendingParts, keyof PageParts> & {
    readonly prefix: string
    readonly inTurn: InTurn
    readonly readers: SignalReaders
  }

const NOTHING_HERE = 'notice.nothing-here'

/** The journeys of one authority, as one browser walks them. */
export function openJourneys(door: DoorParts): JourneyDoor {
  const { content, served, drafts, cookie } = door
  const { questions } = content
  const way = createWay(content, door)
  const held = () => readHeld(drafts, cookie)
  const parts = { ...door, way, held }
  const forgetting = { store: served.store, drafts, questions, clock: door.clock }
  const journeyAt = (path: string) => content.journeys.get(path)
  const show = (journey: Journey, showing: Showing) => showStep(parts, journey, showing)

  /** One form of a browser after the other, each answered even while the store is busy. */
  async function posted(
    [path, n, form]: readonly [string, number, FormData],
    take: (given: typeof parts, of: Posted) => Promise<Turn>,
  ): Promise<Turn> {
    const journey = journeyAt(path)
    const step = journey?.steps[n - 1]
    if (journey === undefined || step === undefined) return way.page('')
    if (await isOfLeftVisit({ store: served.store, cookie }, form)) return way.page('')
    const of = { journey, n, question: way.questionOf(step.question), form }
    const known = cookie.read()
    const taking = door.inTurn(known ?? crypto.randomUUID(), () => take(parts, of))
    return unlessBusy(taking, () => {
      // Its draft is not there: the next press would be told that its answers are gone.
      if (known === undefined) cookie.clear()
      return sayBusy(parts, of)
    })
  }

  return {
    ...openReceipts(parts),
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

    answer: (...of) => posted(of, takeStep),

    keepTyped: (...of) => posted(of, keepTyped),

    save: (...of) => posted(of, saveSoFar),

    async saved(path) {
      const journey = journeyAt(path)
      if (journey === undefined) return way.page('')
      const { draft } = await held()
      if (draft?.saved === undefined) return way.go(journey, 1)
      const { code, until, n } = draft.saved
      const hasFiles = filesIn(draft.answers, questions).length > 0
      return { code, until, hasFiles, goOn: way.addressOf(journey, n) }
    },

    async leave() {
      const cookieHeld = cookie.read()
      cookie.clear()
      await forgetDraft(forgetting, cookieHeld)
    },

    async deleteAll() {
      const cookieHeld = cookie.read()
      cookie.clear()
      await forgetDraft(forgetting, cookieHeld, 'goes')
    },
  }
}
