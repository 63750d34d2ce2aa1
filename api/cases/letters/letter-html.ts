import { escaped } from '#api/http/escaped.ts'
import { paperPage } from '#api/http/paper-page.ts'
import type { Profile } from '#schema/authority/profile.ts'
import type { LocalDate } from '#schema/dates.ts'
import { format, type Words } from '#schema/words/messages.ts'
import { sayDay } from '#schema/words/spoken.ts'

/** What a letter says, to whom and of which case. */
type LetterOf = {
  readonly profile: Profile
  /** In the language of the one who reads it. */
  readonly words: Words
  readonly reference: string
  readonly on: LocalDate
  readonly name: string | undefined
  readonly text: string
  /** Whose words they are; undefined where the service wrote by itself. */
  readonly from: string | undefined
}

/** One thing that was said to somebody, as a letter for those who have asked for paper. */
export function letterHtml({ profile, words, reference, on, name, text, from }: LetterOf): string {
  const { contact } = profile
  const head = [profile.name, contact.address, contact.phone, contact.email]
  const say = (key: string, values = {}) => format(words.get(`letter.paper.${key}`), values)
  const dear = name === undefined ? say('hello') : say('dear', { name })
  const title = say('reference', { reference })
  return paperPage(
    { language: words.language, direction: words.direction, title },
    `<h1>${escaped(profile.name)}</h1>
<p class="text">${escaped(head.slice(1).join('\n'))}</p>
<p>${escaped(sayDay(on, words.language))}<br>${escaped(title)}</p>
<p>${escaped(dear)}</p>
<p class="text" dir="auto">${escaped(text)}</p>
<p>${escaped(from ?? profile.shortName)}<br>${escaped(from === undefined ? '' : profile.shortName)}</p>
<p>${escaped(say('answer', { phone: contact.phone }))}</p>`,
  )
}
