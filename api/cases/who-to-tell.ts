import { type MailAddress, mailAddress } from '#api/mail/mail.ts'
import type { Officer } from '#api/officers/officers.ts'
import type { Profile } from '#schema/authority/profile.ts'
import type { Service } from '#schema/triage/facts.ts'
import { answersCases, isForThem } from './who-handles.ts'

/** Who may know of one case, and who may not. */
export type Knowing = {
  readonly keptOut: readonly Officer[]
  /** Everybody else at the desk, whatever they read. */
  readonly others: readonly Officer[]
  /** Those of them who may answer the case. */
  readonly readers: readonly Officer[]
}

/** Who may know of a case about these services. `named`: who was given the case by name. */
export function knowingOf(
  officers: readonly Officer[],
  about: {
    readonly keptOut: ReadonlySet<number>
    readonly services: readonly Service[]
    readonly named?: ReadonlySet<number>
  },
): Knowing {
  const others = officers.filter(({ id }) => !about.keptOut.has(id))
  return {
    keptOut: officers.filter(({ id }) => about.keptOut.has(id)),
    others,
    readers: others.filter(
      (officer) =>
        isForThem(officer, about.services) ||
        (about.named?.has(officer.id) === true && answersCases(officer)),
    ),
  }
}

/** True when people were kept out of a case and nobody is left who may answer it. */
export function isLeftToNobody({ keptOut, readers }: Knowing): boolean {
  return keptOut.length > 0 && readers.length === 0
}

/**
 * Where the news of a case goes. An inbox is read by a whole team: as soon as somebody of the desk is kept
 * out of the case, whoever may read it is told at their own address instead. When there is nobody the
 * fallback reader is told, and when it is about them too, the administrators, who can add somebody.
 */
export function addressesFor(
  inbox: string,
  knowing: Knowing,
  profile: Profile,
): readonly MailAddress[] {
  if (knowing.keptOut.length === 0) return addresses([inbox])
  if (knowing.readers.length > 0) return addresses(emailsOf(knowing.readers))
  const fallback = fallbackOf(knowing, profile)
  if (fallback !== undefined) return addresses([fallback])
  return addresses(emailsOf(knowing.others.filter(({ roles }) => roles.includes('admin'))))
}

/**
 * Where an alarm goes: to whoever holds that turn on the rota, and to its inbox. The inbox is told even so, unless the complaints team reads it too or
 * somebody on duty is kept out. Then everybody is told who may know, and the fallback reader with them: an
 * alarm must not wait for one person.
 */
export function alarmAddressesFor(
  inbox: string,
  knowing: Knowing,
  profile: Profile,
  holders: readonly Officer[],
): readonly MailAddress[] {
  const out = new Set(knowing.keptOut.map(({ id }) => id))
  const inTurn = emailsOf(holders.filter(({ id }) => !out.has(id)))
  const isShared = Object.values(profile.inboxes).includes(inbox)
  const isAboutDuty = knowing.keptOut.some(({ roles }) => roles.includes('duty'))
  if (knowing.keptOut.length === 0 || (!isShared && !isAboutDuty))
    return addresses([inbox, ...inTurn])
  const onDuty = knowing.others.filter(({ roles }) => roles.includes('duty'))
  const fallback = fallbackOf(knowing, profile)
  const last = fallback === undefined ? [] : [fallback]
  return addresses([...inTurn, ...emailsOf(onDuty), ...emailsOf(knowing.readers), ...last])
}

/** The fallback reader's address, unless it is about them. */
export function fallbackOf({ keptOut }: Knowing, profile: Profile): string | undefined {
  const address = profile.fallbackReader.toLowerCase()
  return emailsOf(keptOut).includes(address) ? undefined : address
}

function emailsOf(officers: readonly Officer[]): readonly string[] {
  return officers.map(({ email }) => email.toLowerCase())
}

function addresses(emails: readonly string[]): readonly MailAddress[] {
  return [...new Set(emails)].map((email) => {
    const address = mailAddress(email)
    if (address === undefined) throw new Error('mail cannot go to an address of the desk')
    return address
  })
}
