import type { Saving } from '#api/cases/save-events.ts'
import { admitOfficer } from '#api/officers/admit.ts'
import type { NewOfficer, Officer } from '#api/officers/officers.ts'
import type { Store } from '#api/store/store.ts'
import { loadContent } from '#content/index.ts'
import type { Instant } from '#schema/dates.ts'
import { englandAndWales } from '#schema/rules/days/working-days.ts'

const content = loadContent('content')
const calendar = englandAndWales(content.bankHolidays)

/** Where and when a test writes something down. */
export function savingIn(store: Store, at: Instant): Saving {
  const profile = content.authorities.get(store.slug)
  if (profile === undefined) throw new Error('there is no such authority')
  return { store, profile, calendar, at, publicUrl: 'http://localhost:4321' }
}

/** Somebody at the desk, added as an administrator adds them. */
export function addOfficer(store: Store, who: NewOfficer, at: Instant): Promise<Officer> {
  return admitOfficer(savingIn(store, at), who, content.names)
}
