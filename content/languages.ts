import { z } from 'zod'
import { LocalDate } from '#schema/dates.ts'
import { LanguageTag } from '#schema/submission.ts'
import { Direction } from '#schema/vocabulary.ts'

/**
 * One language of the closed list. Until a named role has checked it, it is a draft: shown only in the
 * demonstration, with a mark, and its safety and rights texts stay English.
 */
export const Language = z.strictObject({
  tag: LanguageTag,
  /** Its own name for itself. */
  name: z.string().min(1),
  direction: Direction,
  checked: z.strictObject({ role: z.string().min(1), on: LocalDate }).nullable(),
  offered: z.boolean(),
})
export type Language = z.infer<typeof Language>

/** What a test adds to the closed list: one language's entry beside its `words` and `pages`. */
export const LanguageList = z.array(Language).min(1)
