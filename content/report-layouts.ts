import type { CommonLists, Profile } from '#schema/authority/profile.ts'
import { ReportLayout } from '#schema/report/report-layout.ts'
import { type ReportLists, reportLists } from '#schema/rules/report/lists.ts'
import { textParts } from '#schema/rules/report/live-fields.ts'
import { type ContentFaults, readShape } from './faults.ts'

/** How each authority's report is built, by slug. */
export function readReportLayouts(
  directory: string,
  profiles: ReadonlyMap<string, Profile>,
  common: CommonLists,
  faults: ContentFaults,
): ReadonlyMap<string, ReportLayout> {
  const layouts = new Map<string, ReportLayout>()
  for (const [slug, profile] of profiles) {
    const file = `authorities/${slug}/report.json`
    const layout = readShape(directory, file, ReportLayout, faults)
    if (layout === undefined) continue
    const say = (what: string) => faults.add(file, what)
    checkLabels(layout, reportLists(profile, common), say)
    checkSections(layout, say)
    layouts.set(slug, layout)
  }
  return layouts
}

/** Live cases may only be counted under labels that the authority has. */
function checkLabels(
  { countedAs }: ReportLayout,
  lists: ReportLists,
  say: (what: string) => void,
): void {
  const known = {
    roles: lists.roles.map(({ label }) => label),
    channels: lists.channels,
    childStatuses: lists.childStatuses,
    outcomes: lists.outcomes.map(({ label }) => label),
    origins: lists.complimentOrigins,
  }
  for (const [list, labels] of Object.entries(known)) {
    const used: Readonly<Record<string, string>> = countedAs[list as keyof typeof known]
    for (const [code, label] of Object.entries(used)) {
      if (!labels.includes(label)) say(`countedAs.${list}.${code}: ${label} is not on the list`)
    }
  }
  for (const question of ['ethnicity', 'sex', 'age-band', 'disability'] as const) {
    for (const label of Object.values(countedAs.equality[question] ?? {})) {
      if (!lists.equality[question].includes(label)) {
        say(`countedAs.equality.${question}: ${label} is not on the list`)
      }
    }
  }
}

function checkSections({ sections }: ReportLayout, say: (what: string) => void): void {
  const ids = new Set<string>()
  for (const { id, text } of sections) {
    if (ids.has(id)) say(`sections.${id}: its id is taken`)
    ids.add(id)
    for (const part of text.flatMap(textParts)) {
      if (part.kind === 'unknown') say(`sections.${id}: ${part.text} names no figure`)
    }
  }
}
