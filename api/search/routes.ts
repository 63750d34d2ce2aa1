import { Hono } from 'hono'
import { readingOf } from '#api/cases/reading-of.ts'
import type { AppEnv } from '#api/http/context.ts'
import {
  type DeskDeps,
  fieldsOf,
  type SignedIn,
  showTo,
  signedIn,
  textOf,
} from '#api/officers/desk-app.ts'
import { matchOf } from './match.ts'
import { searchCases } from './search.ts'

/**
 * Search over the words of cases. What is looked for is posted: it may be a child's name, and addresses are
 * kept in histories and logs.
 */
export function searchRoutes(deps: DeskDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  routes.get(
    '/officer/search',
    signedIn(deps, (desk) => showTo(desk, { page: 'search', found: undefined })),
  )
  routes.post('/officer/search', signedIn(deps, search))
  return routes
}

async function search(desk: SignedIn): Promise<Response> {
  const form = await fieldsOf(desk)
  const asked = textOf(form, 'q').trim()
  const typed = { q: [asked] }
  if (matchOf(asked) === undefined) {
    const faults = [{ field: 'q', code: 'missing' }]
    const view = { page: 'search', found: undefined } as const
    return showTo(desk, view, { code: 'invalid-fields', faults, typed })
  }
  const before = Number(textOf(form, 'before')) || undefined
  const found = await searchCases(readingOf(desk), asked, before)
  return showTo(desk, { page: 'search', found }, { typed })
}
