import { createHash } from 'node:crypto'
import type { Content } from '#content/index.ts'
import { instant, localDateOf } from '#schema/dates.ts'
import type { FieldFault } from '#schema/errors.ts'
import type { DraftAnswers, Journey } from '#schema/journey.ts'
import { format, type Values, type Words } from '#schema/messages.ts'
import type { Question } from '#schema/question.ts'
import { faultsOf, firstMissing, leadsTo, overlay } from '#schema/rules/answer-faults.ts'
import { answersOf, factsOf, reviewOf } from '#schema/rules/answers.ts'
import { nextStep, onTheWay, previousStep, variantOf } from '#schema/rules/journey.ts'
import type { SignalReaders } from '#schema/rules/signals.ts'
import type { Calendar } from '#schema/rules/working-days.ts'
import type { Clock } from '../clock.ts'
import type { Served } from '../http/context.ts'
import { StoreBusy } from '../store/store.ts'
import { askedOnTheWay } from './asked.ts'
import { markStory } from './check-in.ts'
import type { Door, Receipt, ReviewRow, StepPage, Turn } from './door.ts'
import { type Draft, type DraftStore, newDraft, newIdempotencyKey, type Sent } from './draft.ts'
import { forgetDraft } from './forget.ts'
import { readAnswers } from './form-answers.ts'
import type { InTurn } from './in-turn.ts'
import type { Receive } from './receive.ts'
import { datesInWords, sayDay, valuesFor } from './values.ts'

/** The browser's side of a draft: one cookie, read, made and cleared. */
export type BrowserCookie = {
  /** Undefined until the first answer. */
  read(): string | undefined
  /** The one that is there, or a new one. */
  ensure(): string
  clear(): void
}

export type JourneyDoor = Pick<
  Door,
  'start' | 'askDelete' | 'open' | 'answer' | 'receipt' | 'leave'
>

/** What the door to the journeys needs, for one request. */
export type DoorParts = {
  readonly content: Content
  readonly calendar: Calendar
  readonly clock: Clock
  readonly served: Served
  readonly prefix: string
  readonly words: Words
  readonly drafts: DraftStore
  readonly cookie: BrowserCookie
  readonly inTurn: InTurn
  readonly receive: Receive
  readonly readers: SignalReaders
  /** The writer came from "check your answers" and goes back there. */
  readonly changing: boolean
}

/** What is said above a page's question. */
const ENDED = 'notice.draft-ended'
const BUSY = 'notice.busy'

/** The journeys of one authority, as one browser walks them. */
export function openJourneys(parts: DoorParts): JourneyDoor {
  const { content, served, prefix, words, drafts, cookie } = parts
  const { questions } = content
  const today = () => localDateOf(parts.clock())

  return {
    async start(path) {
      const journey = content.journeys.get(path)
      if (journey === undefined) return undefined
      if (journey.start === undefined) return go(journey, 1)
      const question = questionOf(journey.start)
      return shown(journey, { n: 0, question, answers: {}, back: `${prefix}/` })
    },

    async askDelete(path) {
      const journey = content.journeys.get(path)
      if (journey?.delete === undefined) return undefined
      const { answers } = await read()
      const check = checkStep(journey, answers)
      const question = questionOf(journey.delete)
      const back = addressOf(journey, check)
      return shown(journey, {
        n: check,
        question,
        answers,
        back,
        action: `${prefix}/${path}/delete`,
      })
    },

    async open(path, n, { changing }) {
      const journey = content.journeys.get(path)
      const step = journey?.steps[n - 1]
      if (journey === undefined || step === undefined) return { kind: 'go', to: `${prefix}/` }
      const { answers, ended } = await read()
      const missing = firstMissing(journey, answers, questions)
      if (missing !== undefined && missing.n < n) return go(journey, missing.n)
      if (!onTheWay(journey, answers).some((each) => each.n === n)) {
        const other = nextStep(journey, answers, n) ?? previousStep(journey, answers, n)
        return go(journey, other?.n ?? 1)
      }
      return shown(journey, {
        n,
        question: questionOf(step.question),
        answers,
        back: backOf(journey, answers, n, changing),
        changing,
        notice: ended ? ENDED : undefined,
      })
    },

    async answer(path, n, form) {
      const journey = content.journeys.get(path)
      const step = journey?.steps[n - 1]
      if (journey === undefined || step === undefined) return { kind: 'go', to: `${prefix}/` }
      const question = questionOf(step.question)
      const turn = parts.inTurn(cookie.read() ?? crypto.randomUUID(), () =>
        take(journey, n, question, form),
      )
      return turn.catch((fault: unknown) => {
        if (!(fault instanceof StoreBusy)) throw fault
        return busy(journey, n, question, form)
      })
    },

    async receipt(path) {
      const journey = content.journeys.get(path)
      if (journey === undefined) return { kind: 'go', to: `${prefix}/` }
      const draft = await drafts.read(cookie.read())
      const sent = draft?.sent[path]
      if (sent === undefined) return go(journey, 1)
      return receiptOf(journey, sent)
    },

    async leave() {
      const held = cookie.read()
      cookie.clear()
      await forgetDraft({ store: served.store, drafts, questions }, held)
    },
  }

  async function read(): Promise<{
    readonly draft: Draft | undefined
    readonly answers: DraftAnswers
    readonly ended: boolean
  }> {
    const held = cookie.read()
    const draft = await drafts.read(held)
    return { draft, answers: draft?.answers ?? {}, ended: held !== undefined && !draft }
  }

  async function take(
    journey: Journey,
    n: number,
    question: Question,
    form: FormData,
  ): Promise<Turn> {
    const { draft = newDraft(parts.clock()), answers, ended } = await read()
    if (question.kind === 'check') return send(journey, n, draft)
    if (question.fields.length === 0) return onward(journey, n, answers)
    const { given, fileFaults } = readAnswers(question, form, answers[question.id])
    const faults = [...fileFaults, ...faultsOf(question, given, answers)]
    const now = overlay(question, given, answers)
    if (faults.length > 0) return again(journey, n, { question, answers: now, faults, ended })
    const to = leadsTo(question, given)
    if (to?.startsWith('step:')) return destination(journey, n, answers, to)
    const kept = markStory(question, now, { readers: parts.readers, language: words.language })
    const changed = { ...draft, answers: kept }
    await drafts.write(cookie.ensure(), changed)
    const skipped = firstMissing(journey, kept, questions)
    const isEarlier = skipped !== undefined && skipped.n < n
    if (ended || isEarlier)
      return again(journey, n, { question, answers: kept, faults, ended: true })
    if (to !== undefined) return destination(journey, n, kept, to)
    return isLast(journey, n, kept) ? send(journey, n, changed) : onward(journey, n, kept)
  }

  /** The page once more: what was typed stays, and what to mend is said. */
  function again(
    journey: Journey,
    n: number,
    page: {
      readonly question: Question
      readonly answers: DraftAnswers
      readonly faults: readonly FieldFault[]
      readonly ended: boolean
    },
  ): Turn {
    return shown(journey, {
      n,
      question: page.question,
      answers: page.answers,
      faults: page.faults,
      back: backOf(journey, page.answers, n, parts.changing),
      changing: parts.changing,
      notice: page.ended ? ENDED : undefined,
      status: 422,
    })
  }

  /** The store cannot take anything now: nothing typed is lost, and there is a number to call. */
  async function busy(
    journey: Journey,
    n: number,
    question: Question,
    form: FormData,
  ): Promise<Turn> {
    const answers = await read().then(
      (held) => held.answers,
      (): DraftAnswers => ({}),
    )
    const { given } = readAnswers(question, form, answers[question.id])
    const now = question.fields.length > 0 ? overlay(question, given, answers) : answers
    return shown(journey, {
      n,
      question,
      answers: now,
      back: backOf(journey, now, n, parts.changing),
      changing: parts.changing,
      notice: BUSY,
      status: 503,
    })
  }

  async function send(journey: Journey, n: number, draft: Draft): Promise<Turn> {
    const { answers } = draft
    const missing = firstMissing(journey, answers, questions)
    const wasSent = draft.sent[journey.path] !== undefined
    if (missing !== undefined) {
      // A second press, or a second tab, after all of it was sent.
      if (wasSent && !journey.steps.some((step) => answers[step.question] !== undefined))
        return { kind: 'go', to: doneOf(journey) }
      return go(journey, missing.n)
    }
    const at = parts.clock()
    const facts = factsOf(journey, answers, questions)
    const body = answersOf(journey, answers, questions)
    const same = createHash('sha256')
      .update(JSON.stringify([facts, body]))
      .digest('base64url')
    const before = draft.sent[journey.path]
    if (before?.same === same) {
      await drafts.write(cookie.ensure(), afterSending(journey, draft, before))
      return { kind: 'go', to: doneOf(journey) }
    }
    const held = cookie.ensure()
    const key = draft.keys[journey.path] ?? newIdempotencyKey()
    const keyed = { ...draft, keys: { ...draft.keys, [journey.path]: key } }
    if (draft.keys[journey.path] === undefined) await drafts.write(held, keyed)
    const outcome = await parts.receive(
      served,
      {
        authority: served.profile.slug,
        language: words.language,
        facts,
        answers: body,
        idempotencyKey: key,
      },
      {
        audience: journey.audience,
        asked: askedOnTheWay(journey, answers, { content, words, values: values() }),
      },
    )
    if (outcome.ok) {
      await drafts.write(
        held,
        afterSending(journey, keyed, { at, same, accepted: outcome.accepted }),
      )
      return { kind: 'go', to: doneOf(journey) }
    }
    return refused(journey, n, keyed, outcome.fields)
  }

  /** What a journey's rules let through and receiving does not: a file that was destroyed meanwhile. */
  async function refused(
    journey: Journey,
    n: number,
    draft: Draft,
    faults: readonly FieldFault[] = [],
  ): Promise<Turn> {
    const withFile = journey.steps.findIndex(({ question }) =>
      questionOf(question).fields.some((field) => field.kind === 'file'),
    )
    const isFile = faults.some(({ field }) => field.startsWith('answers.attachments'))
    if (!isFile || withFile === -1) throw new Error('a journey sent what receiving refuses')
    const question = questionOf(journey.steps[withFile]?.question ?? '')
    const given = { ...draft.answers[question.id] }
    const lost = question.fields.filter((field) => field.kind === 'file' && given[field.name])
    for (const { name } of lost) delete given[name]
    await drafts.write(cookie.ensure(), {
      ...draft,
      keys: withoutKey(draft.keys, journey.path),
      answers: { ...draft.answers, [question.id]: given },
    })
    return shown(journey, {
      n: withFile + 1,
      question,
      answers: { ...draft.answers, [question.id]: given },
      faults: lost.map(({ name }) => ({ field: name, code: 'file-missing' })),
      back: addressOf(journey, n),
      status: 422,
    })
  }

  function afterSending(journey: Journey, draft: Draft, sent: Sent): Draft {
    const asked = new Set(journey.steps.map(({ question }) => question))
    const left = Object.entries(draft.answers).filter(([question]) => !asked.has(question))
    return {
      ...draft,
      answers: Object.fromEntries(left),
      keys: withoutKey(draft.keys, journey.path),
      sent: { ...draft.sent, [journey.path]: sent },
    }
  }

  /** On from step `n`: to the next one, or back to the check when only one answer was changed. */
  function onward(journey: Journey, n: number, answers: DraftAnswers): Turn {
    if (parts.changing) {
      const missing = firstMissing(journey, answers, questions)
      return go(journey, missing?.n ?? checkStep(journey, answers))
    }
    const next = nextStep(journey, answers, n)
    return next === undefined ? { kind: 'go', to: doneOf(journey) } : go(journey, next.n)
  }

  /** A short journey has no "check your answers": its last page sends. */
  function isLast(journey: Journey, n: number, answers: DraftAnswers): boolean {
    return nextStep(journey, answers, n) === undefined
  }

  function destination(journey: Journey, n: number, answers: DraftAnswers, to: string): Turn {
    const [kind, rest = ''] = to.split(':')
    switch (kind) {
      case 'leave':
        return { kind: 'go', to: `${prefix}/leave` }
      case 'back':
        return { kind: 'go', to: backOf(journey, answers, n, false) }
      case 'delete':
        return { kind: 'go', to: `${prefix}/${journey.path}/delete` }
      case 'page':
        return { kind: 'go', to: `${prefix}/${rest}` }
      case 'step': {
        const place = journey.steps.findIndex(({ question }) => question === rest)
        return place === -1 ? onward(journey, n, answers) : go(journey, place + 1)
      }
      case 'journey':
        return intoJourney(rest, answers)
      default:
        return onward(journey, n, answers)
    }
  }

  /** The first page of another journey that lacks an answer: what was said before is not asked again. */
  function intoJourney(path: string, answers: DraftAnswers): Turn {
    const journey = content.journeys.get(path)
    if (journey === undefined) return { kind: 'go', to: `${prefix}/` }
    const hasBegun = journey.steps.some(({ question }) => answers[question] !== undefined)
    const missing = hasBegun ? firstMissing(journey, answers, questions) : undefined
    return go(journey, missing?.n ?? 1)
  }

  function shown(
    journey: Journey,
    page: {
      readonly n: number
      readonly question: Question
      readonly answers: DraftAnswers
      readonly back: string
      readonly action?: string
      readonly changing?: boolean
      readonly faults?: readonly FieldFault[]
      readonly notice?: string | undefined
      readonly status?: number
    },
  ): Turn {
    const { n, question, answers } = page
    const step: StepPage = {
      journey,
      n,
      question,
      variant: variantOf(question, answers),
      answers: answers[question.id] ?? {},
      faults: page.faults ?? [],
      notice: page.notice,
      back: page.back,
      action: page.action ?? `${addressOf(journey, n)}${page.changing ? '?change' : ''}`,
      review: question.kind === 'check' ? review(journey, answers) : [],
      values: values(),
    }
    return { kind: 'page', status: page.status ?? 200, page: step }
  }

  function review(journey: Journey, answers: DraftAnswers): ReviewRow[] {
    return reviewOf(journey, answers, questions, words).map((row) => ({
      question: row.question.id,
      label: format(row.label, values()),
      answers: row.answers,
      change: `${addressOf(journey, row.n)}?change`,
    }))
  }

  function receiptOf(journey: Journey, sent: Sent): Receipt {
    const { accepted } = sent
    const on = accepted.receivedOn
    const { profile } = served
    return {
      journey,
      accepted,
      values: {
        ...values(),
        ...valuesFor(profile, instant(sent.at), parts.calendar, words.language),
        ...datesInWords(profile, on, today(), parts.calendar, words.language),
        code: accepted.code,
        reference: accepted.reference,
        dueOn: sayDay(accepted.dueOn, today(), words.language),
      },
    }
  }

  function values(): Values {
    return valuesFor(served.profile, parts.clock(), parts.calendar, words.language)
  }

  function questionOf(id: string): Question {
    const question = questions.get(id)
    if (question === undefined) throw new Error(`the question ${id} is unknown`)
    return question
  }

  function checkStep(journey: Journey, answers: DraftAnswers): number {
    const way = onTheWay(journey, answers)
    const check = way.find(({ question }) => questionOf(question).kind === 'check')
    return check?.n ?? way.at(-1)?.n ?? 1
  }

  function backOf(journey: Journey, answers: DraftAnswers, n: number, changing: boolean): string {
    if (changing) return addressOf(journey, checkStep(journey, answers))
    const before = previousStep(journey, answers, n)
    if (before !== undefined) return addressOf(journey, before.n)
    return journey.start === undefined ? `${prefix}/` : `${prefix}/${journey.path}`
  }

  function addressOf(journey: Journey, n: number): string {
    return `${prefix}/${journey.path}/${n}`
  }

  function doneOf(journey: Journey): string {
    return `${prefix}/${journey.path}/done`
  }

  function go(journey: Journey, n: number): Turn & { readonly kind: 'go' } {
    return { kind: 'go', to: addressOf(journey, n) }
  }
}

function withoutKey(keys: Draft['keys'], path: string): Draft['keys'] {
  return Object.fromEntries(Object.entries(keys).filter(([each]) => each !== path))
}
