import { assertNever } from '../../errors.ts'
import type { AskedField } from '../../form/question.ts'
import { format, type Words } from '../../words/messages.ts'
import { isEmail } from '../form/text-forms.ts'

const DIGITS_SHOWN = 3

/**
 * What stands for a way to reach somebody while another person may be looking: `A number that ends in 961`,
 * `An email`. Undefined for an answer that is no such way, which is shown as it is.
 */
export function contactInBrief(
  field: AskedField,
  answer: string,
  words: Words,
): string | undefined {
  switch (field.kind) {
    case 'email':
      return words.get('chrome.in-brief.email')
    case 'phone':
    case 'mobile':
      return numberInBrief(answer, words)
    case 'phone-or-email':
      return isEmail(answer) ? words.get('chrome.in-brief.email') : numberInBrief(answer, words)
    case 'address':
      return words.get('chrome.in-brief.address')
    case 'text':
    case 'long-text':
    case 'name':
      return field.into === 'contact.value' ? words.get('chrome.in-brief.other') : undefined
    case 'choice':
    case 'choices':
    case 'file':
      return undefined
    default:
      return assertNever(field)
  }
}

function numberInBrief(answer: string, words: Words): string {
  const ending = answer.replaceAll(/\D/g, '').slice(-DIGITS_SHOWN)
  return format(words.get('chrome.in-brief.number'), { ending })
}
