import type { Content } from '#content/index.ts'
import type { Profile } from '#schema/authority/profile.ts'

/** Whether languages that no named person has checked are shown, each page with a mark. */
export type DraftLanguages = Profile['draftLanguages']

type Language = Content['languages'][number]

/**
 * Whether an authority's pages are shown in a language. One that was checked needs its authority's yes; a
 * draft belongs to no authority: all are shown, or none.
 */
function isShown(
  { tag, checked, offered }: Language,
  profile: Profile,
  drafts: DraftLanguages,
): boolean {
  return checked === null ? drafts === 'marked' : offered && profile.languages.includes(tag)
}

/** The languages in which an authority's pages are shown, in the order of the closed list. */
export function languagesOf(
  profile: Profile,
  content: Pick<Content, 'languages'>,
  drafts: DraftLanguages,
): Content['languages'] {
  return content.languages.filter((language) => isShown(language, profile, drafts))
}
