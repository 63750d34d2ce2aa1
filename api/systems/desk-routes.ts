import { Hono } from 'hono'
import { z } from 'zod'
import type { AppEnv } from '#api/http/context.ts'
import {
  type DeskDeps,
  fieldsOf,
  goSaying,
  type Shown,
  type SignedIn,
  showTo,
  signedInAs,
  textOf,
  typedOf,
} from '#api/officers/desk-app.ts'
import type { FieldFault } from '#schema/errors.ts'
import type { Role } from '#schema/vocabulary.ts'
import { endHook, type Hook, hookUrl, listHooks, makeHook } from './hooks.ts'
import { type Ending, endKey, KeyScope, listKeys, makeKey, type SystemKey } from './keys.ts'

/** Which other systems read the figures, and which are told of cases. */
export type SystemsView = {
  readonly keys: readonly SystemKey[]
  readonly hooks: readonly Hook[]
  readonly scopes: readonly KeyScope[]
  /** What was just made: it is shown this once. */
  readonly made: { readonly what: 'key' | 'hook'; readonly secret: string } | undefined
  /** Where the tables are to be asked for. */
  readonly address: string
}

/** Whoever answers for the service, or looks after it. */
const MAY_CONNECT: readonly Role[] = ['admin', 'manager']

const KeyForm = z.strictObject({ keyName: z.string().trim().min(1).max(100), scope: KeyScope })

/** Keys and hooks of other systems. For everybody else there is nothing at these addresses. */
export function systemsRoutes(deps: DeskDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  routes.get('/officer/systems', signedInAs(MAY_CONNECT, deps, show))
  routes.post('/officer/systems/keys', signedInAs(MAY_CONNECT, deps, addKey))
  routes.post('/officer/systems/keys/:id/end', signedInAs(MAY_CONNECT, deps, dropKey))
  routes.post('/officer/systems/hooks', signedInAs(MAY_CONNECT, deps, addHook))
  routes.post('/officer/systems/hooks/:id/end', signedInAs(MAY_CONNECT, deps, dropHook))
  return routes
}

async function show(
  desk: SignedIn,
  made: SystemsView['made'] = undefined,
  shown: Shown = {},
): Promise<Response> {
  const { store, base } = desk.served
  const systems: SystemsView = {
    keys: await listKeys(store),
    hooks: await listHooks(store),
    scopes: KeyScope.options,
    made,
    address: `${desk.deps.publicUrl}${base}/api/report`,
  }
  return showTo(desk, { page: 'systems', systems }, shown)
}

function showFaults(desk: SignedIn, form: FormData | undefined, faults: readonly FieldFault[]) {
  return show(desk, undefined, { code: 'invalid-fields', faults, typed: typedOf(form) })
}

async function addKey(desk: SignedIn): Promise<Response> {
  const form = await fieldsOf(desk)
  const read = KeyForm.safeParse({
    keyName: textOf(form, 'keyName'),
    scope: textOf(form, 'scope'),
  })
  if (!read.success) {
    const fields = new Set(read.error.issues.map(({ path }) => String(path[0])))
    return showFaults(
      desk,
      form,
      [...fields].map((field) => ({ field, code: 'missing' })),
    )
  }
  const { keyName: name, scope } = read.data
  const made = { name, scope, officer: desk.session.officer, at: desk.at }
  return show(desk, { what: 'key', secret: await makeKey(desk.served.store, made) })
}

async function addHook(desk: SignedIn): Promise<Response> {
  const form = await fieldsOf(desk)
  const url = hookUrl(textOf(form, 'hookUrl'), desk.deps.publicUrl)
  if (url === undefined) return showFaults(desk, form, [{ field: 'hookUrl', code: 'missing' }])
  const made = { url, officer: desk.session.officer, at: desk.at }
  return show(desk, { what: 'hook', secret: await makeHook(desk.served.store, made) })
}

function endingOf({ session, at }: SignedIn): Ending {
  return { officer: session.officer, at }
}

async function dropKey(desk: SignedIn): Promise<Response> {
  await endKey(desk.served.store, Number(desk.c.req.param('id')), endingOf(desk))
  return goSaying(desk, '/officer/systems', 'key-ended')
}

async function dropHook(desk: SignedIn): Promise<Response> {
  await endHook(desk.served.store, Number(desk.c.req.param('id')), endingOf(desk))
  return goSaying(desk, '/officer/systems', 'hook-ended')
}
