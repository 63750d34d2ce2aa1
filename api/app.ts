import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { routePath } from 'hono/route'
import { describeRoute, openAPIRouteHandler } from 'hono-openapi'
import { z } from 'zod'
import type { Content } from '#content/index.ts'
import type { Profile } from '#schema/authority/profile.ts'
import type { Calendar } from '#schema/rules/days/working-days.ts'
import { signalReaders } from '#schema/rules/signals/signals.ts'
import type { Scanning } from './cases/files.ts'
import type { Clock } from './clock.ts'
import { type Authorities, createAuthorities } from './http/authorities.ts'
import type { AppEnv, Context } from './http/context.ts'
import { createCookies } from './http/cookies.ts'
import { developerRoutes } from './http/developer.ts'
import { jsonRoute } from './http/document.ts'
import { errorResponse } from './http/errors.ts'
import { type Files, serveFiles } from './http/files.ts'
import { securityHeaders } from './http/headers.ts'
import { healthRoutes } from './http/health.ts'
import { createKeptPages } from './http/kept-pages.ts'
import { type DraftLanguages, languagesOf } from './http/languages.ts'
import { leaveRoutes } from './http/leave.ts'
import { createLimits } from './http/limits.ts'
import { refuseForeignWrites } from './http/origin.ts'
import type { Pages, PublicPages } from './http/public-page.ts'
import { showFault, showPublicPage } from './http/public-pages.ts'
import { securityTxtRoutes } from './http/security-txt.ts'
import { folderOf } from './intake/attachments.ts'
import { createFloodGuard, type FloodGuard } from './intake/flood-guard.ts'
import { createTurns } from './intake/in-turn.ts'
import { createReceive } from './intake/receive.ts'
import { intakeRoutes } from './intake/routes.ts'
import { createTurnstile } from './intake/turnstile.ts'
import { faultCode, type Log } from './log.ts'
import type { DevMailbox } from './mail/dev-mailbox.ts'
import { type Council, createCouncilClient } from './officers/council.ts'
import { officerRoutes } from './officers/routes.ts'
import { isOfTheLine } from './store/database-faults.ts'
import { type Store, StoreBusy } from './store/store.ts'
import { SYSTEMS_DOCUMENT } from './systems/describe.ts'
import { figuresRoute } from './systems/figures-route.ts'
import { createWatch, type Watch, type WatchParts } from './watch/watch.ts'

/** Everything the app is made of. It reads no environment and opens nothing itself. */
export type AppDeps = Pick<WatchParts, 'backups' | 'certificate' | 'elapsedMs'> & {
  readonly content: Content
  readonly calendar: Calendar
  readonly stores: ReadonlyMap<string, Store>
  readonly clock: Clock
  readonly log: Log
  readonly pages: Pages
  readonly files: Files
  readonly dataDir: string
  /** The browser that prints reports as PDF; none where none was found. */
  readonly browser?: string | undefined
  /** Where people reach us, without a slash at the end. */
  readonly publicUrl: string
  readonly trustedProxy: string | undefined
  /** The council's own sign-in; none unless said. */
  readonly council?: Council | undefined
  readonly floodPerMinute: number
  /** Said for all authorities at once, as the demonstration does; left out, each profile's own word counts. */
  readonly draftLanguages?: DraftLanguages | undefined
  readonly oldestUnsentSeconds: () => Promise<number>
  /** Given where no mail leaves this machine: `/dev/mail` then shows it. */
  readonly devMailbox: DevMailbox | undefined
  /** Whether files are looked through for viruses: `no-scanner` unless said. */
  readonly scanning?: Scanning
}

export type App = {
  readonly fetch: Hono<AppEnv>['fetch']
  readonly request: Hono<AppEnv>['request']
  /** Every route, by method and path, in the order in which they are tried. */
  readonly routes: readonly { readonly method: string; readonly path: string }[]
  readonly authorities: Authorities
  readonly floodGuards: ReadonlyMap<string, FloodGuard>
  readonly watch: Watch
}

/** The whole service, from a request to its answer. */
export function createApp(deps: AppDeps): App {
  const { content, clock, publicUrl } = deps
  const https = publicUrl.startsWith('https:')
  const { authorities, floodGuards, watch, parts, pages, desk } = sharedParts(deps, https)

  const app = new Hono<AppEnv>({ getPath: (request) => authorities.place(request.url).path })
  app.use(async (c, next) => {
    const { served, prefix, language, wording } = authorities.place(c.req.url)
    c.set('requestId', randomUUID())
    c.set('served', served)
    c.set('prefix', prefix)
    c.set('language', language)
    c.set('wording', wording)
    const began = performance.now()
    await next()
    note(deps.log, c, performance.now() - began)
  })
  app.use(securityHeaders({ https }))
  app.use(serveFiles(deps.files))
  app.use(refuseForeignWrites({ origins: ourOrigins(publicUrl, content) }))
  app.route('/', leaveRoutes({ ...parts, content }))
  app.route('/', securityTxtRoutes({ authorities, clock, publicUrl }))
  app.route('/', healthRoutes(watch))
  app.route('/', intakeRoutes(parts))
  app.route('/', figuresRoute(deps))
  app.get(
    '/api/openapi.json',
    describeRoute(DOCUMENT_ROUTE),
    openAPIRouteHandler(app, { documentation: DOCUMENT, excludeStaticFile: false }),
  )
  app.route('/', officerRoutes({ ...desk, render: deps.pages.render }))
  app.route('/', developerRoutes({ ...deps, mailbox: deps.devMailbox }))
  app.all('*', (c) => showPublicPage(pages, c))
  app.onError((fault, c) => answerFault(fault, c, deps.log, pages))
  const { fetch, request, routes } = app
  return { fetch, request, routes, authorities, floodGuards, watch }
}

/** What the routes share: one of each for all requests. */
function sharedParts(deps: AppDeps, https: boolean) {
  const { content, clock, publicUrl } = deps
  const shownIn = (profile: Profile) =>
    languagesOf(profile, content, deps.draftLanguages ?? profile.draftLanguages)
  const authorities = createAuthorities({
    profiles: [...content.authorities.values()],
    stores: deps.stores,
    languagesOf: (profile) => shownIn(profile).map(({ tag }) => tag),
  })
  const floodGuards = new Map(
    authorities.all.map(({ profile }) => [
      profile.slug,
      createFloodGuard(clock, deps.floodPerMinute),
    ]),
  )
  const watch = createWatch({ ...deps, authorities: authorities.all })
  const readers = signalReaders(content.signals)
  const cookies = createCookies({ https })
  const limits = createLimits(clock)
  const turnstile = createTurnstile()
  const receive = createReceive({
    ...deps,
    turnstile,
    readers,
    folders: authorities.all.map(({ store }) => folderOf(store)),
    floodGuards,
  })
  const parts = { ...deps, shownIn, readers, authorities, cookies, turnstile, receive, limits }
  const pages: PublicPages = { ...parts, kept: createKeptPages(clock), inTurn: createTurns() }
  const { calendar, log, scanning = 'no-scanner' } = deps
  const desk = {
    clock,
    content,
    calendar,
    readers,
    publicUrl,
    log,
    scanning,
    receive,
    watch,
    browser: deps.browser,
    limits,
    trustedProxy: deps.trustedProxy,
    council: deps.council && createCouncilClient(deps.council),
  }
  return { authorities, floodGuards, watch, parts, pages, desk }
}

const DOCUMENT = {
  openapi: '3.1.0',
  info: {
    title: 'Earshot',
    version: '1',
    description: 'The complaints procedure of English children’s services',
  },
  ...SYSTEMS_DOCUMENT,
} as const

const DOCUMENT_ROUTE = jsonRoute({
  summary: 'This document',
  gives: { 200: { what: 'OpenAPI 3.1', shape: z.looseObject({ openapi: z.literal('3.1.0') }) } },
  refuses: [],
})

/** Nothing of a request is noted but its route's pattern, its status and how long it took. */
function note(log: Log, c: Context, ms: number): void {
  log('debug', 'request', {
    method: c.req.method,
    route: routePath(c),
    status: c.res.status,
    ms: Math.round(ms),
    requestId: c.get('requestId'),
  })
}

async function answerFault(
  fault: unknown,
  c: Context,
  log: Log,
  pages: PublicPages,
): Promise<Response> {
  if (wasCutOff(c)) {
    log('debug', 'client-error', { requestId: c.get('requestId') })
    return errorResponse(c, 'bad-request')
  }
  const isBusy = isStoreBusy(fault)
  log(isBusy ? 'warn' : 'error', isBusy ? 'store-busy' : 'fault', {
    fault: faultCode(fault),
    requestId: c.get('requestId'),
  })
  const code = isBusy ? 'busy' : 'fault'
  if (c.req.path.startsWith('/api/')) return errorResponse(c, code)
  return showFault(pages, c, isBusy ? 503 : 500).catch(() => errorResponse(c, code))
}

/** The sender went in the middle of a body: nobody is there to be answered, and nothing is wrong here. */
function wasCutOff(c: Context): boolean {
  const incoming = c.env?.incoming
  return incoming?.destroyed === true && !incoming.complete
}

function isStoreBusy(fault: unknown): boolean {
  const faults = fault instanceof Error ? [fault, fault.cause] : [fault]
  return faults.some((each) => each instanceof StoreBusy || isOfTheLine(each))
}

/** Where a browser may post from: our own address, and the hosts of the authorities served here. */
function ourOrigins(publicUrl: string, content: Content): ReadonlySet<string> {
  const hosts = [...content.authorities.values()].flatMap(({ hosts }) => hosts)
  return new Set([new URL(publicUrl).origin, ...hosts.map((host) => `https://${host}`)])
}
