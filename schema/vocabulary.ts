import { z } from 'zod'

/** What triage says a submission, or a part of one, is. Highest first: a mixed one takes the highest. */
export const Category = z.enum([
  'statutory',
  'corporate',
  'deferred',
  'concern',
  'comment',
  'compliment',
  'not-ours',
])
export type Category = z.infer<typeof Category>

/** How a complaint is handled. Only complaints have one. */
export const Procedure = z.enum(['statutory', 'corporate'])
export type Procedure = z.infer<typeof Procedure>

export const Stage = z.literal([1, 2, 3])
export type Stage = z.infer<typeof Stage>

/** Who has to do the next thing about a case. `nobody` where nothing is owed any more. */
export const Turn = z.enum(['ours', 'manager', 'investigator', 'writer', 'nobody'])
export type Turn = z.infer<typeof Turn>

/** What a person must look at besides the category (domain rules F1–F8). */
export const Flag = z.enum([
  'safeguarding',
  'advocacy-offer',
  'consent-needed',
  'out-of-time',
  'mixed',
  'officer-decides',
])
export type Flag = z.infer<typeof Flag>

/** What the words add. A signal may only add care. */
export const Signal = z.enum([
  'complaint',
  'praise',
  'harm',
  'serious',
  'irony',
  'two-procedures',
  'child-voice',
])
export type Signal = z.infer<typeof Signal>

/** Who works with cases. Each sees what `mayRead` allows and nothing else. */
export const Role = z.enum([
  'officer',
  'manager',
  'investigator',
  'independent',
  'duty',
  'reviewer',
  'admin',
])
export type Role = z.infer<typeof Role>

/** The outcome of a point or a stage. The ends that are no finding stay apart from the findings. */
export const Outcome = z.enum([
  'upheld',
  'partly-upheld',
  'not-upheld',
  'inconclusive',
  'withdrawn',
  'deferred',
  'out-of-scope',
  'no-reply',
])
export type Outcome = z.infer<typeof Outcome>

/** How a writer wants to be reached. `code` is the private code on this site and leaves no trace. */
export const ContactKind = z.enum([
  'none',
  'code',
  'email',
  'phone',
  'text',
  'letter',
  'visit',
  'trusted-person',
])
export type ContactKind = z.infer<typeof ContactKind>

/** What a writer asks for instead of, or besides, writing. */
export const Ask = z.enum(['call', 'visit', 'urgent-contact', 'advocate-only'])
export type Ask = z.infer<typeof Ask>

export const AdvocateAnswer = z.enum(['yes', 'not-now', 'have-one'])
export type AdvocateAnswer = z.infer<typeof AdvocateAnswer>

/** What a writer lets an advocate know: how to reach them, or that and what they wrote. */
export const AdvocateShare = z.enum(['contact', 'contact-and-words'])
export type AdvocateShare = z.infer<typeof AdvocateShare>

/** Who wrote the words: children's and adults' screens differ, and so do their reading grades. */
export const Audience = z.enum(['young', 'adult'])
export type Audience = z.infer<typeof Audience>

/** What is asked about equality once something was sent: counted for the yearly report, apart from every case. */
export const EqualityQuestion = z.enum(['ethnicity', 'sex', 'age-band', 'disability'])
export type EqualityQuestion = z.infer<typeof EqualityQuestion>

export const Direction = z.enum(['ltr', 'rtl'])
export type Direction = z.infer<typeof Direction>
