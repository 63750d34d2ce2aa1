import type { Content } from '#content/index.ts'
import type { DraftAnswers, Journey } from '#schema/form/journey.ts'
import type { Question } from '#schema/form/question.ts'
import { firstMissing } from '#schema/rules/form/answer-faults.ts'
import { nextStep, onTheWay, previousStep } from '#schema/rules/form/journey.ts'
import type { Turn } from './door.ts'

/** An address to go to. */
export type Go = Turn & { readonly kind: 'go' }

/** The addresses of the journeys, and which one comes after which. */
export type Way = ReturnType<typeof createWay>

/** `changing`: the writer came from "check your answers" and goes back there. */
export function createWay(
  content: Content,
  options: { readonly prefix: string; readonly changing: boolean },
) {
  const { questions, journeys } = content
  const { prefix, changing } = options

  function questionOf(id: string): Question {
    const question = questions.get(id)
    if (question === undefined) throw new Error(`the question ${id} is unknown`)
    return question
  }

  function addressOf(journey: Journey, n: number): string {
    return `${prefix}/${journey.path}/${n}`
  }

  function go(journey: Journey, n: number): Go {
    return { kind: 'go', to: addressOf(journey, n) }
  }

  /** To the first page without an answer, for somebody who asked for a later one: that page says why. */
  function startAgain(journey: Journey, n: number): Go {
    return { kind: 'go', to: `${addressOf(journey, n)}?again` }
  }

  function page(path: string): Go {
    return { kind: 'go', to: `${prefix}/${path}` }
  }

  function done(journey: Journey): Go {
    return page(`${journey.path}/done`)
  }

  function checkStep(journey: Journey, answers: DraftAnswers): number {
    const way = onTheWay(journey, answers)
    const check = way.find(({ question }) => questionOf(question).kind === 'check')
    return check?.n ?? way.at(-1)?.n ?? 1
  }

  function back(journey: Journey, answers: DraftAnswers, n: number): string {
    if (changing) return addressOf(journey, checkStep(journey, answers))
    const before = previousStep(journey, answers, n)
    if (before !== undefined) return addressOf(journey, before.n)
    return journey.start === undefined ? `${prefix}/` : `${prefix}/${journey.path}`
  }

  /** On from step `n`: to the next one, or back to the check when only one answer was changed. */
  function onward(journey: Journey, n: number, answers: DraftAnswers): Go {
    if (changing) {
      const missing = firstMissing(journey, answers, questions)
      return go(journey, missing?.n ?? checkStep(journey, answers))
    }
    const next = nextStep(journey, answers, n)
    return next === undefined ? done(journey) : go(journey, next.n)
  }

  /** Where a chosen answer leads instead of on. */
  function destination(journey: Journey, n: number, answers: DraftAnswers, to: string): Go {
    const [kind, rest = ''] = to.split(':')
    switch (kind) {
      case 'leave':
        return page('leave')
      case 'back':
        return { kind: 'go', to: back(journey, answers, n) }
      case 'delete':
        return page(`${journey.path}/delete`)
      case 'page':
        return page(rest)
      case 'step': {
        const place = journey.steps.findIndex(({ question }) => question === rest)
        return place === -1 ? onward(journey, n, answers) : go(journey, place + 1)
      }
      case 'journey':
        return into(rest, answers)
      default:
        return onward(journey, n, answers)
    }
  }

  /** The first page of another journey that lacks an answer: what was said before is not asked again. */
  function into(path: string, answers: DraftAnswers): Go {
    const journey = journeys.get(path)
    if (journey === undefined) return page('')
    const hasBegun = journey.steps.some(({ question }) => answers[question] !== undefined)
    const missing = hasBegun ? firstMissing(journey, answers, questions) : undefined
    return go(journey, missing?.n ?? 1)
  }

  return { questionOf, addressOf, go, startAgain, page, done, checkStep, back, onward, destination }
}
