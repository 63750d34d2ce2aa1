import { Hono } from 'hono'
import { mayDecide } from '#api/cases/decide.ts'
import { readingOf, referenceOf } from '#api/cases/reading-of.ts'
import type { AppEnv } from '#api/http/context.ts'
import {
  type DeskDeps,
  fieldsOf,
  goSaying,
  type SignedIn,
  showNothing,
  showTo,
  signedIn,
  typedOf,
} from '#api/officers/desk-app.ts'
import { RemovalForm } from '#schema/case/removal.ts'
import { LocalDate, localDateOf } from '#schema/dates.ts'
import type { Refusal } from '#schema/errors.ts'
import { actOnRemoval, seeRemoval } from './act.ts'
import { dueForRemoval } from './keep-list.ts'

/** What need no longer be kept: the list, a look ahead, and one case of it. */
export function forgettingRoutes(deps: DeskDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  routes.get('/officer/removal', signedIn(deps, showDue))
  routes.get('/officer/removal/:reference', signedIn(deps, showCase))
  routes.post('/officer/removal/:reference', signedIn(deps, act))
  return routes
}

async function showDue(desk: SignedIn): Promise<Response> {
  const { served, session, at, c } = desk
  const today = localDateOf(at)
  const asked = LocalDate.safeParse(c.req.query('on'))
  const on = asked.success && asked.data > today ? asked.data : today
  const due = await dueForRemoval(served.store, session.officer, on, today)
  return showTo(desk, { page: 'removal', due, on, isAhead: on > today })
}

function showCase(desk: SignedIn): Promise<Response> {
  return showCaseWith(desk)
}

async function showCaseWith(desk: SignedIn, refusal?: Refusal, typed = {}): Promise<Response> {
  const found = await seeRemoval(readingOf(desk), referenceOf(desk))
  if (found === undefined || refusal?.code === 'not-found') {
    return showNothing(desk)
  }
  return showTo(
    desk,
    {
      page: 'removal-case',
      view: found.view,
      mayAct: mayDecide(desk.session.officer),
      today: localDateOf(desk.at),
    },
    refusal === undefined ? {} : { code: refusal.code, faults: refusal.fields ?? [], typed },
  )
}

async function act(desk: SignedIn): Promise<Response> {
  const form = await fieldsOf(desk)
  const typed = typedOf(form)
  const given = [...(form ?? [])].filter(([, value]) => value !== '')
  const read = RemovalForm.safeParse(Object.fromEntries(given))
  if (!read.success) {
    const fields = read.error.issues.map(({ path }) => ({
      field: String(path[0] ?? 'act'),
      code: 'missing',
    }))
    return showCaseWith(desk, { ok: false, code: 'invalid-fields', fields }, typed)
  }
  const done = await actOnRemoval(readingOf(desk), referenceOf(desk), read.data)
  if (done.ok) return goSaying(desk, `/officer/removal/${referenceOf(desk)}`, 'removal-saved')
  return showCaseWith(desk, done, typed)
}
