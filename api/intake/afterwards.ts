import type { FieldFault } from '#schema/errors.ts'
import type { DraftAnswers, Journey } from '#schema/form/journey.ts'
import type { Question } from '#schema/form/question.ts'
import { faultsOf, overlay } from '#schema/rules/form/answer-faults.ts'
import { StoreBusy } from '../store/store.ts'
import { countedAnswers } from './counted-answers.ts'
import type { Door, Turn } from './door.ts'
import type { Draft, Sent } from './draft.ts'
import { readAnswers } from './form-answers.ts'
import { createWay } from './journey-way.ts'
import type { DoorParts } from './journeys-door.ts'
import { showStep } from './step-page.ts'

type AfterwardsDoor = Pick<Door, 'openAfterwards' | 'answerAfterwards' | 'keepAfterwards'>

/** What was sent from this browser, and what may be asked after it. */
type Asking = {
  readonly kind: 'asking'
  readonly journey: Journey
  readonly questions: readonly Question[]
  readonly draft: Draft
  readonly sent: Sent
}

type Shown = {
  readonly answers: DraftAnswers
  readonly faults?: readonly FieldFault[]
  readonly notice?: string
  readonly status?: number
}

const BUSY = 'notice.busy'

/**
 * The questions after sending, of one browser. They open only beside a receipt, which is marked once they
 * are counted: nobody counts twice for one submission. The answers wait in the browser's own draft, sealed
 * with the key in its cookie, and leave it when they are counted.
 */
export function openAfterwards(given: DoorParts): AfterwardsDoor {
  const { content, served, drafts, cookie } = given
  const way = createWay(content, given)
  const parts = { ...given, way }

  return {
    async openAfterwards(path, n) {
      const found = await find(path)
      return found.kind === 'asking' ? show(found, n, found.draft) : found
    },

    answerAfterwards(path, n, form) {
      return given.inTurn(cookie.read() ?? crypto.randomUUID(), async () => {
        const found = await find(path)
        return found.kind === 'asking' ? take(found, n, form) : found
      })
    },

    async keepAfterwards(path, n, form) {
      const found = await find(path)
      if (found.kind !== 'asking') return found
      const question = found.questions[n - 1]
      if (question === undefined) return way.page(addressOf(found.journey, 1))
      const { given: typed } = readAnswers(question, form, undefined)
      return show(found, n, { answers: overlay(question, typed, found.draft.answers) })
    },
  }

  async function find(path: string): Promise<Asking | Turn> {
    const journey = content.journeys.get(path)
    if (journey?.afterwards === undefined) return way.page('')
    const held = cookie.read()
    const draft = await drafts.read(held)
    if (held !== undefined && draft === undefined) return closed(journey, journey.afterwards.closed)
    const sent = draft?.sent[path]
    if (draft === undefined || sent === undefined) return way.go(journey, 1)
    if (sent.isCounted === true) return way.page(thanksOf(journey))
    const questions = journey.afterwards.questions.map(way.questionOf)
    return { kind: 'asking', journey, questions, draft, sent }
  }

  async function take(asking: Asking, n: number, form: FormData): Promise<Turn> {
    const { journey, draft, questions } = asking
    const question = questions[n - 1]
    if (question === undefined) return way.page(addressOf(journey, 1))
    const asks = question.fields.length > 0
    const { given: typed } = readAnswers(question, form, undefined)
    const faults = faultsOf(question, typed, draft.answers)
    const answers = asks ? overlay(question, typed, draft.answers) : draft.answers
    if (faults.length > 0) return show(asking, n, { answers, faults, status: 422 })
    try {
      if (n === questions.length) return way.page(await count(asking, answers))
      if (asks) await drafts.write(cookie.ensure(), { ...draft, answers })
      return way.page(addressOf(journey, n + 1))
    } catch (fault) {
      if (!(fault instanceof StoreBusy)) throw fault
      return show(asking, n, { answers, notice: BUSY, status: 503 })
    }
  }

  /**
   * Counts, and answers where to go then. The mark comes first: after a crash in between the answers are
   * lost, never counted twice.
   */
  async function count(asking: Asking, answers: DraftAnswers): Promise<string> {
    const { journey, questions, draft, sent } = asking
    const counted = countedAnswers(questions, answers, {
      receivedOn: sent.accepted.receivedOn,
      audience: journey.audience,
    })
    if (counted.length === 0) return doneOf(journey)
    const held = cookie.ensure()
    const asked = new Set(questions.map(({ id }) => id))
    const left = Object.entries(answers).filter(([id]) => !asked.has(id))
    await drafts.write(held, {
      ...draft,
      answers: Object.fromEntries(left),
      sent: { ...draft.sent, [journey.path]: { ...sent, isCounted: true } },
    })
    try {
      await served.store.countEquality(counted)
      return thanksOf(journey)
    } catch (fault) {
      await drafts.write(held, { ...draft, answers })
      throw fault
    }
  }

  function show({ journey, questions }: Asking, n: number, shown: Shown): Turn {
    const question = questions[n - 1]
    if (question === undefined) return way.page(addressOf(journey, 1))
    const before = n === 1 ? doneOf(journey) : addressOf(journey, n - 1)
    return showStep(parts, journey, {
      n,
      question,
      answers: shown.answers,
      faults: shown.faults ?? [],
      notice: shown.notice,
      status: shown.status ?? 200,
      back: way.page(before).to,
      action: way.page(addressOf(journey, n)).to,
    })
  }

  /** The browser's day is over, and the receipt with it. */
  function closed(journey: Journey, id: string): Turn {
    const question = way.questionOf(id)
    return showStep(parts, journey, {
      n: 1,
      question,
      answers: {},
      back: way.page('').to,
      status: 410,
    })
  }
}

function addressOf({ path }: Journey, n: number): string {
  return `${path}/more/${n}`
}

/** Without the private code: whoever is asked more may not be alone with the screen. */
function doneOf({ path }: Journey): string {
  return `${path}/done?kept`
}

function thanksOf(journey: Journey): string {
  return `${doneOf(journey)}&counted`
}
