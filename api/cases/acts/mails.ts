import { addressOf } from '#api/intake/letters.ts'
import type { Letter } from '#api/mail/outbox.ts'
import { assignedNotice } from '#api/mail/templates.ts'
import type { ActMail } from '#schema/acts/act.ts'
import type { ActGiven } from '#schema/acts/given.ts'
import { localDateOf } from '#schema/dates.ts'
import { sayDayFrom } from '#schema/spoken.ts'
import type { CaseView } from '../open.ts'
import type { Acting } from './acting.ts'

/** The mails to our own people that an act calls for: a reference, a day and a link, and none of the words. */
export function mailsOf(
  acting: Acting,
  view: CaseView,
  read: { readonly mails: readonly ActMail[]; readonly given: ActGiven },
): readonly Letter[] {
  return read.mails.flatMap(({ kind, officer }): Letter[] => {
    const to = read.given.colleagues.find(({ id }) => id === officer)?.email
    if (to === undefined) return []
    const { reference, caseId, row, seq } = view
    const mail = assignedNotice(acting.wordsFor('en'), {
      to: addressOf(to),
      reference,
      category: row.category,
      dueOn: sayDayFrom(localDateOf(acting.at), row.dueOn, 'en'),
      link: `${acting.publicUrl}${acting.base}/officer/cases/${reference}`,
    })
    return [{ kind, about: `${reference}-${seq}-${officer}`, caseId, mail }]
  })
}
