import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type App, createApp } from '#api/app.ts'
import type { Clock } from '#api/clock.ts'
import type { Files } from '#api/http/files.ts'
import type { Pages } from '#api/http/public-page.ts'
import { createLog } from '#api/log.ts'
import type { Store } from '#api/store/store.ts'
import { type Content, loadContent } from '#content/index.ts'
import { type Instant, instantOf } from '#schema/dates.ts'
import { englandAndWales } from '#schema/rules/days/working-days.ts'
import { NINE_ON_MONDAY, temporaryFolder, temporaryStore } from './store.ts'

const ENTRY = 'dist/site/server/entry.mjs'

export const content: Content = loadContent()

/** A clock that stands still until it is moved. */
type MovedClock = Clock & { readonly forward: (minutes: number) => void }

export function clockAt(start: Instant = NINE_ON_MONDAY): MovedClock {
  let now = Date.parse(start)
  const clock = () => instantOf(new Date(now))
  return Object.assign(clock, {
    forward: (minutes: number) => {
      now += minutes * 60_000
    },
  })
}

export type GivenApp = App & {
  readonly store: Store
  readonly stores: ReadonlyMap<string, Store>
  readonly clock: MovedClock
  /** Every line that was logged, with everything that may be. */
  readonly logged: readonly string[]
}

/** The whole app over a real store in a folder of its own, with the built pages and no port. */
export async function givenApp(
  given: {
    readonly slugs?: readonly string[]
    readonly clock?: MovedClock
    readonly publicUrl?: string
    readonly floodPerMinute?: number
    /** What was built to be served as it is; none unless asked for. */
    readonly files?: Files
    /** Folders with data in them, in place of empty ones. */
    readonly dataDirs?: readonly string[]
    readonly content?: Content
    /** `undefined`: each profile's own word counts. */
    readonly draftLanguages?: 'hidden' | 'marked' | undefined
    readonly store?: (store: Store) => Store
  } = {},
): Promise<GivenApp> {
  if (!existsSync(ENTRY)) throw new Error(`${ENTRY} is not built: run npm run build`)
  const pages = (await import(/* @vite-ignore */ pathToFileURL(resolve(ENTRY)).href)) as Pages
  const clock = given.clock ?? clockAt()
  const logged: string[] = []
  const stores = new Map<string, Store>()
  const dataDirs = (given.slugs ?? ['coventry']).map((slug, nth) => ({
    slug,
    dataDir: given.dataDirs?.[nth] ?? temporaryFolder(),
  }))
  for (const { slug, dataDir } of dataDirs) {
    const store = await temporaryStore({ slug, dataDir, clock })
    stores.set(slug, given.store?.(store) ?? store)
  }
  const [store] = stores.values()
  if (store === undefined) throw new Error('an app serves at least one authority')
  const app = createApp({
    content: given.content ?? content,
    ...('draftLanguages' in given ? { draftLanguages: given.draftLanguages } : {}),
    calendar: englandAndWales(content.bankHolidays),
    stores,
    clock,
    log: createLog('debug', (line) => logged.push(line)),
    pages,
    files: given.files ?? new Map(),
    dataDir: dataDirs[0]?.dataDir ?? '.',
    publicUrl: given.publicUrl ?? 'http://localhost',
    trustedProxy: undefined,
    floodPerMinute: given.floodPerMinute ?? 600,
    // A clock that a test moves is time that passes.
    elapsedMs: () => Date.parse(clock()),
    oldestUnsentSeconds: async () => 0,
    devMailbox: undefined,
  })
  return { ...app, store, stores, clock, logged }
}

/** Posts JSON as another program does. */
export function postJson(
  app: Pick<App, 'request'>,
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return Promise.resolve(
    app.request(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  )
}

let keys = 0

/** A key that no other test uses. */
export function newKey(): string {
  keys += 1
  return `test-key-${'0'.repeat(12)}-${String(keys).padStart(6, '0')}`
}

type Change = {
  readonly authority?: string
  readonly language?: string
  readonly facts?: Readonly<Record<string, unknown>>
  readonly answers?: Readonly<Record<string, unknown>>
  readonly idempotencyKey?: string
}

/** A young person's complaint as another program sends it. */
export function aSubmission(change: Change = {}) {
  return {
    authority: 'coventry',
    language: 'en',
    idempotencyKey: newKey(),
    ...change,
    facts: { who: 'young-person', speaking_for: 'self', wants: 'put-right', ...change.facts },
    answers: { story: 'Nobody told me that I was moving.', ...change.answers },
  }
}

/** A browser without scripts: it keeps cookies, follows where it is led, and posts forms. */
export function browserOf(app: Pick<App, 'request'>) {
  const jar = new Map<string, string>()
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers)
    headers.set('Sec-Fetch-Site', 'same-origin')
    if (jar.size > 0)
      headers.set('Cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '))
    const answer = await app.request(path, { ...init, headers })
    for (const cookie of answer.headers.getSetCookie()) {
      const [pair = '', ...attributes] = cookie.split('; ')
      const [name = '', value = ''] = pair.split('=', 2)
      if (attributes.includes('Max-Age=0')) jar.delete(name)
      else jar.set(name, value)
    }
    return answer
  }
  return {
    jar,
    get: (path: string, headers: Readonly<Record<string, string>> = {}) => ask(path, { headers }),
    post: (path: string, fields: Readonly<Record<string, string | readonly string[]>> = {}) => {
      const body = new URLSearchParams()
      for (const [name, value] of Object.entries(fields))
        for (const each of [value].flat()) body.append(name, each)
      return ask(path, { method: 'POST', body })
    },
    postForm: (path: string, form: FormData) => ask(path, { method: 'POST', body: form }),
  }
}

export type Browser = ReturnType<typeof browserOf>

/** Where an answer leads. */
export function leadsTo(answer: Response): string {
  return answer.headers.get('Location') ?? ''
}

/** `Facts`' own names are enough for a test to be read; the rest of a young person's way. */
export const A_YOUNG_PERSONS_ANSWERS: Readonly<
  Record<string, Readonly<Record<string, string | readonly string[]>>>
> = {
  'yp-safe': { answer: 'yes' },
  'yp-kind': { answer: 'not-ok' },
  'yp-speed': { answer: 'complaint' },
  'yp-story': { story: 'Nobody told me that I was moving.' },
  'yp-advocate': { answer: 'not-now' },
  'yp-name': { answer: 'no' },
  'yp-reply': { answer: 'code' },
}
