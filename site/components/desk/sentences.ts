import type { DeskPage, DeskView } from '#api/cases/desk.ts'
import type { FieldKind } from '#schema/acts/fields.ts'
import type { RowFlag } from '#schema/desk/desk.ts'
import type { FieldFault } from '#schema/errors.ts'
import { sayIn } from '#schema/words/desk-words.ts'
import type { Words } from '#schema/words/messages.ts'
import { counted } from '#schema/words/sentence.ts'

export { type Say, sayIn } from '#schema/words/desk-words.ts'

/** `3 days left`, `Due today`, `1 day late`. */
export function sayLeft(words: Words, workingDaysLeft: number): string {
  if (workingDaysLeft === 0) return words.get('officer.left.today')
  return workingDaysLeft > 0
    ? counted(words, 'officer.left.left', workingDaysLeft)
    : counted(words, 'officer.left.late', -workingDaysLeft)
}

/** A mark of a row; of a declined one, the reason. */
export function sayMark(words: Words, mark: RowFlag): string {
  const because = 'because-'
  const key = mark.startsWith(because) ? `reason.${mark.slice(because.length)}` : `flag.${mark}`
  return words.get(`officer.${key}`)
}

/** What to do about a fault, in the words of the label; of an act that cannot follow, the reason. */
export function sayFault({ words, view }: DeskPage, { field, code }: FieldFault): string {
  const say = sayIn(words)
  if (view.page === 'profile' && field !== 'seq') {
    return say(`profile.fault.${code}`, { name: say(profileLabel(field)) })
  }
  if (view.page !== 'act' && view.page !== 'note') return say(`error.${field}-${code}`)
  if (field === 'act') return say(`order.${code}`)
  const shown = view.form.fields.find(({ name }) => name === field)
  if (shown === undefined) return say(`error.${field}-${code}`)
  const name = labelOf(words, view.form.id, field)
  if (code === 'missing' && isChosen(shown.kind)) return say('act-fault.not-chosen', { name })
  return say(`act-fault.${code}`, { name })
}

function isChosen(kind: FieldKind): boolean {
  return kind === 'one' || kind === 'some' || kind === 'tick'
}

/** `closures-3-from` → `profile.field.closure-from`: every closure has the same labels, and so has every team. */
export function profileLabel(field: string): string {
  return `profile.field.${field.replace(/^closures-\d+-/, 'closure-').replace(/^label-.*/, 'label')}`
}

/** The label of a field: the act's own, else the one that its acts share. */
export function labelOf(words: Words, act: string, field: string): string {
  return words.get(fieldKey(words, act, field, 'label'))
}

/** The hint of a field; undefined where it has none. */
export function hintOf(words: Words, act: string, field: string): string | undefined {
  const key = fieldKey(words, act, field, 'hint')
  return words.has(key) ? words.get(key) : undefined
}

function fieldKey(words: Words, act: string, field: string, of: 'label' | 'hint'): string {
  const own = `officer.act.${act}.field.${field}`
  return words.has(`${own}.label`) ? `${own}.${of}` : `officer.act-field.${field}.${of}`
}

/** Which saving a form is meant for: of a draft the one that its officer saw, so that what came meanwhile is not lost. */
export function seenOf({ draft, typed }: DeskPage, name: string, now: number): string {
  return draft?.at === undefined ? String(now) : (typed[name]?.[0] ?? String(now))
}

/** The page that this address shows. A page that is handed another one is a fault. */
export function viewOf<Page extends DeskView['page']>(
  desk: DeskPage,
  page: Page,
): Extract<DeskView, { page: Page }> {
  if (desk.view.page !== page) throw new Error(`${desk.view.page} was shown as ${page}`)
  return desk.view as Extract<DeskView, { page: Page }>
}
