import {
  addressesFor,
  alarmAddressesFor,
  isLeftToNobody,
  type Knowing,
} from '#api/cases/who-to-tell.ts'
import { type Instant, type LocalDate, localDateOf } from '#schema/dates.ts'
import type { Calendar } from '#schema/rules/days/working-days.ts'
import { urgentBy } from '#schema/rules/safety/urgent.ts'
import type { Ask, Category, Flag } from '#schema/vocabulary.ts'
import type { Words } from '#schema/words/messages.ts'
import { sayDayFrom } from '#schema/words/spoken.ts'
import type { Served } from '../http/context.ts'
import { type MailAddress, mailAddress } from '../mail/mail.ts'
import type { Letter } from '../mail/outbox.ts'
import { advocateReferral, fallbackNotice, inboxNotice, urgentNotice } from '../mail/templates.ts'
import type { Officer } from '../officers/officers.ts'
import { lastDayOfReferral, referralToken } from './referral.ts'
import { sayUrgentBy } from './values.ts'

type Arrived = {
  readonly caseId: number
  readonly at: Instant
  readonly accepted: {
    readonly reference: string
    readonly category: Category
    readonly flags: readonly Flag[]
    readonly receivedOn: LocalDate
    readonly dueOn: LocalDate
    /** Until when an advocate gets in touch; null when none was asked for. */
    readonly contactBy: LocalDate | null
  }
  readonly ask: Ask | undefined
  readonly knowing: Knowing
  /** Which asking for an advocate this is, from 0: see `advocacyOf`. */
  readonly round: number
  /** Who holds the duty now; nobody where the rota has a gap. */
  readonly onDuty: readonly Officer[]
}

type Sender = {
  readonly served: Served
  readonly calendar: Calendar
  readonly words: Words
  readonly publicUrl: string
}

/**
 * Whom to tell that something came in: the inbox of its category, the duty when somebody may not be safe,
 * the advocacy provider when an advocate was asked for. A reference, a day and a link; no words.
 */
export function lettersOf(arrived: Arrived, sender: Sender): Letter[] {
  const { accepted, caseId, knowing } = arrived
  const { profile } = sender.served
  const notice = noticeOf(arrived, sender)
  const write = isLeftToNobody(knowing) ? fallbackNotice : inboxNotice
  const letters = toEach(
    addressesFor(profile.inboxes[accepted.category], knowing, profile),
    { kind: 'notice', about: accepted.reference, caseId },
    (to) => write(sender.words, { ...notice, to }),
  )
  if (accepted.flags.includes('safeguarding') || arrived.ask === 'urgent-contact') {
    const by = sayUrgentBy(urgentBy(arrived.at, profile, sender.calendar), 'en')
    letters.push(
      ...toEach(
        alarmAddressesFor(profile.urgent.inbox, knowing, profile, arrived.onDuty),
        { kind: 'urgent', about: accepted.reference, caseId },
        (to) => urgentNotice(sender.words, { ...notice, to, urgentBy: by }),
      ),
    )
  }
  return [...letters, ...referralOf(arrived, sender)]
}

/** The same letter to each address: the first has the bare name, so that one letter keeps its own for ever. */
export function toEach(
  addresses: readonly MailAddress[],
  letter: Omit<Letter, 'mail'>,
  write: (to: MailAddress) => Letter['mail'],
): Letter[] {
  return addresses.map((to, nth) => ({
    ...letter,
    about: nth === 0 ? letter.about : `${letter.about}.${nth + 1}`,
    mail: write(to),
  }))
}

function noticeOf({ accepted }: Arrived, sender: Sender) {
  return {
    reference: accepted.reference,
    category: accepted.category,
    dueOn: sayDayFrom(accepted.receivedOn, accepted.dueOn, 'en'),
    link: deskLink(sender, accepted.reference),
  }
}

/** Where an officer opens a case. */
export function deskLink(
  { served, publicUrl }: Pick<Sender, 'served' | 'publicUrl'>,
  reference: string,
): string {
  return `${publicUrl}${served.base}/officer/cases/${reference}`
}

/** The advocate reads how to reach the writer through a link that opens once. */
function referralOf({ accepted, at, caseId, round }: Arrived, sender: Sender): Letter[] {
  const { contactBy } = accepted
  const { profile, store, base } = sender.served
  if (contactBy === null) return []
  const token = referralToken(store.keys, accepted.reference, round)
  const today = localDateOf(at)
  const mail = advocateReferral(sender.words, {
    to: addressOf(profile.advocacy.email),
    council: profile.shortName,
    reference: accepted.reference,
    dateAdvocate: sayDayFrom(today, contactBy, 'en'),
    opensUntil: sayDayFrom(today, lastDayOfReferral(today), 'en'),
    link: `${sender.publicUrl}${base}/referral/${token}`,
  })
  const about = round === 0 ? accepted.reference : `${accepted.reference}-${round}`
  return [{ kind: 'referral', about, caseId, mail }]
}

/** An address of a profile. Throws where mail cannot go to it. */
export function addressOf(configured: string): MailAddress {
  const address = mailAddress(configured)
  if (address === undefined) throw new Error('a profile holds an address that mail cannot go to')
  return address
}
