import { createHash } from 'node:crypto'
import type { FieldFault } from '#schema/errors.ts'
import { type DraftAnswers, doneOf, type Journey } from '#schema/form/journey.ts'
import type { Accepted } from '#schema/form/submission.ts'
import { firstMissing } from '#schema/rules/form/answer-faults.ts'
import { answersOf, factsOf } from '#schema/rules/form/answers.ts'
import { holds } from '#schema/rules/form/journey.ts'
import { askedOnTheWay } from './asked.ts'
import type { Turn } from './door.ts'
import { type Draft, type DraftStore, newIdempotencyKey, type Sent } from './draft.ts'
import type { Receive } from './receive.ts'
import { type PageParts, showStep, valuesNow } from './step-page.ts'

export type SendingParts = PageParts & {
  readonly drafts: DraftStore
  readonly receive: Receive
}

/**
 * Sends a journey's answers once: a second press, a second tab and a lost answer all come to the same
 * receipt. Leads to the first step that lacks an answer when there is one.
 */
export async function sendJourney(
  parts: SendingParts,
  journey: Journey,
  n: number,
  draft: Draft,
): Promise<Turn> {
  const { content, way, words, drafts, cookie } = parts
  const { answers } = draft
  const before = draft.sent[journey.path]
  const missing = firstMissing(journey, answers, content.questions)
  if (missing !== undefined) {
    return isEmpty(journey, answers) && before !== undefined
      ? way.done(journey)
      : way.go(journey, missing.n)
  }
  const facts = factsOf(journey, answers, content.questions)
  const body = answersOf(journey, answers, content.questions)
  const same = hashOf([facts, body])
  if (before?.same === same) return finish(parts, journey, draft, before)

  const idempotencyKey = draft.keys[journey.path] ?? newIdempotencyKey()
  const keyed = { ...draft, keys: { ...draft.keys, [journey.path]: idempotencyKey } }
  // On the disk before sending: after a power cut the same press is the same submission.
  if (keyed.keys[journey.path] !== draft.keys[journey.path])
    await drafts.write(cookie.ensure(), keyed)
  const at = parts.clock()
  const outcome = await parts.receive(
    parts.served,
    {
      authority: parts.served.profile.slug,
      language: parts.language,
      facts,
      answers: body,
      idempotencyKey,
    },
    {
      shown: {
        audience: journey.audience,
        asked: askedOnTheWay(journey, answers, {
          content,
          // As shown, easier words too; in another language without the marks that a page has.
          words: words.language === 'en' ? words : content.words(words.language),
          values: valuesNow(parts),
        }),
      },
    },
  )
  if (outcome.ok) {
    const lastPage = hashOf(answers[journey.steps[n - 1]?.question ?? ''])
    const { accepted } = outcome
    const leftOut = leftOutAfter(parts, journey, accepted, answers)
    return finish(parts, journey, keyed, { at, same, lastPage, accepted, leftOut })
  }
  const anew = { ...draft, keys: withoutKey(draft.keys, journey.path) }
  // Sent before, though its receipt was lost, and then changed: what was changed is sent as well.
  if (outcome.code === 'key-reused') return sendJourney(parts, journey, n, anew)
  return askAgain(parts, journey, n, anew, outcome.fields)
}

/**
 * Whether a page that sends was pressed again after it was sent: the receipt has taken the answers' place, and
 * this page says what the first press said. Without it a short journey would be sent a second time, or its
 * writer be told that their answers are gone.
 */
export function wasSentBy(
  draft: Draft,
  journey: Journey,
  n: number,
  answers: DraftAnswers,
): boolean {
  const before = draft.sent[journey.path]
  const page = answers[journey.steps[n - 1]?.question ?? '']
  return isEmpty(journey, draft.answers) && before?.lastPage === hashOf(page)
}

function isEmpty(journey: Journey, answers: DraftAnswers): boolean {
  return !journey.steps.some(({ question }) => answers[question] !== undefined)
}

/** The buttons of the page after sending that are not for whoever answered so: no helper's where nobody helped. */
function leftOutAfter(
  { way }: SendingParts,
  journey: Journey,
  { category }: Accepted,
  answers: DraftAnswers,
): readonly string[] {
  const { actions } = way.questionOf(doneOf(journey, category))
  return actions
    .filter(({ when }) => when !== undefined && !holds(when, answers))
    .map(({ name }) => name)
}

/** The receipt takes the place of this journey's answers. */
async function finish(
  parts: SendingParts,
  journey: Journey,
  draft: Draft,
  sent: Sent,
): Promise<Turn> {
  const asked = new Set(journey.steps.map(({ question }) => question))
  const left = Object.entries(draft.answers).filter(([question]) => !asked.has(question))
  // What was saved is sent now: the receipt is kept for the browser's day, and its code opens nothing after.
  const { saved, ...rest } = draft
  await parts.drafts.write(parts.cookie.ensure(), {
    ...rest,
    startedAt: saved === undefined ? draft.startedAt : sent.at,
    answers: Object.fromEntries(left),
    keys: withoutKey(draft.keys, journey.path),
    sent: { ...draft.sent, [journey.path]: sent },
  })
  return parts.way.done(journey)
}

/** What a journey's rules let through and receiving does not: a file that was destroyed meanwhile. */
async function askAgain(
  parts: SendingParts,
  journey: Journey,
  n: number,
  draft: Draft,
  faults: readonly FieldFault[] = [],
): Promise<Turn> {
  const { way, drafts, cookie } = parts
  const withFile = journey.steps.findIndex(({ question }) =>
    way.questionOf(question).fields.some((field) => field.kind === 'file'),
  )
  const isFile = faults.some(({ field }) => field.startsWith('answers.attachments'))
  if (!isFile || withFile === -1) throw new Error('a journey sent what receiving refuses')
  const question = way.questionOf(journey.steps[withFile]?.question ?? '')
  const given = { ...draft.answers[question.id] }
  const lost = question.fields.filter((field) => field.kind === 'file' && given[field.name])
  for (const { name } of lost) delete given[name]
  const answers = { ...draft.answers, [question.id]: given }
  await drafts.write(cookie.ensure(), { ...draft, answers })
  return showStep(parts, journey, {
    n: withFile + 1,
    question,
    answers,
    faults: lost.map(({ name }) => ({ field: name, code: 'file-missing' })),
    back: way.addressOf(journey, n),
    status: 422,
  })
}

function hashOf(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(value ?? null))
    .digest('base64url')
}

function withoutKey(keys: Draft['keys'], path: string): Draft['keys'] {
  return Object.fromEntries(Object.entries(keys).filter(([each]) => each !== path))
}
