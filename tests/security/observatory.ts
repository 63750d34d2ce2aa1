/** What a scanner sees of one answer. */
type Scanned = { readonly headers: Headers; readonly html: string }

type Scored = { readonly score: number; readonly why: readonly string[] }

const START = 100
/** Bonuses count only for a site that has nearly all of the rest. */
const BONUS_FROM = 90

/**
 * Scores an answer over https by the table that Mozilla published for its HTTP Observatory
 * (mozilla/http-observatory, scoring.md): what is missing takes from 100, what is better than asked for adds.
 * Our own reading of it, without a live scan: no preload list is looked up, so none is counted.
 */
export function scoreOf(scanned: Scanned): Scored {
  const taken = [
    ...csp(scanned),
    ...hsts(scanned),
    ...framing(scanned),
    ...sniffing(scanned),
    ...referrer(scanned),
    ...resourcePolicy(scanned),
    ...cookies(scanned),
    ...scripts(scanned),
    ...sharing(scanned),
  ]
  const sum = (of: readonly Modifier[]) => of.reduce((total, { points }) => total + points, 0)
  const base = START + sum(taken.filter(({ points }) => points < 0))
  const bonus = base >= BONUS_FROM ? sum(taken.filter(({ points }) => points > 0)) : 0
  return {
    score: Math.max(0, base + bonus),
    why: taken.map(({ points, name }) => `${points > 0 ? '+' : ''}${points} ${name}`),
  }
}

type Modifier = { readonly points: number; readonly name: string }

function directivesOf({ headers }: Scanned): ReadonlyMap<string, readonly string[]> {
  const parts = (headers.get('Content-Security-Policy') ?? '').split(';')
  return new Map(
    parts.flatMap((part) => {
      const [name, ...values] = part.trim().split(/\s+/)
      return name ? [[name, values] as const] : []
    }),
  )
}

function csp(scanned: Scanned): readonly Modifier[] {
  const directives = directivesOf(scanned)
  if (directives.size === 0) return [{ points: -25, name: 'csp-not-implemented' }]
  const of = (name: string) => directives.get(name) ?? directives.get('default-src') ?? ['*']
  const isUnsafe = (values: readonly string[]) =>
    values.some((value) => /^('unsafe-inline'|'unsafe-eval'|\*|https?:|data:|ftp:)$/.test(value))
  if (isUnsafe(of('script-src')) || isUnsafe(of('object-src')))
    return [{ points: -20, name: 'csp-implemented-with-unsafe-inline' }]
  if (of('style-src').includes("'unsafe-inline'"))
    return [{ points: 0, name: 'csp-implemented-with-unsafe-inline-in-style-src-only' }]
  return directives.get('default-src')?.join() === "'none'"
    ? [{ points: 10, name: 'csp-implemented-with-no-unsafe-default-src-none' }]
    : [{ points: 5, name: 'csp-implemented-with-no-unsafe' }]
}

function hsts({ headers }: Scanned): readonly Modifier[] {
  const header = headers.get('Strict-Transport-Security')
  if (header === null) return [{ points: -20, name: 'hsts-not-implemented' }]
  const seconds = Number(/max-age=(\d+)/.exec(header)?.[1] ?? 0)
  return seconds >= 15_768_000
    ? []
    : [{ points: -10, name: 'hsts-implemented-max-age-less-than-six-months' }]
}

function framing(scanned: Scanned): readonly Modifier[] {
  const ancestors = directivesOf(scanned).get('frame-ancestors')
  if (ancestors !== undefined && !ancestors.includes('*'))
    return [{ points: 5, name: 'x-frame-options-implemented-via-csp' }]
  return /^(deny|sameorigin)$/i.test(scanned.headers.get('X-Frame-Options') ?? '')
    ? []
    : [{ points: -20, name: 'x-frame-options-not-implemented' }]
}

function sniffing({ headers }: Scanned): readonly Modifier[] {
  return headers.get('X-Content-Type-Options') === 'nosniff'
    ? []
    : [{ points: -5, name: 'x-content-type-options-not-implemented' }]
}

const PRIVATE = /^(no-referrer|same-origin|strict-origin|strict-origin-when-cross-origin)$/

function referrer({ headers }: Scanned): readonly Modifier[] {
  const policy = headers.get('Referrer-Policy') ?? ''
  if (PRIVATE.test(policy)) return [{ points: 5, name: 'referrer-policy-private' }]
  return policy === '' ? [] : [{ points: -5, name: 'referrer-policy-unsafe' }]
}

function resourcePolicy({ headers }: Scanned): readonly Modifier[] {
  const policy = headers.get('Cross-Origin-Resource-Policy')
  return policy === 'same-origin' || policy === 'same-site'
    ? [{ points: 10, name: `cross-origin-resource-policy-${policy}` }]
    : []
}

function cookies({ headers }: Scanned): readonly Modifier[] {
  const set = headers.getSetCookie()
  if (set.length === 0) return []
  if (set.some((cookie) => !/;\s*secure/i.test(cookie)))
    return [{ points: -20, name: 'cookies-without-secure-flag' }]
  if (set.some((cookie) => !/;\s*httponly/i.test(cookie)))
    return [{ points: -30, name: 'cookies-session-without-httponly-flag' }]
  return set.every((cookie) => /;\s*samesite=(lax|strict)/i.test(cookie))
    ? [{ points: 5, name: 'cookies-secure-with-httponly-sessions-and-samesite' }]
    : []
}

/** Scripts of our own need no integrity; one from elsewhere would. */
function scripts({ html }: Scanned): readonly Modifier[] {
  const sources = [...html.matchAll(/<script[^>]*\ssrc="([^"]+)"/g)].map(([, src = '']) => src)
  return sources.some((src) => !src.startsWith('/') || src.startsWith('//'))
    ? [{ points: -50, name: 'sri-not-implemented-and-external-scripts-not-loaded-securely' }]
    : []
}

function sharing({ headers }: Scanned): readonly Modifier[] {
  return headers.get('Access-Control-Allow-Origin') === '*'
    ? [{ points: -50, name: 'cross-origin-resource-sharing-implemented-with-universal-access' }]
    : []
}
