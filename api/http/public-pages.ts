import { spellEnglishMarks, withEnglishMarked } from '#schema/words/english-marks.ts'
import type { ChooserPage, PublicPage } from '../intake/door.ts'
import { versionNow } from '../profile/local-details.ts'
import { sendKept } from './compressed.ts'
import type { Context, Served } from './context.ts'
import { errorResponse, RETRY_AFTER_SECONDS } from './errors.ts'
import { type AskedStep, answerStep, showStepPage, stepAt } from './journey-steps.ts'
import { readPublicForm } from './public-form.ts'
import { addressIn, type PublicPages, publicPage } from './public-page.ts'
import { fromPage, renderFor, requestFor } from './render-page.ts'

/** Pages that other routes own, or that have no address of their own. */
const NOT_PUBLIC = /^\/(officer|dev|choose|referral|advocate|404|fault|busy|too-much)(\/|$)/

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
  const { method } = c.req
  const step = stepAt(parts, path)
  if (step !== undefined && method === 'GET') return showStepPage(parts, c, { served, step })
  const isSame = isSameForAll(parts, path)
  const isPage = isSame || (parts.pages.hasPage(requestFor(c, path)) && !NOT_PUBLIC.test(path))
  if (!isPage) return showNotFound(parts, c)
  if (method === 'GET') {
    const isKnown = parts.cookies.read(c, served, 'way') !== undefined
    if (isSame && !isKnown) return showKept(parts, c, served)
    const page = await pageWithReminder(parts, c, served)
    if (isSame && page.notKept === undefined) return showKept(parts, c, served)
    return fromPage(c, await renderFor(parts, c, served, requestFor(c, path), page))
  }
  if (method !== 'POST') return errorResponse(c, 'not-found')
  return step === undefined ? takeForm(parts, c, served) : takeStep(parts, c, { served, step })
}

/** A page, which knows of a code that its visitor may not have kept. Whoever has told us nothing costs no look. */
async function pageWithReminder(
  parts: PublicPages,
  c: Context,
  served: Served,
): Promise<PublicPage> {
  const page = publicPage(parts, c, served)
  const notKept = await page.door.notKept()
  return notKept?.href === `${page.prefix}${c.req.path}` ? page : { ...page, notKept }
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

/**
 * Takes a form and hands the page its fields. Where the hours of a way back are over the page asks for the code,
 * and the form waits in it, sealed: with the right code it is taken at once.
 */
async function takeForm(parts: PublicPages, c: Context, served: Served): Promise<Response> {
  const form = await readPublicForm(parts, c, served)
  if (!form.ok) return showFault(parts, c, form.code === 'too-large' ? 413 : 400)
  const page = publicPage(parts, c, served)
  const texts = textsOf(form.fields)
  const here = `${c.req.path}${new URL(c.req.url).search}`
  const kept = isBehindCode(here) ? page.door.keepForm(here, texts) : undefined
  if (kept !== undefined) {
    const asking = requestFor(c, '/way-back')
    return fromPage(c, await renderFor(parts, c, served, asking, { ...page, kept }), 401)
  }
  const answer = await renderFor(parts, c, served, formFor(c, here, texts), page)
  const waits = answer.status === 303 ? page.door.keptForm(form.fields.get('kept')) : undefined
  if (waits === undefined) return fromPage(c, answer)
  return fromPage(c, await renderFor(parts, c, served, formFor(c, waits.path, waits.texts), page))
}

/** Pages that a code opens; the one that asks for it is not among them. */
function isBehindCode(path: string): boolean {
  return path.startsWith('/way-back/')
}

function formFor(c: Context, path: string, texts: string): Request {
  return new Request(new URL(path, c.req.url), {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded;charset=UTF-8' },
    body: texts,
  })
}

async function takeStep(parts: PublicPages, c: Context, asked: AskedStep): Promise<Response> {
  const form = await readPublicForm(parts, c, asked.served)
  if (!form.ok) return showFault(parts, c, form.code === 'too-large' ? 413 : 400)
  return answerStep(parts, c, { ...asked, form: form.fields })
}

function textsOf(fields: FormData): string {
  const texts = [...fields].filter((each): each is [string, string] => typeof each[1] === 'string')
  return new URLSearchParams(texts).toString()
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

/** An address that leads nowhere: in the words of the authority where there is one, else the choice of one. */
async function showNotFound(parts: PublicPages, c: Context): Promise<Response> {
  const served = c.get('served')
  if (c.req.path.startsWith('/api/')) return errorResponse(c, 'not-found')
  if (served !== undefined) {
    const page = await renderFor(parts, c, served, requestFor(c, '/404'))
    return fromPage(c, page, 404)
  }
  const isPerson = c.req.header('Accept')?.includes('text/html') === true
  if (!parts.authorities.severalHere || !isPerson) return errorResponse(c, 'not-found')
  c.status(404)
  return showChooser(parts, c)
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
  const page = await renderFor(parts, c, served, requestFor(c, PAGES[status]))
  if (status === 503) c.header('Retry-After', String(RETRY_AFTER_SECONDS))
  return fromPage(c, page, status)
}

/** What each is said with. */
const PAGES = { 400: '/fault', 413: '/too-much', 500: '/fault', 503: '/busy' } as const
const CODES = { 400: 'bad-request', 413: 'too-large', 500: 'fault', 503: 'busy' } as const
