import type { Content } from '#content/index.ts'
import type { AnswerPlace, AskedField, Question } from '#schema/form/question.ts'
import type { Contact, Reach } from '#schema/form/submission.ts'
import { answerAsShown, fieldOfAsked, labelOf } from '#schema/rules/form/answers.ts'
import { format, type Values, type Words } from '#schema/words/messages.ts'
import type { AskedAndAnswered, Person, Submitted } from './submitted.ts'

/** What a writer lets an advocate know: how to reach them safely, and their words where they chose so. */
export type SharedWithAdvocate = {
  readonly reference: string
  /** By when they were told that the advocate gets in touch, in words. */
  readonly contactBy: string
  /** Asked for on the page that says it is passed on; undefined everywhere else. */
  readonly name: string | undefined
  readonly contact: Contact | undefined
  /** A way to reach them that was given for the advocate alone. */
  readonly reach: Reach | undefined
  /** Questions about safety that have no place of their own, with their answers, in English. */
  readonly safety: readonly { readonly label: string; readonly answers: readonly string[] }[]
  readonly notTell: string | undefined
  /** Of the words alone. */
  readonly language: string
  /** Undefined when the writer did not share them; empty when there are none. */
  readonly story: string | undefined
}

/** What a case holds of its writer, opened. */
export type Told = {
  readonly reference: string
  readonly submitted: Submitted
  readonly people: readonly Person[]
}

type Choice = { readonly sharesWords: boolean; readonly contactBy: string }

/** The English words, since an advocate reads them, and what they may name. */
type Voice = { readonly content: Content; readonly words: Words; readonly values: Values }

/** Everything that the advocate reads. Nothing is in it that the writer was not told is passed on. */
export function sharedOf(told: Told, choice: Choice, voice: Voice): SharedWithAdvocate {
  const { submitted, people } = told
  const writer = people.find((person) => person.kind === 'writer')
  const hidden = people.find((person) => person.kind === 'not-tell')
  const isForAdvocateAlone = submitted.answers.ask === 'advocate-only'
  return {
    reference: told.reference,
    contactBy: choice.contactBy,
    name: isForAdvocateAlone ? writer?.name : undefined,
    reach: people.find((person) => person.kind === 'reach')?.how,
    contact: writer?.contact && inWords(writer.contact, submitted.asked, voice),
    safety: safetyOf(submitted.asked, voice),
    notTell: hidden?.not_tell,
    language: submitted.language,
    story: choice.sharesWords ? (submitted.answers.story ?? '').trim() : undefined,
  }
}

/** `after-school` → `After school`: what was chosen from a list, as it was shown. */
function inWords(contact: Contact, asked: readonly AskedAndAnswered[], voice: Voice): Contact {
  const note = asked.find(({ place }) => place === 'contact.safe_note')
  const of = note && fieldOfAsked(note.question, voice.content.questions)
  if (of === undefined || contact.safe_note === undefined) return contact
  const shown = answerAsShown(voice.words, of.question, of.field, contact.safe_note)
  return { ...contact, safe_note: shown.join('\n') }
}

const SAFETY: ReadonlySet<AnswerPlace> = new Set<AnswerPlace>([
  'contact.safe_note',
  'contact.may_leave_message',
  'contact.may_say_who_we_are',
])

function asksAboutSafety({ fields }: Question): boolean {
  return fields.some(
    (field) => 'into' in field && field.into !== undefined && SAFETY.has(field.into),
  )
}

/** "Could someone else see or hear our reply?" stands beside what has a place of its own. */
function safetyOf(asked: readonly AskedAndAnswered[], voice: Voice): SharedWithAdvocate['safety'] {
  return asked.flatMap(({ question: name, place, answer }) => {
    const of = fieldOfAsked(name, voice.content.questions)
    if (of === undefined || place !== undefined || answer === undefined) return []
    return asksAboutSafety(of.question) ? [said(of, answer, voice)] : []
  })
}

function said(
  { question, field }: { readonly question: Question; readonly field: AskedField },
  answer: string | readonly string[],
  { words, values }: Voice,
): SharedWithAdvocate['safety'][number] {
  return {
    label: format(labelOf(words, question, field, undefined), values),
    answers: answerAsShown(words, question, field, answer),
  }
}
