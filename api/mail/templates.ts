import type { Problem } from '#schema/desk/problems.ts'
import type { Category } from '#schema/vocabulary.ts'
import { format, type Values, type Words } from '#schema/words/messages.ts'
import { Mail, type MailAddress } from './mail.ts'

type CaseNotice = {
  readonly to: MailAddress
  readonly reference: string
  readonly category: Category
  /** The day as the officer reads it. */
  readonly dueOn: string
  readonly link: string
}

/** Tells the inbox of a category that there is something to read. None of the writer's words. */
export function inboxNotice(words: Words, notice: CaseNotice): Mail {
  return written(words, 'officer.notice', notice.to, noticeValues(words, notice))
}

/** Tells whoever is last in line that nobody else at the desk may read a case. None of the writer's words. */
export function fallbackNotice(words: Words, notice: CaseNotice): Mail {
  return written(words, 'officer.fallback', notice.to, noticeValues(words, notice))
}

/** Tells the inbox of a procedure that a concern has become its complaint. None of the writer's words. */
export function turnedNotice(words: Words, notice: CaseNotice): Mail {
  return written(words, 'officer.turned', notice.to, noticeValues(words, notice))
}

/** Tells an officer that a case is theirs now. None of the writer's words. */
export function assignedNotice(words: Words, notice: CaseNotice): Mail {
  return written(words, 'officer.assigned', notice.to, noticeValues(words, notice))
}

/** Hands thanks on to the person who earned them, or to their manager, in the words they were given. */
export function thanksPassedOn(
  words: Words,
  about: { readonly to: MailAddress; readonly council: string; readonly thanks: string },
): Mail {
  const { subject, text, ...rest } = written(words, 'officer.thanks', about.to, {
    council: about.council,
  })
  return Mail.parse({ ...rest, subject, text: `${text}\n${about.thanks}\n` })
}

/** Tells the duty that someone may not be safe, and by when they are to be reached. */
export function urgentNotice(
  words: Words,
  notice: CaseNotice & { readonly urgentBy: string },
): Mail {
  const { urgentBy } = notice
  return written(words, 'officer.urgent', notice.to, { ...noticeValues(words, notice), urgentBy })
}

/** Tells whoever comes next that nobody has opened a worry about safety yet. */
export function unopenedNotice(words: Words, notice: CaseNotice): Mail {
  return written(words, 'officer.unopened', notice.to, noticeValues(words, notice))
}

/** Tells an inbox how many came in a minute that were set apart, in one mail instead of hundreds. */
export function digest(
  words: Words,
  about: { readonly to: MailAddress; readonly count: number; readonly link: string },
): Mail {
  return written(words, 'officer.digest', about.to, {
    count: String(about.count),
    link: about.link,
  })
}

/** Tells an administrator what is wrong with the service, and what to do about it. No case, no person. */
export function problemNotice(
  words: Words,
  about: {
    readonly to: MailAddress
    readonly problem: Problem
    readonly unsentMinutes: number
    readonly link: string
  },
): Mail {
  const problem = format(words.get(`officer.problem.${about.problem}`), {
    count: String(about.unsentMinutes),
  })
  const { subject, text, ...rest } = written(words, 'officer.problem', about.to, {
    link: about.link,
  })
  return Mail.parse({ ...rest, subject, text: `${problem}\n\n${text}` })
}

/** Asks the advocacy provider to reach a writer who wants an advocate. The link opens once. */
export function advocateReferral(
  words: Words,
  referral: {
    readonly to: MailAddress
    readonly council: string
    readonly reference: string
    readonly dateAdvocate: string
    /** The last day on which the link opens. */
    readonly opensUntil: string
    readonly link: string
  },
): Mail {
  const { to, opensUntil, ...values } = referral
  return written(words, 'officer.referral', to, { ...values, date: opensUntil })
}

/** Reminds the advocacy provider of somebody whom nobody has reached by the day they were told. */
export function advocateReminder(
  words: Words,
  {
    isOpened,
    ...referral
  }: Parameters<typeof advocateReferral>[1] & { readonly isOpened: boolean },
): Mail {
  const { to, opensUntil, ...values } = referral
  const place = isOpened ? 'officer.chase-opened' : 'officer.chase'
  return written(words, place, to, { ...values, date: opensUntil })
}

export function signInLink(
  words: Words,
  about: { readonly to: MailAddress; readonly council: string; readonly link: string },
): Mail {
  return written(words, 'officer.sign-in', about.to, { council: about.council, link: about.link })
}

/** Tells a writer that there is a message, to someone reading over their shoulder nothing more. */
export function blindAlert(words: Words, about: { readonly to: MailAddress }): Mail {
  return written(words, 'alert', about.to, {})
}

function noticeValues(words: Words, notice: CaseNotice): Values {
  return {
    reference: notice.reference,
    category: words.get(`officer.category.${notice.category}`),
    dueOn: notice.dueOn,
    link: notice.link,
  }
}

/** A sentence a paragraph. Parsed, so that nothing leaves but one address and one line of subject. */
function written(words: Words, place: string, to: MailAddress, values: Values): Mail {
  const subject = format(words.get(`mail.${place}.subject`), values)
  const paragraphs = words.list(`mail.${place}.text`).map((sentence) => format(sentence, values))
  return Mail.parse({ to, subject, text: `${paragraphs.join('\n\n')}\n` })
}
