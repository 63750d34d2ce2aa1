import { Hono } from 'hono'
import type { AppEnv } from '#api/http/context.ts'
import {
  type DeskDeps,
  type SignedIn,
  showNothing,
  showTo,
  signedIn,
} from '#api/officers/desk-app.ts'
import type { Page } from '#schema/words/page.ts'

/** The guide in the desk: one page of it, and the titles of all. */
export type GuideView = {
  readonly page: Page
  readonly titles: readonly Pick<Page, 'name' | 'title'>[]
}

/** The guide for whoever works at the desk, page by page. */
export function guideRoutes(deps: DeskDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  routes.get('/officer/guide', signedIn(deps, showGuide))
  routes.get('/officer/guide/:page', signedIn(deps, showGuide))
  return routes
}

function showGuide(desk: SignedIn): Promise<Response> {
  const { guide } = desk.deps.content
  const page = guide.get(desk.c.req.param('page') ?? 'start')
  if (page === undefined) return showNothing(desk)
  const titles = [...guide.values()].map(({ name, title }) => ({ name, title }))
  return showTo(desk, { page: 'guide', guide: { page, titles } })
}
