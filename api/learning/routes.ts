import { Hono } from 'hono'
import type { AppEnv } from '#api/http/context.ts'
import { type DeskDeps, type SignedIn, showTo, signedIn } from '#api/officers/desk-app.ts'
import { localDateOf } from '#schema/dates.ts'
import { withWords } from './action-words.ts'
import {
  ActionFilter,
  type ActionRow,
  listActions,
  type ThemeCount,
  themesByService,
} from './list-actions.ts'

/** More than anybody reads at once; whoever has more narrows the list. */
const MOST_ROWS = 100

/** What was promised and what is to change, across the cases that an officer may see. */
export type LearningView = {
  readonly filter: ActionFilter
  readonly actions: readonly ActionRow[]
  /** There are more than are shown. */
  readonly isCut: boolean
  readonly themes: readonly ThemeCount[]
}

export function learningRoutes(deps: DeskDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  routes.get('/officer/learning', signedIn(deps, showLearning))
  return routes
}

/** A filter that says nothing we know asks for nothing: the addresses are made by our own links and form. */
async function showLearning(desk: SignedIn): Promise<Response> {
  const { served } = desk
  const { officer } = desk.session
  const today = localDateOf(desk.at)
  const asked = Object.entries(desk.c.req.query()).filter(([, value]) => value !== '')
  const read = ActionFilter.safeParse(Object.fromEntries(asked))
  const filter = read.success ? read.data : {}
  const found = await listActions(served, officer, { filter, today, most: MOST_ROWS + 1 })
  const learning: LearningView = {
    filter,
    actions: await withWords(served.store, found.slice(0, MOST_ROWS), {
      by: officer.id,
      at: desk.at,
    }),
    isCut: found.length > MOST_ROWS,
    themes: await themesByService(served, officer, today),
  }
  return showTo(desk, { page: 'learning', learning })
}
