import { z } from 'zod'
import type { LocalDate } from '../dates.ts'
import { Profile } from './profile.ts'

/**
 * What an authority changes itself at the desk, without a developer: how people reach it, where its mail goes,
 * its hours, its closures and what each team answers for. It stands in place of the same in the profile.
 */
export const LocalDetails = z.strictObject({
  exampleDetails: Profile.shape.exampleDetails,
  contact: Profile.shape.contact.omit({ escalationPolicy: true }),
  advocacy: Profile.shape.advocacy.omit({ contactWithin: true }),
  inboxes: Profile.shape.inboxes,
  urgent: Profile.shape.urgent,
  fallbackReader: Profile.shape.fallbackReader,
  closures: Profile.shape.closures,
  services: Profile.shape.services,
})
export type LocalDetails = z.infer<typeof LocalDetails>

/** The fields of each group, in the order in which a form shows them. */
export const CONTACT_FIELDS = [
  'phone',
  'hours',
  'textNumber',
  'outOfHoursPhone',
  'safeguardingPhone',
  'safeguardingHours',
  'email',
  'address',
] as const
export const URGENT_FIELDS = [
  'inbox',
  'nextInbox',
  'outOfHoursInbox',
  'withinMinutes',
  'dutyFrom',
  'dutyTo',
] as const
export const CLOSURE_FIELDS = ['from', 'until', 'words'] as const

/** The details as a profile has them. */
export function detailsOf(profile: Profile): LocalDetails {
  const { escalationPolicy: _, ...contact } = profile.contact
  const { name, email } = profile.advocacy
  const { exampleDetails, inboxes, urgent, fallbackReader, closures, services } = profile
  return {
    exampleDetails,
    contact,
    advocacy: { name, email },
    inboxes,
    urgent,
    fallbackReader,
    closures,
    services,
  }
}

/** The profile with these details in place of its own. */
export function withDetails(profile: Profile, details: LocalDetails): Profile {
  return {
    ...profile,
    ...details,
    contact: { ...profile.contact, ...details.contact },
    advocacy: { ...profile.advocacy, ...details.advocacy },
  }
}

/** The lines with which a closure stands in what people read: while it lasts, and this many days ahead. */
const DAYS_TOLD_AHEAD = 14

/** What stands behind the hours on this day: closures that are near or have begun. */
export function closuresToTell(
  { closures }: Pick<Profile, 'closures'>,
  today: LocalDate,
): readonly string[] {
  const day = Date.parse(today)
  return closures
    .filter(
      ({ from, until }) => until >= today && Date.parse(from) - day <= DAYS_TOLD_AHEAD * 86_400_000,
    )
    .map(({ words }) => words)
}
