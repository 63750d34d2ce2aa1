import { z } from 'zod'
import { LocalDate } from '../dates.ts'
import { Facts } from '../triage/facts.ts'
import { TriagePart } from '../triage/triage.ts'
import { AdvocateAnswer, AdvocateShare, Ask, Category, ContactKind, Flag } from '../vocabulary.ts'

/** The longest story, in code points after CRLF → LF. */
export const STORY_CHARACTERS = 20_000
/** The longest other answer, in code points after CRLF → LF. */
export const ANSWER_CHARACTERS = 2_000

/** Line ends as one kind, so that a length means the same on every device. */
export function normaliseText(text: string): string {
  return text.replaceAll('\r\n', '\n')
}

function words(max: number) {
  return z
    .string()
    .transform(normaliseText)
    .refine((text) => text.isWellFormed(), 'lone-surrogate')
    .refine((text) => [...text].length <= max, 'too-long')
}

const Answer = words(ANSWER_CHARACTERS)
const Code = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'not-a-code')
  .max(64)
const YesNo = z.enum(['yes', 'no'])

/** A well-formed BCP-47 tag, as `Intl` understands it. */
export const LanguageTag = z
  .string()
  .max(64)
  .refine((tag) => {
    try {
      return Intl.getCanonicalLocales(tag).length === 1
    } catch {
      return false
    }
  }, 'not-a-language')

/** At least 128 random bits, made when the page is rendered: the same key is the same submission. */
export const IdempotencyKey = z.string().regex(/^[A-Za-z0-9_-]{22,64}$/, 'not-a-key')

/** An answer that has no field of its own; the server adds the wording that was shown. */
export const AskedAnswer = z.strictObject({
  question: z.string().max(100),
  answer: z.union([Answer, z.array(Answer).max(50)]),
})
export type AskedAnswer = z.infer<typeof AskedAnswer>

export const Contact = z.strictObject({
  kind: ContactKind,
  value: Answer.optional(),
  safe_note: Answer.optional(),
  may_leave_message: YesNo.optional(),
  may_say_who_we_are: YesNo.optional(),
})
export type Contact = z.infer<typeof Contact>

/** How an advocate can reach a writer whom we answer on this site alone, or not at all. */
export const Reach = z.strictObject({
  kind: z.enum(['site', 'direct', 'person']),
  value: Answer.optional(),
})
export type Reach = z.infer<typeof Reach>

export const Answers = z.strictObject({
  story: words(STORY_CHARACTERS).optional(),
  remedies: z.array(Code).max(50).optional(),
  asked: z.array(AskedAnswer).max(100).optional(),
  name: Answer.optional(),
  about_person: Answer.optional(),
  not_tell: Answer.optional(),
  with_child: Answer.optional(),
  child: z
    .strictObject({ name: Answer.optional(), age: Answer.optional(), worker: Answer.optional() })
    .optional(),
  contact: Contact.optional(),
  alert: z.strictObject({ kind: z.enum(['email', 'text']), value: Answer }).optional(),
  advocate: z
    .strictObject({
      answer: AdvocateAnswer,
      share: AdvocateShare.optional(),
      details: Answer.optional(),
    })
    .optional(),
  reach: Reach.optional(),
  access_needs: z.array(Answer).max(50).optional(),
  share: Code.optional(),
  attachments: z.array(z.string().max(64)).max(20).optional(),
  ask: Ask.optional(),
})
export type Answers = z.infer<typeof Answers>

/** What `POST /api/submissions` takes. The form sends the same body. */
export const SubmissionBody = z.strictObject({
  authority: z.string().max(64),
  language: LanguageTag,
  facts: Facts,
  answers: Answers,
  idempotencyKey: IdempotencyKey,
})
export type SubmissionBody = z.infer<typeof SubmissionBody>

/** One day between receipt and a due date, and whether it counted. */
export const WorkedOut = z.strictObject({
  date: LocalDate,
  counts: z.boolean(),
  why: z.string(),
})
export type WorkedOut = z.infer<typeof WorkedOut>

/** Said only after the commit to disk. */
export const Accepted = z.strictObject({
  reference: z.string(),
  code: z.string(),
  category: Category,
  flags: z.array(Flag),
  parts: z.array(TriagePart),
  receivedOn: LocalDate,
  dueOn: LocalDate,
  dueWorkedOut: z.array(WorkedOut),
  advocate: z.strictObject({
    answer: AdvocateAnswer.nullable(),
    name: z.string(),
    contactBy: LocalDate.nullable(),
  }),
})
export type Accepted = z.infer<typeof Accepted>
