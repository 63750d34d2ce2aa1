import { z } from 'zod'

/** Why a route was changed, refused, held or handed over. Each rests on a ground: `groundOf`. */
export const DecisionReason = z.enum([
  'reads-otherwise',
  'writer-asked',
  'more-information',
  'outside-procedure',
  'no-sufficient-interest',
  'proceedings-prejudice',
  'out-of-time',
  'already-considered',
  'not-our-function',
])
export type DecisionReason = z.infer<typeof DecisionReason>

/** What is still open to somebody who was told no, or not now, or not here. */
export const StillPossible = z.enum([
  'say-more',
  'another-procedure',
  'ask-again-after-proceedings',
  'next-stage',
  'ombudsman',
  'advocate',
  'another-body',
])
export type StillPossible = z.infer<typeof StillPossible>

/** Whose work an assigned case becomes: the desk's, a manager's own answer, an investigation. */
export const AssignedAs = z.enum(['officer', 'manager', 'investigator'])
export type AssignedAs = z.infer<typeof AssignedAs>

export const ExtensionGround = z.enum([
  'complex',
  'appointing-an-advocate',
  'cannot-be-done-in-time',
])
export type ExtensionGround = z.infer<typeof ExtensionGround>

/** Whom a worry about safety was handed to. */
export const Referral = z.enum(['front-door', 'out-of-hours', 'lado', 'police'])
export type Referral = z.infer<typeof Referral>

/** Why somebody is kept out of a case. `perhaps-named`: until somebody else has looked. */
export const KeptOutBecause = z.enum(['named', 'perhaps-named', 'by-hand'])
export type KeptOutBecause = z.infer<typeof KeptOutBecause>

/** Who asks on somebody's behalf about a case. */
export const EnquiryFrom = z.enum(['mp', 'councillor', 'member', 'other'])
export type EnquiryFrom = z.infer<typeof EnquiryFrom>

/** Whether the person agreed that whoever asks may have an answer about them; where the law needs none, that. */
export const EnquiryAgreed = z.enum(['yes', 'not-needed', 'not-yet'])
export type EnquiryAgreed = z.infer<typeof EnquiryAgreed>

/** What a contact is counted as when it opens no complaint. */
export const LoggedAs = z.enum(['enquiry', 'declined', 'other'])
export type LoggedAs = z.infer<typeof LoggedAs>

/** What somebody asks about what is kept of them: to see it, to have it gone, or that it was kept wrongly. */
export const DataAbout = z.enum(['access', 'deletion', 'complaint'])
export type DataAbout = z.infer<typeof DataAbout>

/** What came of it. */
export const DataResult = z.enum(['done', 'in-part', 'refused', 'taken-back'])
export type DataResult = z.infer<typeof DataResult>

/** For whom a copy of a whole case is made. */
export const CopyFor = z.enum(['investigator', 'panel', 'ombudsman', 'person'])
export type CopyFor = z.infer<typeof CopyFor>
