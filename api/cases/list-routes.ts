import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import type { AppEnv } from '#api/http/context.ts'
import { jsonRoute } from '#api/http/document.ts'
import { errorResponse } from '#api/http/errors.ts'
import {
  type DeskDeps,
  go,
  type Shown,
  type SignedIn,
  showTo,
  signedIn,
  signedInProgram,
} from '#api/officers/desk-app.ts'
import { partOf } from '#api/officers/your-part.ts'
import { unconfirmedDates } from '#api/upkeep/unconfirmed-dates.ts'
import { localDateOf } from '#schema/dates.ts'
import { InboxFilter, InboxPage } from '#schema/desk/desk.ts'
import type { FieldFault } from '#schema/errors.ts'
import { noticeOf } from './assign.ts'
import { mayDecide } from './decide.ts'
import type { Typed } from './desk.ts'
import { type Day, listInbox } from './list.ts'
import { ownersOf } from './owners.ts'
import { readingOf } from './reading-of.ts'
import { queryOf, viewsOf } from './saved-views.ts'
import { todayFor } from './today.ts'

/** The desk's first page, and the list behind it. Every view has an address that can be kept. */
export function listRoutes(deps: DeskDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  routes.get('/officer', signedIn(deps, showToday))
  routes.get('/officer/inbox', signedIn(deps, showInbox))
  routes.get(
    '/api/officer/inbox',
    describeRoute(
      jsonRoute({
        summary: 'The list of the desk, as the officer who is signed in may see it',
        asks: InboxFilter,
        gives: { 200: { what: 'A page of the list', shape: InboxPage } },
        refuses: [401, 404, 422],
      }),
    ),
    signedInProgram(deps, sendInbox),
  )
  return routes
}

type Asked = { readonly filter: InboxFilter; readonly faults: readonly FieldFault[] }

/**
 * The filter in an address. What an empty form field leaves behind asks for nothing. A field that says
 * nothing we know is named, and the others hold.
 */
export function filterOf(query: Readonly<Record<string, string>>): Asked {
  const given = Object.entries(query).filter(([, value]) => value !== '')
  const read = InboxFilter.safeParse(Object.fromEntries(given))
  if (read.success) return { filter: read.data, faults: [] }
  const wrong = new Set(
    read.error.issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys' ? issue.keys : [String(issue.path[0])],
    ),
  )
  const rest = InboxFilter.parse(Object.fromEntries(given.filter(([name]) => !wrong.has(name))))
  return { filter: rest, faults: [...wrong].map((field) => ({ field, code: 'unknown' })) }
}

/** What an address asks for, without what its page only says once: the list of it is asked for with all of it. */
function queryFor({ c }: SignedIn): Readonly<Record<string, string>> {
  const { given: _given, did: _did, ...query } = c.req.query()
  return query
}

/** The day of a request in London, with the calendar that its working days are counted by. */
export function dayOf({ at, deps }: SignedIn): Day {
  return { today: localDateOf(at), calendar: deps.calendar }
}

/** Addresses of the list from before it had one of its own still lead to it. */
async function showToday(desk: SignedIn): Promise<Response> {
  const { search } = new URL(desk.c.req.url)
  if (search !== '') return go(desk, `/officer/inbox${search}`)
  const { store } = desk.served
  const { officer } = desk.session
  return showTo(desk, {
    page: 'today',
    part: await partOf(desk.served, officer, { calendar: desk.deps.calendar, at: desk.at }),
    today: await todayFor(desk.served, officer, dayOf(desk)),
    views: await viewsOf(store, officer),
    unconfirmedAfter: await lastSureYear(desk),
  })
}

async function showInbox(desk: SignedIn): Promise<Response> {
  const { filter, faults } = filterOf(queryFor(desk))
  const typedFaults = faults.filter(({ field }) => TYPED.has(field))
  const wrong = { code: 'invalid-fields', faults: typedFaults, typed: typedIn(desk) } as const
  return showInboxWith(desk, filter, typedFaults.length === 0 ? {} : wrong)
}

/** The list as a filter asks for it, with what is wrong with a form on its page. */
export async function showInboxWith(
  desk: SignedIn,
  filter: InboxFilter,
  shown: Shown,
): Promise<Response> {
  const { store } = desk.served
  const { officer } = desk.session
  const given = Number(desk.c.req.query('given')) || undefined
  return showTo(
    desk,
    {
      page: 'inbox',
      list: await listInbox(store, officer, filter, dayOf(desk)),
      filter,
      owners: await ownersOf(store),
      mayAssign: mayDecide(officer),
      given: given === undefined ? undefined : await noticeOf(readingOf(desk), given),
      views: await viewsOf(store, officer),
      query: queryOf(filter),
      unconfirmedAfter: await lastSureYear(desk),
    },
    shown,
  )
}

/** Fields that are typed, not chosen: what is wrong with them is said. */
const TYPED: ReadonlySet<string> = new Set(['from', 'to', 'reference'])

function typedIn(desk: SignedIn): Typed {
  return Object.fromEntries(
    Object.entries(desk.c.req.query()).map(([name, value]) => [name, [value]]),
  )
}

/** Said without a number: how many cases there are is nothing for everybody who signs in. */
async function lastSureYear({ served, deps }: SignedIn): Promise<number | undefined> {
  const dates = await unconfirmedDates(served.store, deps.calendar)
  return dates > 0 ? deps.calendar.confirmedThrough : undefined
}

async function sendInbox(desk: SignedIn): Promise<Response> {
  const { filter, faults } = filterOf(queryFor(desk))
  if (faults.length > 0) return errorResponse(desk.c, 'invalid-fields', faults)
  return desk.c.json(await listInbox(desk.served.store, desk.session.officer, filter, dayOf(desk)))
}
