import { addressOf } from '#api/intake/letters.ts'
import type { Letter } from '#api/mail/outbox.ts'
import { assignedNotice, thanksPassedOn } from '#api/mail/templates.ts'
import type { ActMail } from '#schema/acts/act.ts'
import type { ActGiven } from '#schema/acts/given.ts'
import { localDateOf } from '#schema/dates.ts'
import { assertNever } from '#schema/errors.ts'
import { sayDayFrom } from '#schema/words/spoken.ts'
import type { CaseView } from '../open.ts'
import type { Acting } from './acting.ts'

type Read = { readonly mails: readonly ActMail[]; readonly given: ActGiven }

/** The mails that an act calls for, in the order in which it names them. */
export function mailsOf(acting: Acting, view: CaseView, { mails, given }: Read): readonly Letter[] {
  return mails.flatMap((mail, nth): Letter[] => {
    const about = `${view.reference}-${view.seq}-${nth}`
    switch (mail.kind) {
      case 'assigned':
        return assigned(acting, view, { about, officer: mail.officer, given })
      case 'thanks':
        return [{ kind: 'thanks', about, caseId: view.caseId, mail: thanks(acting, mail) }]
      default:
        return assertNever(mail)
    }
  })
}

/** To our own people: a reference, a day and a link, and none of the words. */
function assigned(
  acting: Acting,
  view: CaseView,
  to: { readonly about: string; readonly officer: number; readonly given: ActGiven },
): Letter[] {
  const address = to.given.colleagues.find(({ id }) => id === to.officer)?.email
  if (address === undefined) return []
  const { reference, caseId, row } = view
  const mail = assignedNotice(acting.wordsFor('en'), {
    to: addressOf(address),
    reference,
    category: row.category,
    dueOn: sayDayFrom(localDateOf(acting.at), row.dueOn, 'en'),
    link: `${acting.publicUrl}${acting.base}/officer/cases/${reference}`,
  })
  return [{ kind: 'assigned', about: to.about, caseId, mail }]
}

/** The one mail that carries somebody's words: they gave their thanks to be passed on. */
function thanks(acting: Acting, mail: Extract<ActMail, { kind: 'thanks' }>): Letter['mail'] {
  return thanksPassedOn(acting.wordsFor('en'), {
    to: addressOf(mail.to),
    council: acting.profile.shortName,
    thanks: mail.thanks,
  })
}
