import { z } from 'zod'

export const Who = z.enum([
  'child',
  'young-person',
  'care-leaver',
  'former-service-user',
  'parent',
  'carer',
  'foster-carer',
  'special-guardian',
  'adopter',
  'grandparent',
  'advocate',
  'professional',
  'public',
])
export type Who = z.infer<typeof Who>

export const Service = z.enum([
  'social-work',
  'fostering-placement',
  'childrens-home',
  'placement-move',
  'family-time',
  'leaving-care',
  'reviewing-officer',
  'disability-short-breaks',
  'adoption-support',
  'special-guardianship-support',
  'kinship-care',
  'youth-justice',
  'front-door',
  'early-help',
  'child-protection-enquiry',
  'child-protection-conference',
  'court-report',
  'carer-approval',
  'lado',
  'records',
  'send',
  'admissions',
  'school-transport',
  'school',
  'health',
  'police',
  'private-provider',
  'another-council',
  'unknown',
])
export type Service = z.infer<typeof Service>

const YesNoUnsure = z.enum(['yes', 'no', 'not-sure'])
const YesNoUnsureNone = z.enum(['yes', 'no', 'not-sure', 'n-a'])

/**
 * What the guided questions gathered. A missing fact was not asked: it never counts as "no".
 * The names and values are the contract of `POST /api/triage`; an unknown one is refused by name.
 */
export const Facts = z.strictObject({
  who: Who,
  speaking_for: z.enum(['self', 'child']).optional(),
  age_band: z
    .enum(['under-10', '10-12', '13-15', '16-17', '18-25', '26-plus', 'unknown'])
    .optional(),
  child_known: z
    .enum([
      'looked-after',
      'child-in-need',
      'child-protection-plan',
      'care-leaver',
      'none',
      'unknown',
    ])
    .optional(),
  service: z.union([Service, z.array(Service).min(1).max(29)]).optional(),
  parental_responsibility: YesNoUnsureNone.optional(),
  child_agrees: z.enum(['yes', 'no', 'not-asked', 'cannot-say', 'n-a']).optional(),
  within_12_months: YesNoUnsure.optional(),
  proceedings: YesNoUnsureNone.optional(),
  proceedings_same_matter: YesNoUnsureNone.optional(),
  already_complained: z.enum(['no', 'waiting', 'stage-1', 'stage-2', 'all-stages']).optional(),
  wants: z.enum(['put-right', 'explanation', 'formal-complaint', 'just-tell', 'thank']).optional(),
  also_thanks: z.enum(['yes', 'no']).optional(),
  formal_choice: YesNoUnsure.optional(),
  quick_fix: YesNoUnsure.optional(),
  danger_now: YesNoUnsure.optional(),
})
export type Facts = z.infer<typeof Facts>

/** `{ service: 'send' }` → `['send']`; a service that was not asked is unknown. */
export function servicesOf(facts: Facts): readonly Service[] {
  if (facts.service === undefined) return ['unknown']
  return typeof facts.service === 'string' ? [facts.service] : facts.service
}
