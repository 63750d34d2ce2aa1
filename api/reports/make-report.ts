import type { Store } from '#api/store/store.ts'
import type { Content } from '#content/index.ts'
import type { Words } from '#schema/messages.ts'
import type { Profile } from '#schema/profile.ts'
import type { Period, PublicTable } from '#schema/report.ts'
import { publicForm } from '#schema/rules/disclosure.ts'
import { reportLists } from '#schema/rules/report/lists.ts'
import { yearOf } from '#schema/rules/report/year.ts'
import { countTables } from './counting/count-apart.ts'
import { documentOf, type ReportDocument } from './document.ts'
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
}

/** A report with all that its forms are made from. */
export type MadeReport = {
  readonly report: PrintedReport
  readonly document: ReportDocument
  /** The tables before their words, as these readers may see them. */
  readonly tables: readonly PublicTable[]
}

/** The report of a period, in words, for these readers. */
export async function makeReport(wanted: ReportWanted): Promise<MadeReport> {
  const { store, profile, content, words, period, readers } = wanted
  const tables = await countTables({ store, profile, content, period })
  const lists = reportLists(profile, content.commonLists)
  const shown = readers === 'public' ? publicForm(tables, lists, yearOf(period)) : tables
  const report = printReport(profile, period, shown, words)
  const layout = content.reportLayouts.get(profile.slug)
  if (layout === undefined) throw new Error(`${profile.slug} has no report.json`)
  const written = layoutWith(layout, await textVersions(store, period))
  const document = documentOf({ report, tables: shown, profile, layout: written, words })
  return { report, document, tables: shown }
}
