import type { Content } from '#content/index.ts'
import type { Profile } from '#schema/authority/profile.ts'
import { localDateOf } from '#schema/dates.ts'
import type { Calendar } from '#schema/rules/days/working-days.ts'
import type { SignalReaders } from '#schema/rules/signals/signals.ts'
import { inEasierWords } from '#schema/words/easier-words.ts'
import { withEnglishMarked } from '#schema/words/english-marks.ts'
import type { Words } from '#schema/words/messages.ts'
import type { Clock } from '../clock.ts'
import type { PublicPage } from '../intake/door.ts'
import { isCookie, newCookie, openDrafts } from '../intake/draft.ts'
import type { InTurn } from '../intake/in-turn.ts'
import { openDoor } from '../intake/open-door.ts'
import type { Receive } from '../intake/receive.ts'
import { valuesFor } from '../intake/values.ts'
import { publishedTold } from '../told/told.ts'
import { type Authorities, EASIER_SEGMENT } from './authorities.ts'
import type { Context, Served } from './context.ts'
import type { Cookies } from './cookies.ts'
import type { KeptPages } from './kept-pages.ts'
import type { Limits } from './limits.ts'
import { networkOf, peerOf } from './network.ts'
import { languageOfScreen } from './screen-language.ts'

/** The Astro bundle, as the server imports it. */
export type Pages = {
  readonly render: (request: Request, locals: object) => Promise<Response>
  readonly hasPage: (request: Request) => boolean
}

export type PublicPages = {
  readonly content: Content
  /** The languages in which an authority's pages are shown. */
  readonly shownIn: (profile: Profile) => Content['languages']
  readonly readers: SignalReaders
  readonly calendar: Calendar
  readonly clock: Clock
  readonly publicUrl: string
  readonly trustedProxy: string | undefined
  readonly authorities: Authorities
  readonly pages: Pages
  readonly kept: KeptPages
  readonly cookies: Cookies
  readonly receive: Receive
  readonly limits: Limits
  readonly inTurn: InTurn
}

/** Everything that a public page may know, for one request. */
export function publicPage(parts: PublicPages, c: Context, served: Served): PublicPage {
  const { content, clock, calendar, cookies } = parts
  const prefix = c.get('prefix')
  const language = c.get('language')
  const { profile } = served
  const inMain = languageOfScreen(content, language, c.req.path)
  const speakIn = (tag: string) => ({
    words: wordingOf(c)(withEnglishMarked(content.words(tag))),
    values: valuesFor(profile, clock(), calendar, tag),
  })
  const { words, values } = speakIn(inMain)
  const isDraft = content.languages.some(({ tag, checked }) => tag === language && checked === null)
  return {
    profile,
    prefix,
    origin: parts.publicUrl,
    words,
    values,
    around: inMain === language ? { words, values } : speakIn(language),
    english: content.words('en'),
    isDraft,
    today: localDateOf(clock()),
    languages: parts.shownIn(profile).map(({ tag, name }) => ({
      tag,
      name,
      href: addressIn(parts, served, c.req.path, tag),
    })),
    question: (id) => {
      const question = content.questions.get(id)
      if (question === undefined) throw new Error(`the question ${id} is unknown`)
      return question
    },
    easier: easierLink(parts, c, served),
    journey: (path) => content.journeys.get(path),
    changes: () => publishedTold(served.store, 'change'),
    step: undefined,
    notKept: undefined,
    kept: undefined,
    longPage: (name) => {
      const own = content.page(inMain, name)
      if (own !== undefined) return { ...own, language: inMain }
      const inEnglish = content.page('en', name)
      return inEnglish && { ...inEnglish, language: 'en' }
    },
    door: openDoor({
      ...parts,
      served,
      prefix,
      words,
      language,
      drafts: openDrafts(served.store, clock),
      changing: c.req.query('change') !== undefined,
      network: networkOf(peerOf(c, parts.trustedProxy)),
      cookie: wayCookie(cookies, c, served),
      // One request may open the messages and go on in them.
      back: heldCookie(cookies, c, served, 'back'),
    }),
  }
}

function wordingOf(c: Context): (words: Words) => Words {
  return c.get('wording') === 'easier' ? inEasierWords : (words) => words
}

/** The same page in easier words, and back. Offered where a young person is asked, in English. */
function easierLink(parts: PublicPages, c: Context, served: Served): PublicPage['easier'] {
  const [, first = ''] = c.req.path.split('/')
  const journey = parts.content.journeys.get(first)
  const isOn = c.get('wording') === 'easier'
  const isYoung = journey?.audience === 'young' && journey.facts.who !== 'child'
  if (c.get('language') !== 'en' || !(isOn || isYoung)) return undefined
  const segment = isOn ? '' : `/${EASIER_SEGMENT}`
  return { isOn, href: `${served.base}${segment}${c.req.path}` }
}

/** The draft's cookie: made at the first answer, never on reading. */
function wayCookie(cookies: Cookies, c: Context, served: Served) {
  const { read, write, clear } = heldCookie(cookies, c, served, 'way')
  const known = () => {
    const held = read()
    return isCookie(held) ? held : undefined
  }
  return {
    read: known,
    ensure() {
      const held = known()
      if (held !== undefined) return held
      const made = newCookie()
      write(made)
      return made
    },
    replace: write,
    clear,
  }
}

/** A cookie as one request reads and writes it: what was just written is read. */
function heldCookie(cookies: Cookies, c: Context, served: Served, purpose: 'way' | 'back') {
  let held = cookies.read(c, served, purpose)
  return {
    read: () => held,
    write(value: string) {
      held = value
      cookies.write(c, served, purpose, value)
    },
    clear() {
      held = undefined
      cookies.clear(c, served, purpose)
    },
  }
}

/** The same page in another language of the closed list; an unknown one stays as it is. */
export function addressIn(
  parts: PublicPages,
  served: Served,
  path: string,
  language: string,
): string {
  const [first] = parts.content.languages
  const isOffered = parts.shownIn(served.profile).some(({ tag }) => tag === language)
  const segment = isOffered && language !== first?.tag ? `/${language}` : ''
  return `${served.base}${segment}${path}`
}
