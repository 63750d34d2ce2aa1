import { Hono } from 'hono'
import type { AppEnv } from '#api/http/context.ts'
import { youSaidWeDid } from '#api/learning/you-said.ts'
import {
  type DeskDeps,
  fieldsOf,
  go,
  type Shown,
  type SignedIn,
  showNothing,
  showTo,
  signedInAs,
  textOf,
  typedOf,
} from '#api/officers/desk-app.ts'
import { NewTold, ToldKind, ToldWords } from '#schema/case/told.ts'
import { localDateOf } from '#schema/dates.ts'
import type { FieldFault } from '#schema/errors.ts'
import type { Pointer } from '#schema/rules/disclosure/pointers.ts'
import { periodOf, yearBefore, yearWith } from '#schema/rules/report/year.ts'
import type { Role } from '#schema/vocabulary.ts'
import {
  addTold,
  FIRST_LANGUAGE,
  listTold,
  pointersOf,
  publishTold,
  sayTold,
  type Told,
  takeBackTold,
} from './told.ts'

/** What people told us, to be said in public. */
export type ToldList = {
  readonly told: readonly Told[]
  /** What was learned in cases and worded for everybody, and is not here yet: one press makes a draft of it. */
  readonly learned: readonly {
    readonly said: string
    readonly did: string
    readonly year: string
  }[]
  readonly kinds: readonly ToldKind[]
  /** The year that runs and the one before, to choose from. */
  readonly years: readonly string[]
}

/** One of them, with what could point to somebody. */
export type ToldView = {
  readonly told: Told
  readonly pointers: readonly Pointer[]
  readonly languages: readonly { readonly tag: string; readonly name: string }[]
  /** In which language it is being written. */
  readonly language: string
  readonly isSaved: boolean
}

/** Who writes and publishes. Reviewers read the report. */
const WRITERS: readonly Role[] = ['officer', 'manager']

/** "You said, we did", own words and thanks: written at the desk, published by an officer who looked at them. */
export function toldRoutes(deps: DeskDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  routes.get('/officer/told', signedInAs(WRITERS, deps, showList))
  routes.post('/officer/told', signedInAs(WRITERS, deps, add))
  routes.get('/officer/told/:told', signedInAs(WRITERS, deps, ofOne(showOne)))
  routes.post('/officer/told/:told', signedInAs(WRITERS, deps, ofOne(say)))
  routes.post('/officer/told/:told/publish', signedInAs(WRITERS, deps, ofOne(publish)))
  routes.post('/officer/told/:told/take-back', signedInAs(WRITERS, deps, ofOne(takeBack)))
  return routes
}

type Answer = (desk: SignedIn) => Promise<Response>
function ofOne(answer: (desk: SignedIn, told: Told) => Promise<Response>): Answer {
  return async (desk) => {
    const all = await listTold(desk.served.store)
    const found = all.find(({ id }) => String(id) === desk.c.req.param('told'))
    return found === undefined ? showNothing(desk) : answer(desk, found)
  }
}

async function showList(desk: SignedIn, shown: Shown = {}): Promise<Response> {
  const today = localDateOf(desk.at)
  const year = yearWith(today)
  const { store } = desk.served
  const told = await listTold(store)
  const here = new Set(told.map(({ words }) => words[FIRST_LANGUAGE]?.did))
  const period = { from: periodOf(yearBefore(year)).from, to: today }
  const open = (await youSaidWeDid(store, period)).filter(({ did }) => !here.has(did))
  // The same words from several cases are one change.
  const learned = [...new Map(open.map((each) => [each.did, each])).values()].map(
    ({ said, did, on }) => ({ said, did, year: yearWith(on) }),
  )
  const list: ToldList = {
    told,
    learned,
    kinds: ToldKind.options,
    years: [year, yearBefore(year)],
  }
  return showTo(desk, { page: 'told', list }, shown)
}

async function add(desk: SignedIn): Promise<Response> {
  const form = await fieldsOf(desk)
  const fields = ['kind', 'year', 'said', 'did', 'consentWho', 'consentOn'] as const
  const read = NewTold.safeParse(
    Object.fromEntries(fields.map((field) => [field, textOf(form, field)])),
  )
  if (!read.success) {
    const lacking = new Set(read.error.issues.map(({ path }) => String(path[0])))
    const faults: FieldFault[] = fields
      .filter((field) => lacking.has(field))
      .map((field) => ({ field, code: 'missing' }))
    return showList(desk, { code: 'invalid-fields', faults, typed: typedOf(form) })
  }
  const by = { officer: desk.session.officer, at: desk.at, lists: desk.deps.content.names }
  const id = await addTold(desk.served.store, read.data, by)
  return go(desk, `/officer/told/${id}`)
}

async function showOne(desk: SignedIn, told: Told, shown: Shown = {}): Promise<Response> {
  const { content } = desk.deps
  const asked = desk.c.req.query('language') ?? FIRST_LANGUAGE
  const languages = content.languages.map(({ tag, name }) => ({ tag, name }))
  const language = languages.some(({ tag }) => tag === asked) ? asked : FIRST_LANGUAGE
  const view: ToldView = {
    told,
    pointers: await pointersOf(desk.served.store, told, content.names),
    languages,
    language,
    isSaved: desk.c.req.query('saved') === 'yes',
  }
  return showTo(desk, { page: 'told-one', view }, shown)
}

async function say(desk: SignedIn, told: Told): Promise<Response> {
  const form = await fieldsOf(desk)
  const language = textOf(form, 'language')
  const isKnown = desk.deps.content.languages.some(({ tag }) => tag === language)
  const read = ToldWords.safeParse({ said: textOf(form, 'said'), did: textOf(form, 'did') })
  const faults: FieldFault[] = []
  if (!read.success || !isKnown) faults.push({ field: 'said', code: 'missing' })
  else if (told.kind === 'change' && read.data.did === '') {
    faults.push({ field: 'did', code: 'missing' })
  }
  if (!read.success || faults.length > 0) {
    return showOne(desk, told, { code: 'invalid-fields', faults, typed: typedOf(form) })
  }
  const seen = { ...told, version: Number(textOf(form, 'seen')) }
  const said = await sayTold(desk.served.store, seen, { language, words: read.data })
  if (said.ok) return go(desk, `/officer/told/${told.id}?language=${language}&saved=yes`)
  const stale: FieldFault[] = [{ field: 'said', code: 'out-of-date' }]
  return showOne(desk, told, { code: said.code, faults: stale, typed: typedOf(form) })
}

async function publish(desk: SignedIn, told: Told): Promise<Response> {
  const form = await fieldsOf(desk)
  const published = await publishTold(desk.served.store, told, {
    officer: desk.session.officer,
    at: desk.at,
    lists: desk.deps.content.names,
    hasLooked: textOf(form, 'looked') === 'yes',
    seen: Number(textOf(form, 'seen')),
  })
  if (published.ok) return go(desk, '/officer/told')
  const faults = published.fields ?? [{ field: 'said', code: 'out-of-date' }]
  return showOne(desk, told, { code: published.code, faults })
}

async function takeBack(desk: SignedIn, told: Told): Promise<Response> {
  await takeBackTold(desk.served.store, told, { officer: desk.session.officer, at: desk.at })
  return go(desk, `/officer/told/${told.id}`)
}
