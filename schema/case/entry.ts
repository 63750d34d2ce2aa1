import { z } from 'zod'
import { LocalDate } from '../dates.ts'
import {
  ANSWER_CHARACTERS,
  IdempotencyKey,
  LanguageTag,
  normaliseText,
  STORY_CHARACTERS,
} from '../form/submission.ts'
import { Channel } from '../report/report-layout.ts'
import { Facts, Service, Who } from '../triage/facts.ts'

/** How a contact came that an officer types in: everything but the form itself. */
export const EnteredChannel = Channel.exclude(['form'])
export type EnteredChannel = z.infer<typeof EnteredChannel>

/** The ways in which somebody who did not use the form can be answered. */
export const EnteredContact = z.enum(['phone', 'email', 'letter', 'code'])

function words(most: number) {
  return z
    .string({ error: () => 'missing' })
    .transform(normaliseText)
    .pipe(
      z
        .string()
        .trim()
        .refine((text) => text.isWellFormed(), 'wrong-form')
        .refine((text) => [...text].length <= most, 'too-long'),
    )
}

const Line = words(ANSWER_CHARACTERS).optional()

/** What an officer types of a call, a letter, an e-mail or a talk. An empty field was left out before. */
export const Entry = z.strictObject({
  channel: z.enum(EnteredChannel.options, { error: () => 'missing' }),
  receivedOn: z
    .string({ error: () => 'missing' })
    .trim()
    .pipe(z.iso.date({ error: () => 'wrong-form' }))
    .transform((on) => LocalDate.parse(on)),
  who: z.enum(Who.options, { error: () => 'missing' }),
  child_known: Facts.shape.child_known,
  service: Service.optional(),
  wants: Facts.shape.wants,
  danger_now: Facts.shape.danger_now,
  story: words(STORY_CHARACTERS),
  name: Line,
  about_person: Line,
  not_tell: Line,
  contactKind: EnteredContact.optional(),
  contactValue: Line,
  safe_note: Line,
  language: LanguageTag.default('en'),
  readBack: z.literal('yes').optional(),
  idempotencyKey: IdempotencyKey,
})
export type Entry = z.infer<typeof Entry>

/** Said aloud: it is written down, read back and agreed. What came in writing stands as it came. */
export function isSaidAloud(channel: EnteredChannel): boolean {
  return channel === 'telephone' || channel === 'in-person'
}
