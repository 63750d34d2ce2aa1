import { ACTS } from '#schema/acts/acts.ts'
import type { Answer, FormVisit } from './wire.ts'

/** One page of the desk: which route it is of, with its act, and where one of the kind stands. */
export type DeskAddress = { readonly kind: string; readonly path: string }

type Found = Map<string, string>

/** More case pages than this say nothing new about how a case looks. */
const CASES_LOOKED_AT = 6
const CASE = '/officer/cases/:reference'
const ACT = `${CASE}/acts/:act`

/**
 * A page of every kind that links lead to from `starts`: each route once, each act once, and as many cases as it
 * takes to have been offered most acts. Those acts that no case offers look alike: one is opened where it is refused.
 */
export async function everyDeskPage(
  visit: FormVisit,
  patterns: readonly string[],
  starts: readonly string[],
): Promise<readonly DeskAddress[]> {
  const found: Found = new Map()
  const waiting = [...starts]
  const asked = new Set<string>()
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const pattern = patternOf(path, patterns)
    const kind = kindOf(path, pattern)
    const isKnown = pattern !== CASE && found.has(kind) && !starts.includes(path)
    if (asked.has(path) || pattern === undefined || isKnown) continue
    asked.add(path)
    const page = await visit.open(path)
    if (!isPage(page)) continue
    const leads = linksOf(page.text)
    if (pattern !== CASE) found.set(kind, found.get(kind) ?? path)
    else if (isWorthALook(leads, found)) found.set(`${CASE} ${path}`, path)
    waiting.push(...leads)
  }
  const aCase = [...found].find(([kind]) => kind.startsWith(CASE))?.[1] ?? ''
  const refused = ACTS.find(({ id }) => !found.has(`${ACT} ${id}`))
  if (refused !== undefined) found.set(`${ACT} ${refused.id}`, `${aCase}/acts/${refused.id}`)
  return [...found].map(([kind, path]) => ({ kind, path }))
}

function isWorthALook(leads: readonly string[], found: Found): boolean {
  const cases = [...found.keys()].filter((kind) => kind.startsWith(`${CASE} `))
  const isNew = leads.some((path) => {
    const id = /\/acts\/([\w-]+)/.exec(path)?.[1]
    return id !== undefined && !found.has(`${ACT} ${id}`)
  })
  return isNew && cases.length < CASES_LOOKED_AT
}

/** The page of a route, or one of its kind: `/officer/cases/:reference/acts/:act answer`. */
function kindOf(path: string, pattern = ''): string {
  const last = new URL(path, 'http://desk').pathname.split('/').at(-1) ?? ''
  return pattern.endsWith(':act') || pattern.endsWith(':page') ? `${pattern} ${last}` : pattern
}

function patternOf(path: string, patterns: readonly string[]): string | undefined {
  const { pathname } = new URL(path, 'http://desk')
  const fits = patterns.filter((pattern) =>
    new RegExp(`^${pattern.replaceAll(/:\w+/g, '[^/]+')}$`).test(pathname),
  )
  return fits.find((pattern) => !pattern.includes(':')) ?? fits[0]
}

export function isPage({ status, headers }: Answer): boolean {
  return status === 200 && String(headers['content-type']).startsWith('text/html')
}

/** The addresses of the desk that a page leads to. */
export function linksOf(html: string): readonly string[] {
  return [...html.matchAll(/<a\b[^>]*\bhref="(\/officer[^"#]*)/g)].map(([, href = '']) =>
    href.replaceAll('&amp;', '&'),
  )
}

/** What a page is made of, whatever it says: `button.quiet`, `input:date`. */
export function madeOf(html: string): ReadonlySet<string> {
  const body = html.slice(html.indexOf('<main'))
  return new Set(
    [...body.matchAll(/<([a-z][\w-]*)((?:\s[^<>]*)?)>/g)].map(([, tag, attributes = '']) => {
      const of = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1] ?? ''
      return `${tag}.${of('class')}:${of('type')}`
    }),
  )
}
