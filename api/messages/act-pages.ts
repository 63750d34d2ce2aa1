import type { Content } from '#content/index.ts'
import type { FieldFault } from '#schema/errors.ts'
import type { DraftAnswers } from '#schema/form/journey.ts'
import type { Question } from '#schema/form/question.ts'
import { faultsOf } from '#schema/rules/form/answer-faults.ts'
import { questionOnPage } from '#schema/rules/form/journey.ts'
import type { ActTurn, WayBack } from '../intake/door.ts'
import { readAnswers } from '../intake/form-answers.ts'
import { ACT_PAGES, type Act, type ActPage, actOf, isActPage } from './acts.ts'

export type ActDoor = {
  readonly content: Content
  readonly prefix: string
  /** What the way-back cookie opens. */
  readonly look: () => Promise<WayBack | undefined>
  readonly write: (act: Act) => Promise<boolean>
  /** Whether too much came in a short time. */
  readonly isTooOften: () => boolean
}

const NOT_TAKEN = 'notice.not-sent'
const TOO_OFTEN = 'notice.too-often'

/** The pages on which a writer who came back does one thing, in words of their own. */
export function openActs(door: ActDoor) {
  const messages = `${door.prefix}/way-back/messages`
  const home: ActTurn = { kind: 'go', to: `${door.prefix}/way-back` }

  function show(
    name: string,
    question: Question,
    seen: WayBack,
    shown: {
      readonly given?: DraftAnswers[string]
      readonly faults?: readonly FieldFault[]
      readonly notice?: string
      readonly status?: number
    } = {},
  ): ActTurn {
    return {
      kind: 'page',
      status: shown.status ?? 200,
      page: {
        question,
        variant: undefined,
        answers: shown.given ?? {},
        faults: shown.faults ?? [],
        notice: shown.notice,
        back: messages,
        action: `${door.prefix}/way-back/${name}`,
        review: [],
        values: seen.values,
      },
    }
  }

  function questionFor(name: ActPage, seen: WayBack): Question {
    const id = ACT_PAGES[name][seen.audience]
    const question = door.content.questions.get(id)
    if (question === undefined) throw new Error(`the question ${id} is unknown`)
    return questionOnPage(question, knownOf(seen))
  }

  /** Undefined where there is no such page; whoever has no case open is led to the code. */
  async function onPage(
    name: string,
    answer: (asked: Asked) => ActTurn | Promise<ActTurn>,
  ): Promise<ActTurn | undefined> {
    if (!isActPage(name)) return undefined
    const seen = await door.look()
    if (seen === undefined) return home
    return answer({ page: name, question: questionFor(name, seen), seen })
  }

  return {
    openAct: (name: string) =>
      onPage(name, ({ page, question, seen }) => show(page, question, seen)),

    keepAct: (name: string, form: FormData) =>
      onPage(name, ({ page, question, seen }) => {
        const { given } = readAnswers(question, form, undefined)
        return show(page, question, seen, { given: kept(given) })
      }),

    takeAct: (name: string, form: FormData) =>
      onPage(name, async ({ page, question, seen }) => {
        const { given } = readAnswers(question, form, undefined)
        const faults = faultsOf(question, given, knownOf(seen))
        const typed = kept(given)
        if (faults.length > 0)
          return show(page, question, seen, { given: typed, faults, status: 422 })
        if (door.isTooOften())
          return show(page, question, seen, { given: typed, notice: TOO_OFTEN, status: 429 })
        const act = actOf(page, typed)
        if (await door.write(act))
          return { kind: 'go', to: `${messages}?asked=${saidAfter(page, act)}` }
        return show(page, question, seen, { given: typed, notice: NOT_TAKEN, status: 503 })
      }),
  }
}

/** One of these pages, asked for by somebody whose case is open. */
type Asked = { readonly page: ActPage; readonly question: Question; readonly seen: WayBack }

/** Which sentence is said afterwards: only a yes sends for an advocate. */
function saidAfter(name: ActPage, act: Act): ActPage {
  return act.kind === 'advocate' && act.answer !== 'yes' ? 'allow' : name
}

/** What the case says already, under the names of the form: nobody is asked twice how to be reached. */
function knownOf(seen: WayBack): DraftAnswers {
  return { 'yp-reply': { answer: seen.contactKind } }
}

function kept(given: Readonly<Record<string, string | readonly string[] | undefined>>) {
  const answers: DraftAnswers[string] = {}
  for (const [name, value] of Object.entries(given)) {
    if (value !== undefined) answers[name] = typeof value === 'string' ? value : [...value]
  }
  return answers
}
