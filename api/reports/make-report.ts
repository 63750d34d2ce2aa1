import type { Store } from '#api/store/store.ts'
import { FIRST_LANGUAGE, publishedTold } from '#api/told/told.ts'
import type { Content } from '#content/index.ts'
import type { Profile } from '#schema/authority/profile.ts'
import { ToldKind } from '#schema/case/told.ts'
import { ReportYear } from '#schema/report/ledger.ts'
import type { Period, PublicTable, Table } from '#schema/report/report.ts'
import {
  hiddenAboutPeople,
  publicForm,
  yearsAboutPeople,
} from '#schema/rules/disclosure/disclosure.ts'
import type { HiddenBefore, HiddenFigure } from '#schema/rules/disclosure/earlier-years.ts'
import { reportLists } from '#schema/rules/report/lists.ts'
import { periodOf as periodOfYear, yearOf } from '#schema/rules/report/year.ts'
import type { Words } from '#schema/words/messages.ts'
import { countTables } from './counting/count-apart.ts'
import type { CaseFilter } from './counting/job.ts'
import { documentOf, type PublishedTold, type ReportDocument } from './document.ts'
import { type PrintedReport, printReport } from './print.ts'
import { layoutWith, textVersions } from './texts.ts'

export type ReportWanted = {
  readonly store: Store
  readonly profile: Profile
  readonly content: Content
  readonly words: Words
  readonly period: Period
  /** Officers see every count; the public none that points to somebody. */
  readonly readers: 'officers' | 'public'
  /** Every case, unless said. */
  readonly filter?: CaseFilter
}

/** A report with all that its forms are made from. */
export type MadeReport = {
  readonly report: PrintedReport
  readonly document: ReportDocument
  /** The tables before their words, as these readers may see them. */
  readonly tables: readonly PublicTable[]
  readonly readers: ReportWanted['readers']
}

/** The report of a period, in words, for these readers. */
export async function makeReport(wanted: ReportWanted): Promise<MadeReport> {
  const { store, profile, content, words, period, readers, filter } = wanted
  const counting = { store, profile, content, period, ...(filter === undefined ? {} : { filter }) }
  const tables = await countTables(counting)
  const shown = readers === 'public' ? await publicTables(wanted, tables) : tables
  const report = printReport(profile, period, shown, words)
  const layout = content.reportLayouts.get(profile.slug)
  if (layout === undefined) throw new Error(`${profile.slug} has no report.json`)
  const written = layoutWith(layout, await textVersions(store, period), period)
  const told = await toldIn(store, period)
  const document = documentOf({ report, tables: shown, profile, layout: written, told, words })
  return { report, document, tables: shown, readers }
}

/** The store whose tables these are, and of which time. */
type TablesOf = Pick<ReportWanted, 'store' | 'profile' | 'content' | 'period'>

/** These tables as the public may see them, beside the reports of the earlier years that they print figures of. */
export async function publicTables(
  of: TablesOf,
  tables: readonly Table[],
): Promise<readonly PublicTable[]> {
  const lists = reportLists(of.profile, of.content.commonLists)
  return publicForm(tables, lists, yearOf(of.period), await hiddenBefore(of, tables))
}

/** What was published for this year, in the words that it was written in first. A part of a year has none of its own. */
async function toldIn(store: Store, period: Period): Promise<PublishedTold> {
  const year = yearOf(period)
  const of = async (kind: ToldKind) => {
    const all = year === null ? [] : await publishedTold(store, kind, year)
    return all.flatMap((words) => words[FIRST_LANGUAGE] ?? [])
  }
  const { change, voice, compliment } = ToldKind.enum
  return { change: await of(change), voice: await of(voice), compliment: await of(compliment) }
}

/**
 * What the reports of the earlier years hid that this one prints figures of: else what stands here beside what stood
 * there gives it away.
 */
async function hiddenBefore(of: TablesOf, tables: readonly Table[]): Promise<HiddenBefore> {
  const { store, profile, content } = of
  const lists = reportLists(profile, content.commonLists)
  const history = tables.find(({ id }) => id === 'history')
  const hidden = new Map<string, readonly HiddenFigure[]>()
  for (const label of history === undefined ? [] : yearsAboutPeople(history)) {
    const year = ReportYear.safeParse(label)
    if (!year.success) continue
    const period = periodOfYear(year.data)
    const before = await countTables({ store, profile, content, period })
    hidden.set(label, hiddenAboutPeople(before, lists))
  }
  return hidden
}
