import { z } from 'zod'
import { Facts } from './facts.ts'

const Id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)

/**
 * When something applies: every named answer must be one of the codes listed.
 * `{ "yp-safe.answer": ["no", "not-sure"] }`. Keys are `question.field`.
 */
export const Condition = z.record(z.string().regex(/^[a-z0-9-]+\.[a-z0-9-]+$/), z.array(Id).min(1))
export type Condition = z.infer<typeof Condition>

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
  'access_needs',
  'share',
  'ask',
])
export type AnswerPlace = z.infer<typeof AnswerPlace>

/** A coded answer. The code is stored; the label lives in the words. What it may change: the facts. */
export const Option = z.strictObject({
  code: Id,
  facts: Facts.partial().optional(),
})
export type Option = z.infer<typeof Option>

const field = {
  name: Id,
  /** The server's rule: this must be answered before the journey goes on. */
  needed: z.boolean(),
  into: AnswerPlace.optional(),
  /** Asked only then. Naming a field of the same question nests it under that option. */
  shownWhen: Condition.optional(),
}

export const ChoiceField = z.strictObject({
  ...field,
  /** `choice`: one of the options, as radios. `choices`: any of them, as checkboxes. */
  kind: z.enum(['choice', 'choices']),
  options: z.array(Option).min(2),
})
export type ChoiceField = z.infer<typeof ChoiceField>

export const TextField = z.strictObject({
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
  max: z.number().int().positive(),
})
export type TextField = z.infer<typeof TextField>

export const FileField = z.strictObject({
  ...field,
  kind: z.literal('file'),
  /** What may be chosen. The server looks at the content, not at the name. */
  accept: z.enum(['sound', 'picture', 'any']),
})
export type FileField = z.infer<typeof FileField>

export const Field = z.discriminatedUnion('kind', [ChoiceField, TextField, FileField])
export type Field = z.infer<typeof Field>

/** A button besides Continue: where it leads. Words: `question.<id>.button.<name>`. */
export const Action = z.strictObject({
  name: Id,
  /** `next`: go on. `leave`: leave this site. `journey:x`: start x. `page:x`: the page at path x. */
  to: z.string().regex(/^(next|leave|send|delete|back|journey:[a-z0-9-]+|page:[a-z0-9-/]*)$/),
})
export type Action = z.infer<typeof Action>

/** One page of a journey: one thing asked, told, checked or done. */
export const Question = z.strictObject({
  id: Id,
  kind: z.enum(['information', 'question', 'check', 'done']),
  /** Why we ask. A question that stops having one is dropped. */
  why: z.string().min(1),
  fields: z.array(Field),
  actions: z.array(Action),
  /** Another title (and first label) for another answer: the words' key ends in this variant. */
  variants: z.array(z.strictObject({ name: Id, when: Condition })).default([]),
  /** Which own shape stands on the page; none on safety, error and story pages. */
  picture: z.enum(['start', 'before', 'advocate', 'done', 'path']).optional(),
  /** Calm, with large telephone numbers. */
  safety: z.boolean().default(false),
})
export type Question = z.infer<typeof Question>
