import { z } from 'zod'
import type { Direction } from '../vocabulary.ts'

export { counted, format, placeholdersOf, pluralRules } from './sentence.ts'

/** A tree of sentences; a list is a run of paragraphs. Flattened, its keys are `question.yp-safe.title`. */
export type WordTree = { readonly [key: string]: string | readonly string[] | WordTree }

export const WordTree: z.ZodType<WordTree> = z.record(
  z.string(),
  z.union([z.string().min(1), z.array(z.string().min(1)), z.lazy(() => WordTree)]),
)

/** One language's words, ready to use: key → sentence, a list's paragraphs under `key.0`, `key.1` … */
export type Words = {
  readonly language: string
  readonly direction: Direction
  /** Throws when there is no such sentence. Where this language lacks it, or may not say it, the English one. */
  readonly get: (key: string) => string
  /** Whether `get` answers in the language itself. A paragraph of a list is asked for as `key.0`. */
  readonly speaks: (key: string) => boolean
  /** The paragraphs of a list, a lone sentence as a list of one, or none. */
  readonly list: (key: string) => readonly string[]
  readonly has: (key: string) => boolean
}

/** Every value a sentence may name. A sentence that names another stops the build. */
export const Placeholder = z.enum([
  'council',
  'phone',
  'hours',
  'textNumber',
  'outOfHoursPhone',
  'mashPhone',
  'mashHours',
  'advocacyName',
  'keepYears',
  'dateRead',
  'dateAnswer',
  'dateLatest',
  'dateConcern',
  'dateThanks',
  'dateAdvocate',
  'dateStage2',
  'dateStage2Latest',
  'dateCorporate',
  'urgentBy',
  'officerName',
  'managerName',
  'whenAgain',
  'name',
  'kindPlain',
  'code',
  'reference',
  'escalationLink',
  'n',
  'total',
  'max',
  'maxMb',
  'seconds',
  'concernDays',
  'screenTitle',
  'neutralSiteName',
  'category',
  'dueOn',
  'link',
  'days',
  'count',
  'holidays',
  'ending',
  'date',
  'from',
  'to',
  'reason',
  'flags',
  'question',
  'file',
  'email',
  'address',
  'answers',
  'red',
  'amber',
  'green',
])
export type Placeholder = z.infer<typeof Placeholder>

export type Values = Partial<Record<Placeholder, string>>
