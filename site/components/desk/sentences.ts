import type { DeskPage, DeskView } from '#api/cases/desk.ts'
import type { FieldFault } from '#schema/errors.ts'
import type { Values, Words } from '#schema/messages.ts'
import { counted, format } from '#schema/sentence.ts'

export type Say = (key: string, values?: Values) => string

/** The desk's sentences by the last part of their key: `say('inbox.title')`. */
export function sayIn(words: Words): Say {
  return (key, values = {}) => format(words.get(`officer.${key}`), values)
}

/** `3 days left`, `Due today`, `1 day late`. */
export function sayLeft(words: Words, workingDaysLeft: number): string {
  if (workingDaysLeft === 0) return words.get('officer.left.today')
  return workingDaysLeft > 0
    ? counted(words, 'officer.left.left', workingDaysLeft)
    : counted(words, 'officer.left.late', -workingDaysLeft)
}

/** What to do about a fault, in the words of the label. */
export function sayFault(words: Words, fault: FieldFault): string {
  return words.get(`officer.error.${fault.field}-${fault.code}`)
}

/** The page that this address shows. A page that is handed another one is a fault. */
export function viewOf<Page extends DeskView['page']>(
  desk: DeskPage,
  page: Page,
): Extract<DeskView, { page: Page }> {
  if (desk.view.page !== page) throw new Error(`${desk.view.page} was shown as ${page}`)
  return desk.view as Extract<DeskView, { page: Page }>
}
