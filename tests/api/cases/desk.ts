import { randomBytes } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { onTestFinished } from 'vitest'
import { type AppDeps, createApp } from '#api/app.ts'
import type { DeskPage, DeskView } from '#api/cases/desk.ts'
import { caseOfCode, holdCase, lookBack } from '#api/intake/way-back.ts'
import { writeBack } from '#api/intake/write-back.ts'
import { silentLog } from '#api/log.ts'
import { HANDED_LINK_MINUTES, newLink } from '#api/officers/links.ts'
import { findOfficer, type NewOfficer, type Officer, resetOfficer } from '#api/officers/officers.ts'
import type { Store } from '#api/store/store.ts'
import { cases, exclusions } from '#api/store/tables.ts'
import { startUpkeep, type Upkeep } from '#api/upkeep/upkeep.ts'
import { loadContent } from '#content/index.ts'
import { type Instant, later } from '#schema/dates.ts'
import type { SubmissionBody } from '#schema/form/submission.ts'
import { englandAndWales } from '#schema/rules/days/bank-holidays.ts'
import { codeFor } from '#tests/support/authenticator.ts'
import { addOfficer } from '#tests/support/officers.ts'
import { NINE_ON_MONDAY, temporaryFolder, temporaryStore } from '#tests/support/store.ts'

const content = loadContent('content')
const calendar = englandAndWales(content.bankHolidays)

export const A_YOUNG_PERSON = {
  who: 'young-person',
  child_known: 'looked-after',
  service: 'family-time',
  wants: 'put-right',
} as const

export const SOMEONE_IN_DANGER = { ...A_YOUNG_PERSON, danger_now: 'yes' } as const

type Sent = Pick<SubmissionBody, 'facts'> & Partial<Pick<SubmissionBody, 'answers' | 'language'>>

/** The service with an empty store, and a clock that a test can put on. Pages answer what they are given. */
export async function openDesk(given: Partial<AppDeps> = {}) {
  const clock = { now: NINE_ON_MONDAY as Instant }
  const store = await temporaryStore({ clock: () => clock.now })
  const app = createApp({
    content,
    calendar,
    stores: new Map([['coventry', store]]),
    clock: () => clock.now,
    log: silentLog,
    pages: { render: asGiven, hasPage: () => false },
    files: new Map(),
    dataDir: temporaryFolder(),
    publicUrl: 'http://localhost:4321',
    trustedProxy: undefined,
    floodPerMinute: 0,
    // A clock that a test moves is time that passes.
    elapsedMs: () => Date.parse(clock.now),
    oldestUnsentSeconds: async () => 0,
    devMailbox: undefined,
    ...given,
  })

  const profile = content.authorities.get('coventry')
  if (profile === undefined) throw new Error('there is no such authority')
  const served = { profile, store, base: '' }

  /** Sends a submission and answers its reference and code. */
  async function submit(sent: Sent): Promise<{ reference: string; code: string }> {
    const answer = await app.request('/api/submissions', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        authority: 'coventry',
        language: sent.language ?? 'en',
        facts: sent.facts,
        answers: { story: 'They cancelled my visit.', ...sent.answers },
        idempotencyKey: randomBytes(16).toString('base64url'),
      }),
    })
    if (answer.status !== 201) throw new Error(`not received: ${await answer.text()}`)
    return answer.json()
  }

  return {
    app,
    store,
    clock,
    submit,
    /** Somebody who is known here already, by their address. */
    async signInKnown(email: string) {
      const officer = await findOfficer(store, email)
      if (officer === undefined) throw new Error(`${email} is not known here`)
      const browser = openBrowser(app)
      await signIn(browser, await linkKey(store, officer, clock.now), clock.now)
      return { ...browser, officer }
    },
    /** What the service does by itself, as it does it every minute. */
    async startUpkeep(): Promise<Upkeep> {
      const upkeep = await startUpkeep({
        ...app,
        content,
        calendar,
        clock: () => clock.now,
        log: silentLog,
        publicUrl: 'http://localhost:4321',
      })
      onTestFinished(() => upkeep.stop())
      return upkeep
    },
    browser: () => openBrowser(app),
    /** An officer of these roles, signed in through the front door. */
    async signIn(who: Partial<NewOfficer> = {}) {
      const officer = await addOfficer(store, { ...ADA, ...who }, clock.now)
      const browser = openBrowser(app)
      await signIn(browser, await linkKey(store, officer, clock.now), clock.now)
      return { ...browser, officer }
    },
    /** The same officer, signed in anew: a session ends after some minutes without use. */
    async signInAgain({ officer, ...browser }: Browser & { readonly officer: Officer }) {
      await resetOfficer(store, officer, clock.now)
      await signIn(browser, await linkKey(store, officer, clock.now), clock.now)
    },
    /** What the writer's page shows to whoever has the private code. */
    async wayBack(code: string) {
      const caseId = await caseOfCode(served, code)
      const held = caseId === undefined ? undefined : await holdCase(served, caseId)
      if (held === undefined) throw new Error('the code opens nothing')
      return lookBack({ served, calendar, clock: () => clock.now }, held, 'en')
    },
    /** Says something more with the private code, as the writer's page does. */
    async writeBack(
      code: string,
      text: string,
      kind: 'message' | 'statement-agree' | 'statement-change' | 'to-advocate' = 'message',
    ): Promise<void> {
      const caseId = await caseOfCode(served, code)
      if (caseId === undefined) throw new Error('the code opens nothing')
      const writing = {
        served,
        calendar,
        clock: () => clock.now,
        content,
        publicUrl: 'http://x',
      }
      const isWritten = await writeBack(writing, caseId, { kind, text })
      if (!isWritten) throw new Error('nothing was written')
    },
    /** Keeps an officer out of a case. */
    async keepOut(officer: Officer, reference: string): Promise<void> {
      const [row] = await store.db.select().from(cases).where(eq(cases.reference, reference))
      if (row === undefined) throw new Error('there is no such case')
      await store.write([
        store.db.insert(exclusions).values({ caseId: row.id, officerId: officer.id }),
      ])
    },
    /** Everything that was sent or typed in. */
    submitted: () => store.db.select().from(cases),
    minutesOn: (count: number) => {
      clock.now = later(clock.now, count)
    },
  }
}

const ADA: NewOfficer = {
  email: 'ada@council.example',
  name: 'Ada',
  roles: ['officer'],
  services: [],
}

/** A page of the desk as data: what it was given, without words and profile. */
async function asGiven(_request: Request, locals: object): Promise<Response> {
  const { desk } = locals as { desk?: DeskPage }
  const given = {
    view: desk?.view,
    officer: desk?.officer,
    faults: desk?.faults,
    did: desk?.did,
    typed: desk?.typed,
    draft: desk?.draft,
    trouble: desk?.trouble,
  }
  return new Response(JSON.stringify(given), { headers: { 'Content-Type': 'text/html' } })
}

export async function linkKey(store: Store, officer: Officer, at: Instant): Promise<string> {
  const { key, writes } = newLink(store, officer.id, at, HANDED_LINK_MINUTES)
  await store.write(writes)
  return key
}

type Shown = {
  readonly status: number
  readonly location: string | null
  readonly text: string
  readonly bytes: Buffer
  readonly headers: Headers
}

/** Keeps cookies as a browser does, and follows nothing by itself. */
export function openBrowser(app: ReturnType<typeof createApp>) {
  const cookies = new Map<string, string>()

  async function ask(path: string, init: RequestInit = {}): Promise<Shown> {
    const headers = new Headers(init.headers)
    headers.set('Cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    const answer = await app.request(path, { ...init, headers })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    const bytes = Buffer.from(await answer.arrayBuffer())
    return {
      status: answer.status,
      location: answer.headers.get('Location'),
      text: bytes.toString(),
      bytes,
      headers: answer.headers,
    }
  }

  return {
    cookies,
    ask,
    get: (path: string) => ask(path),
    post: (path: string, fields: Record<string, string | readonly string[]>) => {
      const body = new URLSearchParams()
      for (const [field, value] of Object.entries(fields))
        for (const each of typeof value === 'string' ? [value] : value) body.append(field, each)
      return ask(path, { method: 'POST', body })
    },
  }
}

export type Browser = ReturnType<typeof openBrowser>

/** The page that was answered, as what it was given. */
export function pageOf<Page extends DeskView['page']>(
  shown: Shown,
  page: Page,
): Extract<DeskView, { page: Page }> & {
  readonly faults: DeskPage['faults']
  readonly did: DeskPage['did']
  typed: DeskPage['typed']
  readonly draft: DeskPage['draft']
} {
  const { view, faults, did, typed, draft } = JSON.parse(shown.text)
  if (view?.page !== page) throw new Error(`not ${page}: ${shown.status} ${shown.text}`)
  return { ...view, faults, did, typed, draft }
}

/** From a one-time link through the authenticator to the inbox. */
export async function signIn(browser: Browser, key: string, at: Instant): Promise<void> {
  await browser.post('/officer/link', { key })
  const { setUp } = pageOf(await browser.get('/officer/authenticator'), 'authenticator')
  if (setUp === undefined) throw new Error('there is nothing to set up')
  const code = codeFor(setUp.secret, at)
  await browser.post('/officer/authenticator', { code })
}
