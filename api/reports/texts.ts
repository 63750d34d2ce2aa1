import { and, asc, eq } from 'drizzle-orm'
import { noteDeskAct } from '#api/history/desk-acts.ts'
import { namesOf } from '#api/officers/names.ts'
import type { Officer } from '#api/officers/officers.ts'
import type { Store } from '#api/store/store.ts'
import { reportTexts } from '#api/store/tables.ts'
import { Instant } from '#schema/dates.ts'
import type { FieldFault } from '#schema/errors.ts'
import { normaliseText } from '#schema/form/submission.ts'
import type { Period } from '#schema/report/report.ts'
import type { ReportLayout } from '#schema/report/report-layout.ts'
import { textParts } from '#schema/rules/report/live-fields.ts'
import { printedYears } from '#schema/rules/report/year.ts'

const LONGEST_TEXT = 10_000
/** In the title of a section: the year of the report. */
const YEAR = '{{year}}'

/** One saving of a section's text. */
export type TextVersion = {
  readonly id: number
  readonly section: string
  readonly text: string
  readonly by: string
  readonly at: Instant
}

/** Everything that was written for the report of a period, the oldest first. */
export async function textVersions(
  store: Store,
  { from, to }: Period,
): Promise<readonly TextVersion[]> {
  const rows = await store.db
    .select()
    .from(reportTexts)
    .where(and(eq(reportTexts.from, from), eq(reportTexts.to, to)))
    .orderBy(asc(reportTexts.id))
  const names = await namesOf(
    store,
    rows.map(({ officerId }) => officerId),
  )
  return rows.map(({ id, section, sealed, officerId, at }) => ({
    id,
    section,
    text: store.keys.own.open(sealed).toString(),
    by: names.get(officerId) ?? '',
    at: Instant.parse(at),
  }))
}

/** The layout of a period's report, with what officers wrote in place of the text that each section begins with. */
export function layoutWith(
  layout: ReportLayout,
  versions: readonly TextVersion[],
  period: Period,
): ReportLayout {
  const written = new Map(versions.map(({ section, text }) => [section, text]))
  return {
    ...layout,
    sections: layout.sections.map((section) => {
      const text = written.get(section.id)
      const title = section.title.replaceAll(YEAR, printedYears(period))
      return { ...section, title, text: text === undefined ? section.text : paragraphsOf(text) }
    }),
  }
}

/** An empty line ends a paragraph. */
function paragraphsOf(text: string): string[] {
  return text
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
}

export type SavingText = {
  readonly store: Store
  readonly officer: Officer
  readonly period: Period
  readonly section: string
  readonly text: string
  /** The version that the officer saw; 0 where there was none. */
  readonly seen: number
  readonly at: Instant
}

/**
 * Saves a text as a version of its own. Refuses one with braces that name no figure, one that is too long, and one
 * that was written over a version that its officer has not seen.
 */
export async function saveText(saving: SavingText): Promise<FieldFault | undefined> {
  const { store, officer, period, section, seen, at } = saving
  const text = normaliseText(saving.text).trim()
  if (!text.isWellFormed() || [...text].length > LONGEST_TEXT) {
    return { field: 'sectionText', code: 'too-long' }
  }
  if (textParts(text).some(({ kind }) => kind === 'unknown')) {
    return { field: 'sectionText', code: 'no-figure' }
  }
  const versions = await textVersions(store, period)
  const latest = versions.findLast((version) => version.section === section)
  if ((latest?.id ?? 0) !== seen) return { field: 'sectionText', code: 'out-of-date' }
  if (latest?.text === text) return undefined
  await store.write([
    store.db.insert(reportTexts).values({
      ...period,
      section,
      sealed: store.keys.own.seal(text),
      officerId: officer.id,
      at,
    }),
    noteDeskAct(store, at, {
      kind: 'report-text-saved',
      by: officer.id,
      data: { section, from: period.from, to: period.to },
    }),
  ])
  return undefined
}
