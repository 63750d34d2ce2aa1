import type { Typed } from '#schema/acts/fields.ts'
import {
  CLOSURE_FIELDS,
  CONTACT_FIELDS,
  LocalDetails,
  URGENT_FIELDS,
} from '#schema/authority/local-details.ts'
import type { LocalDate } from '#schema/dates.ts'
import type { FieldFault } from '#schema/errors.ts'
import { Category } from '#schema/vocabulary.ts'
import { readTeams, typedTeams } from './teams-form.ts'

/** How many closures a form has room for besides those that are there. */
const ROOM_FOR_CLOSURES = 2

/** What stands in the form: `contact-phone`, `closures-0-from`, `topics-team-west`. */
export function typedDetails(details: LocalDetails): Typed {
  const { contact, advocacy, inboxes, urgent, closures, services } = details
  return {
    ...Object.fromEntries(CONTACT_FIELDS.map((name) => [`contact-${name}`, [contact[name] ?? '']])),
    'advocacy-name': [advocacy.name],
    'advocacy-email': [advocacy.email],
    ...Object.fromEntries(Category.options.map((one) => [`inboxes-${one}`, [inboxes[one]]])),
    ...Object.fromEntries(URGENT_FIELDS.map((name) => [`urgent-${name}`, [String(urgent[name])]])),
    fallbackReader: [details.fallbackReader],
    exampleDetails: details.exampleDetails ? ['yes'] : [],
    ...Object.fromEntries(
      closures.flatMap((closure, n) =>
        CLOSURE_FIELDS.map((name) => [`closures-${n}-${name}`, [closure[name]]]),
      ),
    ),
    ...typedTeams(services),
  }
}

/** How many lines of closures the form shows. */
export function closureLines({ closures }: LocalDetails): number {
  return closures.length + ROOM_FOR_CLOSURES
}

type DetailsRead =
  | { readonly ok: true; readonly details: LocalDetails }
  | { readonly ok: false; readonly faults: readonly FieldFault[] }

/** The posted form as details, on the day it is sent. */
export function readDetailsForm(typed: Typed, before: LocalDetails, today: LocalDate): DetailsRead {
  const one = (name: string) => typed[name]?.[0]?.trim() ?? ''
  const textNumber = one('contact-textNumber')
  const teams = readTeams(typed, before.services, today)
  const read = LocalDetails.safeParse({
    exampleDetails: one('exampleDetails') === 'yes',
    contact: {
      ...Object.fromEntries(CONTACT_FIELDS.map((name) => [name, one(`contact-${name}`)])),
      textNumber: textNumber === '' ? null : textNumber,
    },
    advocacy: { name: one('advocacy-name'), email: one('advocacy-email') },
    inboxes: Object.fromEntries(Category.options.map((name) => [name, one(`inboxes-${name}`)])),
    urgent: {
      ...Object.fromEntries(URGENT_FIELDS.map((name) => [name, one(`urgent-${name}`)])),
      withinMinutes: Number(one('urgent-withinMinutes') || Number.NaN),
    },
    fallbackReader: one('fallbackReader'),
    closures: closuresIn(one, closureLines(before)),
    services: teams.services,
  })
  if (read.success && teams.faults.length === 0) return { ok: true, details: read.data }
  const issues = read.success ? [] : read.error.issues
  const found = issues.map(({ path }) => {
    const field = fieldOf(path.map(String))
    return { field, code: one(field) === '' ? 'missing' : 'wrong-form' }
  })
  const faults = [...found, ...teams.faults]
  return { ok: false, faults: [...new Map(faults.map((each) => [each.field, each])).values()] }
}

/** A rule over several fields is said at the last of them. */
function fieldOf(path: readonly string[]): string {
  if (path.length === 1 && path[0] === 'urgent') return 'urgent-dutyTo'
  if (path.length === 2 && path[0] === 'closures') return `closures-${path[1]}-until`
  return path.join('-')
}

/** Lines in which nothing is typed ask for nothing. */
function closuresIn(one: (name: string) => string, lines: number) {
  return Array.from({ length: lines }, (_, n) =>
    Object.fromEntries(CLOSURE_FIELDS.map((name) => [name, one(`closures-${n}-${name}`)])),
  ).filter((closure) => Object.values(closure).some((value) => value !== ''))
}
