import { importPastCases } from '#api/reports/import.ts'
import type { Store } from '#api/store/store.ts'
import { loadContent } from '#content/index.ts'
import { reportLists } from '#schema/rules/report/lists.ts'
import { NINE_ON_MONDAY } from '#tests/support/store.ts'

const content = loadContent()

/** Brings the past cases of Coventry in, as its folder has them. */
export async function bringInCoventry(store: Store): Promise<void> {
  const profile = content.authorities.get('coventry')
  if (profile === undefined) throw new Error('there is no Coventry')
  const imported = await importPastCases({
    store,
    profile,
    lists: reportLists(profile, content.commonLists),
    path: 'tests/fixtures/past-cases/coventry',
    mode: 'write',
    at: NINE_ON_MONDAY,
    actor: 'command',
    say: () => {},
  })
  if (!imported.ok) throw new Error('not brought in')
}
