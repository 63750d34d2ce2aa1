import type { Content } from '#content/index.ts'
import type { Profile } from '#schema/profile.ts'

/** Whether languages that no named person has checked are shown, as the demonstration does with a mark. */
export type DraftLanguages = 'hidden' | 'marked'

/** The languages in which an authority's pages are shown. A draft belongs to no authority: all show it, or none. */
export function languagesOf(
  profile: Profile,
  content: Pick<Content, 'languages'>,
  drafts: DraftLanguages,
): Content['languages'] {
  return content.languages.filter(({ tag, checked, offered }) =>
    checked === null ? drafts === 'marked' : offered && profile.languages.includes(tag),
  )
}
