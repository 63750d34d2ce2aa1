import { z } from 'zod'
import type { Profile } from '#schema/authority/profile.ts'
import { LocalDate } from '#schema/dates.ts'
import { LanguageTag } from '#schema/form/submission.ts'
import { Direction } from '#schema/vocabulary.ts'
import type { ContentFaults } from './faults.ts'

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

/** The closed list. */
export const LanguageList = z.array(Language).min(1)

/** A draft is never offered to a child. */
export function checkDrafts(list: readonly Language[], faults: ContentFaults): void {
  for (const { tag, checked, offered } of list) {
    if (offered && checked === null) {
      faults.add('languages.json', `${tag}: offered, and nobody has checked it`)
    }
  }
}

/** An authority offers languages of the list alone. */
export function checkOffers(
  list: readonly Language[],
  authorities: ReadonlyMap<string, Profile>,
  faults: ContentFaults,
): void {
  const known = new Set(list.map(({ tag }) => tag))
  for (const [slug, { languages }] of authorities) {
    for (const tag of languages) {
      if (!known.has(tag))
        faults.add(`authorities/${slug}/profile.json`, `languages: ${tag}: unknown`)
    }
  }
}
