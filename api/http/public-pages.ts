import type { Content } from '#content/index.ts'
import { localDateOf } from '#schema/dates.ts'
import { inEasierWords } from '#schema/easier-words.ts'
import { spellEnglishMarks, withEnglishMarked } from '#schema/english-marks.ts'
import type { Words } from '#schema/messages.ts'
import type { Profile } from '#schema/profile.ts'
import type { SignalReaders } from '#schema/rules/signals.ts'
import type { Calendar } from '#schema/rules/working-days.ts'
import type { Clock } from '../clock.ts'
import { folderOf, storeAttachment } from '../intake/attachments.ts'
import type { ChooserPage, PublicPage } from '../intake/door.ts'
import { isCookie, newCookie, openDrafts } from '../intake/draft.ts'
import { REFUSED_FILE } from '../intake/form-answers.ts'
import type { InTurn } from '../intake/in-turn.ts'
import { openDoor } from '../intake/open-door.ts'
import type { Receive } from '../intake/receive.ts'
import { valuesFor } from '../intake/values.ts'
import { versionNow } from '../profile/local-details.ts'
import { publishedTold } from '../told/told.ts'
import { type Authorities, EASIER_SEGMENT } from './authorities.ts'
import { sendKept, shorten } from './compressed.ts'
import type { Context, Served } from './context.ts'
import type { Cookies } from './cookies.ts'
import { errorResponse, RETRY_AFTER_SECONDS } from './errors.ts'
import { readForm } from './form.ts'
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

/** A form with files: three of 10 MB and their words. */
const FORM_BYTES = 32 * 1024 * 1024
/** Pages that other routes own, or that have no address of their own. */
const NOT_PUBLIC = /^\/(officer|dev|choose|referral|advocate|404|fault|busy)(\/|$)/

/** Shows the public pages of an authority; at `/` of several, which authority. */
export async function showPublicPage(parts: PublicPages, c: Context): Promise<Response> {
  const served = c.get('served')
  const path = c.req.path
  if (served === undefined)
    return path === '/' && parts.authorities.severalHere
      ? showChooser(parts, c)
      : showNotFound(parts, c)
  const otherLanguage = c.req.query('language')
  if (otherLanguage !== undefined && c.req.method === 'GET')
    return c.redirect(addressIn(parts, served, path, otherLanguage), 303)
  const isPage = parts.pages.hasPage(requestFor(c, path)) && !NOT_PUBLIC.test(path)
  if (!isPage) return showNotFound(parts, c)
  if (c.req.method === 'POST') return takeForm(parts, c, served)
  if (c.req.method !== 'GET') return errorResponse(c, 'not-found')
  return isSameForAll(parts, path)
    ? showKept(parts, c, served)
    : fromPage(c, await renderFor(parts, c, served, requestFor(c, path)))
}

/** Whether a page depends on the authority and the language alone. Form pages never do. */
function isSameForAll({ content }: PublicPages, path: string): boolean {
  const [, first = '', second, third] = path.split('/')
  if (third !== undefined) return false
  if (second !== undefined) return first === 'p' && content.pageNames.includes(second)
  return first === '' || content.journeys.has(first)
}

async function showKept(parts: PublicPages, c: Context, served: Served): Promise<Response> {
  const path = c.req.path
  const of = `${served.profile.slug} ${versionNow(served.store)}`
  const name = `${of} ${c.get('prefix')} ${path}`
  const found = await parts.kept.find(name, () => renderFor(parts, c, served, requestFor(c, path)))
  return found instanceof Response ? fromPage(c, found) : sendKept(c, found)
}

/** Takes a form, files as they stream in, and hands the page its fields alone. */
async function takeForm(parts: PublicPages, c: Context, served: Served): Promise<Response> {
  const folder = folderOf(served.store)
  const network = networkOf(peerOf(c, parts.trustedProxy))
  const form = await readForm(c, {
    most: FORM_BYTES,
    takeFile: async (file) => {
      if (parts.limits.files.isFull(network)) {
        // An empty field sends a file without a byte: nothing is missing then.
        const isEmpty = (await file.resume().toArray()).length === 0
        return isEmpty ? '' : `${REFUSED_FILE}file-wait`
      }
      const stored = await storeAttachment(folder, file, parts.clock())
      if (!stored.ok && stored.why === 'empty') return ''
      parts.limits.files.note(network)
      if (stored.ok) return stored.id
      return `${REFUSED_FILE}${stored.why === 'too-large' ? 'file-too-big' : 'file-wrong-kind'}`
    },
  })
  if (!form.ok) return showFault(parts, c, form.code === 'too-large' ? 413 : 400)
  const fields = new URLSearchParams()
  for (const [name, value] of form.fields) if (typeof value === 'string') fields.append(name, value)
  const request = new Request(addressOf(c, c.req.path), {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded;charset=UTF-8' },
    body: fields.toString(),
  })
  return fromPage(c, await renderFor(parts, c, served, request))
}

async function showChooser(parts: PublicPages, c: Context): Promise<Response> {
  const { content, authorities } = parts
  const language = c.get('language')
  const shown = authorities.all.flatMap(({ profile }) => parts.shownIn(profile))
  const chooser: ChooserPage = {
    words: withEnglishMarked(content.words(language)),
    languages: content.languages
      .filter((each) => shown.includes(each))
      .map(({ tag, name }) => ({ tag, name, href: tag === 'en' ? '/' : `/${tag}` })),
    authorities: authorities.all.map((served) => ({
      name: served.profile.name,
      href: addressIn(parts, served, '/', language),
    })),
  }
  const found = await parts.kept.find(`chooser ${language}`, async () => {
    const page = await parts.pages.render(requestFor(c, '/choose'), { chooser })
    return new Response(spellEnglishMarks(await page.text()), page)
  })
  return found instanceof Response ? fromPage(c, found) : sendKept(c, found)
}

/** An address that leads nowhere: in the words of the authority where there is one. */
export async function showNotFound(parts: PublicPages, c: Context): Promise<Response> {
  const served = c.get('served')
  if (served === undefined || c.req.path.startsWith('/api/')) return errorResponse(c, 'not-found')
  const page = await renderFor(parts, c, served, requestFor(c, '/404'))
  return fromPage(c, page, 404)
}

/** A plain page with a telephone number, when something went wrong on our side. */
export async function showFault(
  parts: PublicPages,
  c: Context,
  status: 400 | 413 | 500 | 503,
): Promise<Response> {
  const served = c.get('served')
  const code = CODES[status]
  if (served === undefined || c.req.path.startsWith('/api/')) return errorResponse(c, code)
  const page = await renderFor(parts, c, served, requestFor(c, status === 503 ? '/busy' : '/fault'))
  if (status === 503) c.header('Retry-After', String(RETRY_AFTER_SECONDS))
  return fromPage(c, page, status)
}

const CODES = { 400: 'bad-request', 413: 'too-large', 500: 'fault', 503: 'busy' } as const

async function renderFor(
  parts: PublicPages,
  c: Context,
  served: Served,
  request: Request,
): Promise<Response> {
  const page = await parts.pages.render(request, { page: publicPage(parts, c, served) })
  if (c.get('language') === 'en' || page.body === null) return page
  return new Response(spellEnglishMarks(await page.text()), page)
}

function publicPage(parts: PublicPages, c: Context, served: Served): PublicPage {
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
    longPage: (name) => content.page(inMain, name) ?? content.page('en', name),
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
      back: {
        read: () => cookies.read(c, served, 'back'),
        write: (value) => cookies.write(c, served, 'back', value),
        clear: () => cookies.clear(c, served, 'back'),
      },
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
  const sent = cookies.read(c, served, 'way')
  let held = isCookie(sent) ? sent : undefined
  return {
    read: () => held,
    ensure() {
      if (held !== undefined) return held
      held = newCookie()
      cookies.write(c, served, 'way', held)
      return held
    },
    replace(cookie: string) {
      held = cookie
      cookies.write(c, served, 'way', cookie)
    },
    clear() {
      held = undefined
      cookies.clear(c, served, 'way')
    },
  }
}

/** The same page in another language of the closed list; an unknown one stays as it is. */
function addressIn(parts: PublicPages, served: Served, path: string, language: string): string {
  const [first] = parts.content.languages
  const isOffered = parts.shownIn(served.profile).some(({ tag }) => tag === language)
  const segment = isOffered && language !== first?.tag ? `/${language}` : ''
  return `${served.base}${segment}${path}`
}

function requestFor(c: Context, path: string): Request {
  return new Request(addressOf(c, path))
}

/** What a page sees: its own path without the authority's, and the question mark's part. */
function addressOf(c: Context, path: string): URL {
  const { origin, search } = new URL(c.req.url)
  return new URL(`${path}${search}`, origin)
}

/** A page's answer with the cookies that its door has set, as short as the browser takes it. */
async function fromPage(c: Context, page: Response, status = page.status): Promise<Response> {
  for (const [name, value] of page.headers) c.header(name, value)
  c.status(status as Parameters<typeof c.status>[0])
  if (page.body === null) return c.body(null)
  const type = page.headers.get('Content-Type') ?? ''
  const bytes = await shorten(c, Buffer.from(await page.arrayBuffer()), type)
  // Astro has announced the length before it got shorter: a browser would wait for the rest.
  c.header('Content-Length', String(bytes.byteLength))
  return c.body(new Uint8Array(bytes))
}
