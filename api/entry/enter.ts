import type { Served } from '#api/http/context.ts'
import { withoutAbsent } from '#api/intake/entered.ts'
import type { Receive } from '#api/intake/receive.ts'
import type { Officer } from '#api/officers/officers.ts'
import { By } from '#schema/case/case.ts'
import { type Entry, Entry as EntryShape, isSaidAloud } from '#schema/case/entry.ts'
import type { LocalDate } from '#schema/dates.ts'
import { type FieldFault, type Refusal, refuse } from '#schema/errors.ts'
import type { Accepted, SubmissionBody } from '#schema/form/submission.ts'
import type { Role } from '#schema/vocabulary.ts'

const WHO_ENTERS: ReadonlySet<Role> = new Set(['officer', 'manager', 'duty'])

/** Who types in what came by telephone, in writing or face to face. */
export function mayEnter({ roles }: Pick<Officer, 'roles'>): boolean {
  return roles.some((role) => WHO_ENTERS.has(role))
}

type Typed = Readonly<Record<string, string | undefined>>

type EntryRead =
  | { readonly ok: true; readonly entry: Entry }
  | { readonly ok: false; readonly faults: readonly FieldFault[] }

/** The typed form as an entry, or everything that is wrong with it. A day to come is none on which something came. */
export function readEntry(typed: Typed, today: LocalDate): EntryRead {
  const filled = Object.entries(typed).filter(([, value]) => (value ?? '').trim() !== '')
  const read = EntryShape.safeParse(Object.fromEntries(filled))
  const faults = read.success ? late(read.data, today) : faultsOf(read.error.issues)
  return read.success && faults.length === 0
    ? { ok: true, entry: read.data }
    : { ok: false, faults }
}

function late(entry: Entry, today: LocalDate): readonly FieldFault[] {
  const faults: FieldFault[] = []
  if (entry.receivedOn > today) faults.push({ field: 'receivedOn', code: 'future' })
  const needsAddress = entry.contactKind !== undefined && entry.contactKind !== 'code'
  if (needsAddress && entry.contactValue === undefined) {
    faults.push({ field: 'contactValue', code: 'missing' })
  }
  return faults
}

const CODES: ReadonlySet<string> = new Set(['wrong-form', 'too-long'])

function faultsOf(
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): readonly FieldFault[] {
  const byField = new Map<string, FieldFault>()
  for (const { path, message } of issues) {
    const field = String(path[0] ?? 'story')
    const code = CODES.has(message) ? message : 'missing'
    if (!byField.has(field)) byField.set(field, { field, code })
  }
  return [...byField.values()]
}

/**
 * Receives what an officer typed, by the same way as everything that is sent: one transaction, triage, clocks,
 * mails. The clock counts from the day it came. The same form sent twice is one case. Refuses somebody whose
 * role does not enter contacts.
 */
export async function enter(
  receive: Receive,
  served: Served,
  officer: Officer,
  entry: Entry,
  kind: 'contact' | 'thanks',
): Promise<{ readonly ok: true; readonly accepted: Accepted } | Refusal> {
  if (!mayEnter(officer)) return refuse('not-allowed')
  const { channel, receivedOn } = entry
  const readBack = entry.readBack === 'yes' ? 'agreed' : 'not-yet'
  const entered = {
    by: By.parse(`officer:${officer.id}`),
    receivedOn,
    channel,
    readBack: isSaidAloud(channel) ? (readBack as 'agreed' | 'not-yet') : undefined,
    ...(kind === 'thanks' ? { isThanks: true as const } : {}),
  }
  return receive(served, bodyOf(served, entry), { entered })
}

function bodyOf({ profile }: Served, entry: Entry): SubmissionBody {
  const { who, child_known, service, wants, danger_now } = entry
  const { story, name, about_person, not_tell, contactKind, contactValue, safe_note } = entry
  const contact =
    contactKind === undefined
      ? undefined
      : withoutAbsent({ kind: contactKind, value: contactValue, safe_note })
  return {
    authority: profile.slug,
    language: entry.language,
    facts: withoutAbsent({ who, child_known, service, wants, danger_now }),
    answers: withoutAbsent({ story, name, about_person, not_tell, contact }),
    idempotencyKey: entry.idempotencyKey,
  }
}
