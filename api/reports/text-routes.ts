import { Hono } from 'hono'
import type { AppEnv } from '#api/http/context.ts'
import {
  type DeskDeps,
  fieldsOf,
  go,
  type SignedIn,
  showNothing,
  showTo,
  signedIn,
  textOf,
} from '#api/officers/desk-app.ts'
import type { FieldFault } from '#schema/errors.ts'
import type { Period } from '#schema/report/report.ts'
import type { ReportSection } from '#schema/report/report-layout.ts'
import type { Role } from '#schema/vocabulary.ts'
import { periodOf, reportFilterOf } from './asked.ts'
import { queryOf } from './linked-table.ts'
import { makeReport } from './make-report.ts'
import { layoutWith, saveText, type TextVersion, textVersions } from './texts.ts'

/** The sections of a report, to choose one to write in. */
export type TextsView = {
  readonly period: Period
  readonly query: string
  readonly sections: readonly {
    readonly id: string
    readonly title: string
    /** The last who wrote in it; undefined while it stands as it came. */
    readonly written: Omit<TextVersion, 'text'> | undefined
  }[]
}

/** One section's text, as it is written and as it reads. */
export type TextView = {
  readonly period: Period
  readonly query: string
  readonly section: { readonly id: string; readonly title: string }
  readonly text: string
  /** With its figures, as officers see them. */
  readonly reads: readonly string[]
  /** The version that is edited; 0 for the text that the section begins with. */
  readonly seen: number
  /** Every version, the newest first. */
  readonly versions: readonly TextVersion[]
  readonly isSaved: boolean
}

/** Who may write in the report. Reviewers read it. */
const WRITERS: readonly Role[] = ['officer', 'manager']

/** The texts of the yearly report, written at the desk and kept with its period. */
export function textRoutes(deps: DeskDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  routes.get('/officer/report/texts', signedIn(deps, showTexts))
  routes.get('/officer/report/texts/:section', signedIn(deps, showText))
  routes.post('/officer/report/texts/:section', signedIn(deps, takeText))
  return routes
}

type Writing = {
  readonly period: Period
  readonly sections: readonly ReportSection[]
  readonly versions: readonly TextVersion[]
}

/** What is written in; undefined where the officer may not, or no period is asked for. */
async function writingOf(desk: SignedIn): Promise<Writing | undefined> {
  const { deps, served, session } = desk
  const period = periodOf(desk)
  const layout = deps.content.reportLayouts.get(served.profile.slug)
  const mayWrite = session.officer.roles.some((role) => WRITERS.includes(role))
  if (!mayWrite || typeof period === 'string' || layout === undefined) return undefined
  const versions = await textVersions(served.store, period)
  return { period, sections: layoutWith(layout, versions, period).sections, versions }
}

async function showTexts(desk: SignedIn): Promise<Response> {
  const writing = await writingOf(desk)
  if (writing === undefined) return showNothing(desk)
  const { period, sections, versions } = writing
  const texts = {
    period,
    query: queryOf({ period, service: null }),
    sections: sections.map(({ id, title }) => ({
      id,
      title,
      written: versions.findLast((version) => version.section === id),
    })),
  }
  return showTo(desk, { page: 'texts', texts })
}

function sectionOf({ c }: SignedIn, { sections }: Writing): ReportSection | undefined {
  return sections.find(({ id }) => id === c.req.param('section'))
}

async function showText(desk: SignedIn): Promise<Response> {
  const writing = await writingOf(desk)
  const section = writing === undefined ? undefined : sectionOf(desk, writing)
  if (writing === undefined || section === undefined) return showNothing(desk)
  return showTo(desk, { page: 'text', text: await textView(desk, writing, section) })
}

async function textView(
  desk: SignedIn,
  { period, versions }: Writing,
  section: ReportSection,
): Promise<TextView> {
  const { deps, served } = desk
  const own = versions.filter((version) => version.section === section.id)
  const words = deps.content.words('en')
  const { content } = deps
  const filter = reportFilterOf(desk, period)
  const wanted = { ...served, content, words, period, readers: 'officers', filter } as const
  const { document } = await makeReport(wanted)
  return {
    period,
    query: queryOf({ period, service: null }),
    section: { id: section.id, title: section.title },
    text: section.text.join('\n\n'),
    reads: document.sections.find(({ id }) => id === section.id)?.paragraphs ?? [],
    seen: own.at(-1)?.id ?? 0,
    versions: own.toReversed(),
    isSaved: desk.c.req.query('saved') === 'yes',
  }
}

async function takeText(desk: SignedIn): Promise<Response> {
  const writing = await writingOf(desk)
  const section = writing === undefined ? undefined : sectionOf(desk, writing)
  if (writing === undefined || section === undefined) return showNothing(desk)
  const form = await fieldsOf(desk)
  const text = textOf(form, 'sectionText')
  const seen = Number(textOf(form, 'seen')) || 0
  const { store } = desk.served
  const { officer } = desk.session
  const { period } = writing
  const fault = await saveText({
    store,
    officer,
    period,
    section: section.id,
    text,
    seen,
    at: desk.at,
  })
  if (fault !== undefined) return showFault(desk, writing, section, { fault, text })
  const query = queryOf({ period, service: null }, { saved: 'yes' })
  return go(desk, `/officer/report/texts/${section.id}?${query}`)
}

async function showFault(
  desk: SignedIn,
  writing: Writing,
  section: ReportSection,
  { fault, text }: { readonly fault: FieldFault; readonly text: string },
): Promise<Response> {
  const code = fault.code === 'out-of-date' ? 'out-of-date' : 'invalid-fields'
  const view = await textView(desk, writing, section)
  return showTo(
    desk,
    { page: 'text', text: view },
    { code, faults: [fault], typed: { sectionText: [text] } },
  )
}
