import type { Content } from '#content/index.ts'
import { instant, localDateOf } from '#schema/dates.ts'
import type { FieldFault } from '#schema/errors.ts'
import type { DraftAnswers, Journey } from '#schema/form/journey.ts'
import type { Question } from '#schema/form/question.ts'
import type { Calendar } from '#schema/rules/days/working-days.ts'
import { reviewOf } from '#schema/rules/form/answers.ts'
import { questionOnPage, variantOf } from '#schema/rules/form/journey.ts'
import { format, type Values, type Words } from '#schema/words/messages.ts'
import { sayDayFrom } from '#schema/words/spoken.ts'
import type { Clock } from '../clock.ts'
import type { Served } from '../http/context.ts'
import type { Receipt, ReviewRow, Turn } from './door.ts'
import type { Sent } from './draft.ts'
import type { BrowserCookie } from './held-draft.ts'
import type { Way } from './journey-way.ts'
import { datesInWords, valuesFor } from './values.ts'
import { visitOfPage } from './visits.ts'

export type PageParts = {
  readonly content: Content
  readonly calendar: Calendar
  readonly clock: Clock
  readonly served: Served
  readonly words: Words
  /** Of the address: what the writer chose, also where a screen is in English. */
  readonly language: string
  readonly way: Way
  readonly changing: boolean
  readonly cookie: BrowserCookie
}

/** What one page of a journey shows. What is left out is as it usually is. */
export type Showing = {
  readonly n: number
  readonly question: Question
  readonly answers: DraftAnswers
  readonly back: string
  readonly action?: string
  readonly faults?: readonly FieldFault[]
  /** Words' key of what is said above the question. */
  readonly notice?: string | undefined
  readonly status?: number
}

export function showStep(parts: PageParts, journey: Journey, showing: Showing): Turn {
  const { n, question, answers } = showing
  const address = parts.way.addressOf(journey, n)
  return {
    kind: 'page',
    status: showing.status ?? 200,
    page: {
      journey,
      n,
      question: questionOnPage(question, answers),
      variant: variantOf(question, answers),
      visit: question.fields.some(isTyped)
        ? visitOfPage({ store: parts.served.store, cookie: parts.cookie })
        : undefined,
      answers: answers[question.id] ?? {},
      faults: showing.faults ?? [],
      notice: showing.notice,
      back: showing.back,
      action: showing.action ?? (parts.changing ? `${address}?change` : address),
      canSave: journey.start !== undefined && n > 0 && showing.action === undefined,
      review: question.kind === 'check' ? review(parts, journey, answers) : [],
      values: valuesNow(parts),
    },
  }
}

function isTyped(field: Question['fields'][number]): boolean {
  return !('options' in field) && field.kind !== 'file' && field.kind !== 'mark'
}

function review(parts: PageParts, journey: Journey, answers: DraftAnswers): ReviewRow[] {
  const values = valuesNow(parts)
  return reviewOf(journey, answers, parts.content.questions, parts.words).map((row) => ({
    question: row.question.id,
    label: format(row.label, values),
    said: row.said,
    change: `${parts.way.addressOf(journey, row.n)}?change`,
  }))
}

/** What the page after sending shows, with the days that follow from the day it was sent. */
export function receiptOf(parts: PageParts, journey: Journey, sent: Sent): Receipt {
  const { accepted } = sent
  const { profile } = parts.served
  const { language } = parts.words
  const today = localDateOf(parts.clock())
  return {
    journey,
    accepted,
    isCounted: sent.isCounted === true,
    leftOut: sent.leftOut ?? [],
    values: {
      ...valuesFor(profile, instant(sent.at), parts.calendar, language),
      ...datesInWords(profile, accepted.receivedOn, today, parts.calendar, language),
      code: accepted.code,
      reference: accepted.reference,
      dueOn: sayDayFrom(today, accepted.dueOn, language),
    },
  }
}

/** What a sentence may name to somebody who writes now. */
export function valuesNow(parts: PageParts): Values {
  return valuesFor(parts.served.profile, parts.clock(), parts.calendar, parts.words.language)
}
