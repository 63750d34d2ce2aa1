import { z } from 'zod'
import { LanguageTag } from '../form/submission.ts'
import { Signal } from '../vocabulary.ts'
import { Service } from './facts.ts'

/**
 * A phrase as a reviewer writes it. Words stand next to each other; fillers ("really", "just") may stand between.
 * `(a|b c)` is a choice, `{group}` a choice with a name, a `?` behind either or a word makes it optional,
 * `...` lets up to four words stand between, but no negation.
 */
const Phrase = z.string().min(1).max(900)

/**
 * What a phrase adds. A hazard is no signal: somebody looks whether a child may come to harm by it. What is faint
 * ("she didn't …") is a signal, but alone it does not turn thanks into a complaint.
 */
export const Added = z.enum([...Signal.options, 'faint-complaint', 'faint-harm', 'hazard'])
export type Added = z.infer<typeof Added>

export const SignalEntry = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  adds: z.array(Added).min(1),
  phrases: z.array(Phrase).min(1),
  /** How far before the phrase a "not" takes it back: next to it, further off, or never. */
  denied: z.enum(['near', 'far', 'never']).default('near'),
  /** Words that, standing right before the phrase, give it another sense: "it" before "hit me". */
  notAfter: z.array(z.string().min(1)).default([]),
  /** Does a mark of the past earlier in the sentence ("used to") take it back? Never where care staff are named. */
  past: z.enum(['counts', 'over']).default('counts'),
  /** Inside quotation marks: counts; counts unless it is a title; does not count. */
  quoted: z.enum(['counts', 'title', 'not']).default('title'),
})
export type SignalEntry = z.infer<typeof SignalEntry>

/** Words that show which service a complaint in the same sentence is about. */
const SignalTopic = z.strictObject({
  service: Service,
  phrases: z.array(Phrase).min(1),
})

/** Words that say little alone. Two sorts of them close together are worth a person's look. */
const SignalHint = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  phrases: z.array(Phrase).min(1),
})

/** The reviewed list of one language. Only a list that covers all signals counts as "we have a list". */
export const SignalList = z.strictObject({
  language: LanguageTag,
  covers: z.enum(['all', 'part']),
  groups: z.record(z.string(), z.array(z.string().min(1)).min(1)),
  /** Two words read as one: "no one" → "noone". */
  joins: z.record(z.string(), z.string().min(1)),
  /** One word read as two: "im" → "i am". */
  splits: z.record(z.string(), z.string().min(1)),
  /** Spellings read as another word: "skool" → "school". */
  spellings: z.record(z.string(), z.string().min(1)),
  /** Words of six letters or more that count with one slip of the fingers: "resrtained". */
  forgiven: z.array(z.string().min(6)),
  /** Words in their own right that are one letter away from a forgiven one: "mediation". */
  ownWords: z.array(z.string().min(1)),
  fillers: z.array(z.string().min(1)),
  negators: z.array(z.string().min(1)),
  /** Words a negation next to the phrase reaches across ("not been"), and those only a far one does. */
  carriesNear: z.array(z.string().min(1)),
  carriesFar: z.array(z.string().min(1)),
  past: z.strictObject({ marks: z.array(Phrase), unless: z.array(z.string().min(1)) }),
  /** A quotation next to one of these is a title: the "worried about a child" leaflet. */
  titles: z.array(z.string().min(1)),
  /** Phrases read first, whose words then mean nothing else: "hit a deadline". */
  ignore: z.array(Phrase),
  entries: z.array(SignalEntry).min(1),
  /** Two sorts of hint within so many words of each other add harm. */
  hints: z.strictObject({ withinWords: z.int().min(1).max(100), sorts: z.array(SignalHint) }),
  topics: z.array(SignalTopic),
})
export type SignalList = z.infer<typeof SignalList>
