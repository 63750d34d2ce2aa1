import type { AnswerPlace } from '#schema/form/question.ts'
import type { Accepted, Answers } from '#schema/form/submission.ts'
import type { Facts } from '#schema/triage/facts.ts'

/**
 * One question as it was shown. Where the answer has a place of its own among the answers, it stands
 * there alone; people's names and ways to reach them stand in `people`.
 */
export type AskedAndAnswered = {
  /** `yp-when.answer`: question and field. */
  readonly question: string
  /** The title or label in the writer's language. */
  readonly wording: string
  readonly place?: AnswerPlace
  readonly answer?: string | readonly string[]
  /** The labels of the codes chosen, as shown. */
  readonly answerWording?: readonly string[]
}

/** The answers that name nobody. */
type WordsAndChoices = Pick<
  Answers,
  'story' | 'remedies' | 'access_needs' | 'share' | 'attachments' | 'ask'
>

/** What `submissions.sealed` holds, as JSON. */
export type Submitted = {
  readonly language: string
  readonly facts: Facts
  readonly answers: WordsAndChoices
  readonly asked: readonly AskedAndAnswered[]
  /** What was answered at receipt, so that a repeat is answered the same. */
  readonly accepted: Omit<Accepted, 'code'>
}

/** What `people.sealed` holds, as JSON, by `people.kind`. */
export type Person =
  | ({ readonly kind: 'writer' } & Pick<Answers, 'name' | 'contact' | 'with_child'>)
  | ({ readonly kind: 'child' } & NonNullable<Answers['child']>)
  | ({ readonly kind: 'advocate' } & NonNullable<Answers['advocate']>)
  | { readonly kind: 'about'; readonly about_person: string }
  | { readonly kind: 'not-tell'; readonly not_tell: string }
  | { readonly kind: 'alert'; readonly to: NonNullable<Answers['alert']> }
  | { readonly kind: 'reach'; readonly how: NonNullable<Answers['reach']> }

/** Ways to reach a writer that are no officer's to see: a blind alert's, and an advocate's. */
export const UNSEEN_BY_OFFICERS: ReadonlySet<Person['kind']> = new Set(['alert', 'reach'])

/** The answers that name nobody, apart from those that do. */
export function partAnswers(answers: Answers): {
  readonly words: WordsAndChoices
  readonly people: readonly Person[]
} {
  const {
    name,
    contact,
    with_child,
    child,
    advocate,
    about_person,
    not_tell,
    alert,
    reach,
    ...rest
  } = answers
  const { asked: _, ...words } = rest
  const people: Person[] = []
  if (name || contact || with_child)
    people.push({ kind: 'writer', ...given({ name, contact, with_child }) })
  if (child) people.push({ kind: 'child', ...child })
  if (advocate) people.push({ kind: 'advocate', ...advocate })
  if (about_person) people.push({ kind: 'about', about_person })
  if (not_tell) people.push({ kind: 'not-tell', not_tell })
  if (alert) people.push({ kind: 'alert', to: alert })
  if (reach) people.push({ kind: 'reach', how: reach })
  return { words, people }
}

/** The same without what was not given. */
function given<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const kept = Object.entries(values).filter(([, value]) => value !== undefined && value !== '')
  return Object.fromEntries(kept) as { [K in keyof T]?: Exclude<T[K], undefined> }
}
