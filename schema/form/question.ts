import { z } from 'zod'
import { Facts } from '../triage/facts.ts'
import { EqualityQuestion } from '../vocabulary.ts'
import { ANSWER_CHARACTERS } from './submission.ts'

export const Id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)

/**
 * Every named answer must be one of the codes listed: `{ "yp-safe.answer": ["no", "not-sure"] }`.
 * Keys are `question.field`.
 */
export const Condition = z.record(z.string().regex(/^[a-z0-9-]+\.[a-z0-9-]+$/), z.array(Id).min(1))
export type Condition = z.infer<typeof Condition>

/** One condition, or a list of which any one is enough. */
export const When = z
  .union([Condition, z.array(Condition).min(1)], {
    error: 'is not written as { "<question>.<field>": ["<answer>"] }',
  })
  .transform((when): Condition[] => (Array.isArray(when) ? when : [when]))
export type When = z.infer<typeof When>

/** Where an answer goes in the submission. Left out: it travels as `asked`, under `question.field`. */
export const AnswerPlace = z.enum([
  'story',
  'remedies',
  'name',
  'about_person',
  'not_tell',
  'with_child',
  'child.name',
  'child.age',
  'child.worker',
  'contact.kind',
  'contact.value',
  'contact.safe_note',
  'contact.may_leave_message',
  'contact.may_say_who_we_are',
  'advocate.answer',
  'advocate.share',
  'advocate.details',
  'reach.kind',
  'reach.value',
  'alert.value',
  'access_needs',
  'share',
  'ask',
])
export type AnswerPlace = z.infer<typeof AnswerPlace>

/** What a server may lack. An option that needs it is not shown, and refused when sent. */
export const Ability = z.enum(['text-sender'])
export type Ability = z.infer<typeof Ability>

/**
 * Where a button or an answer leads. `next`: go on. `back`: the page before. `leave`: leave this site.
 * `send`: send it all. `delete`: ask, then delete it all. `journey:yp`: the first page of that journey that
 * lacks an answer. `page:way-back`: the page at that address. `step:a-contact`: that step again.
 * `afterwards`: what is asked once it was sent.
 */
export const Destination = z
  .string()
  .regex(
    /^(next|back|leave|send|delete|afterwards|journey:[a-z]{1,3}|page:[a-z-/]*|step:[a-z0-9-]+)$/,
  )
export type Destination = z.infer<typeof Destination>

/** One shape beside an answer, for whoever reads little. It says nothing that the words do not say. */
export const AnswerShape = z.enum([
  'tick',
  'cross',
  'ask',
  'sun',
  'rain',
  'both',
  'one',
  'door',
  'book',
  'bag',
  'chairs',
  'dots',
  'clock',
  'two',
  'key',
  'phone',
  'speech',
])
export type AnswerShape = z.infer<typeof AnswerShape>

const FullOption = z.strictObject({
  code: Id,
  shape: AnswerShape.optional(),
  /** What this answer says to triage. */
  facts: Facts.partial().optional(),
  needs: Ability.optional(),
  /** Chosen, the writer goes there instead of on. An answer that leads to a `step:` is not kept. */
  to: Destination.optional(),
  /** "This does not apply": it is not put in the field's place, it travels as `asked`. */
  outOfPlace: z.boolean().optional(),
})

/** A coded answer; its label lives in the words. `"yes"` is short for `{ "code": "yes" }`. */
export const Option = z.union([Id.transform((code): Option => ({ code })), FullOption])
export type Option = z.infer<typeof FullOption>

/** A page is asked `when`, a field is shown `shownWhen`. */
const NAMES_OF_FIELDS = {
  error: (issue: z.core.$ZodRawIssue) =>
    issue.code === 'unrecognized_keys' && issue.keys.includes('when')
      ? 'in a field it is "shownWhen", not "when"'
      : undefined,
}

const field = {
  name: Id,
  /** The server's rule: this must be answered before the journey goes on. */
  needed: z.boolean().default(false),
  /** Not needed after all when one of these fields of the same question is answered. */
  orElse: z.array(Id).optional(),
  optionalWhen: When.optional(),
  into: AnswerPlace.optional(),
  /** Asked only then. Naming a field of the same question nests it under that option. */
  shownWhen: When.optional(),
}

export const ChoiceField = z.strictObject(
  {
    ...field,
    /** `choice`: one of the options, as radios. `choices`: any of them, as checkboxes. */
    kind: z.enum(['choice', 'choices']),
    options: z.array(Option).min(1),
    /** Asked after sending: not part of the submission, but one more in this count. */
    counted: EqualityQuestion.optional(),
  },
  NAMES_OF_FIELDS,
)
export type ChoiceField = z.infer<typeof ChoiceField>

export const TextField = z.strictObject(
  {
    ...field,
    kind: z.enum([
      'text',
      'long-text',
      'name',
      'email',
      'phone',
      'mobile',
      'phone-or-email',
      'address',
    ]),
    /** Most code points. */
    max: z.number().int().positive().default(ANSWER_CHARACTERS),
    /** The reference of what this browser sent before stands there, to be changed or left. */
    offers: z.literal('reference-sent').optional(),
  },
  NAMES_OF_FIELDS,
)
export type TextField = z.infer<typeof TextField>

export const FileField = z.strictObject(
  {
    ...field,
    kind: z.literal('file'),
    /** What may be chosen. The server looks at the content, not at the name. */
    accept: z.enum(['sound', 'picture', 'any']),
  },
  NAMES_OF_FIELDS,
)
export type FileField = z.infer<typeof FileField>

/** Set by the server and never shown: that the words of a story call for a gentle check, say. */
export const MarkField = z.strictObject(
  {
    name: Id,
    kind: z.literal('mark'),
    codes: z.array(Id).min(1),
  },
  NAMES_OF_FIELDS,
)
export type MarkField = z.infer<typeof MarkField>

export const Field = z.discriminatedUnion('kind', [ChoiceField, TextField, FileField, MarkField])
export type Field = z.infer<typeof Field>

/** A field that a writer sees. */
export type AskedField = Exclude<Field, MarkField>

/**
 * A button. Words: `question.<id>.button.<name>`. A page without actions has Continue. `when`: on the page after
 * sending, for whoever had answered so.
 */
export const Action = z.strictObject({ name: Id, to: Destination, when: When.optional() })
export type Action = z.infer<typeof Action>

/** One page: one thing asked, told, checked or done. */
export const Question = z.strictObject({
  id: Id,
  kind: z.enum(['information', 'question', 'check', 'done']),
  /** Why we ask. A question that stops having a reason is dropped. */
  why: z.string().min(1),
  /** The field `answer` is labelled by the page's title; every other one has a label of its own. */
  fields: z.array(Field).default([]),
  actions: z.array(Action).default([]),
  /** `alike`: no button looks like the answer we hope for. */
  buttons: z.enum(['first-leads', 'alike']).default('first-leads'),
  /** Headings with paragraphs, in this order. Words: `question.<id>.section.<name>`. */
  sections: z.array(Id).default([]),
  /** Other words for other answers: `question.<id>.title.good`. The first that applies counts. */
  variants: z.array(z.strictObject({ name: Id, when: When })).default([]),
  /** Which own shape stands on the page; none on safety, error and story pages. */
  picture: z.enum(['start', 'before', 'advocate', 'done', 'path']).optional(),
  /** Calm, with large telephone numbers. */
  safety: z.boolean().default(false),
  /** Where it is met when it is no step of a journey: the first door, or the way back. */
  place: z.enum(['journey', 'door', 'way-back']).default('journey'),
})
export type Question = z.infer<typeof Question>
