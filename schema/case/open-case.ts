import { z } from 'zod'
import { LocalDate } from '../dates.ts'
import {
  ANSWER_CHARACTERS,
  LanguageTag,
  normaliseText,
  STORY_CHARACTERS,
} from '../form/submission.ts'
import { Channel } from '../report/report-layout.ts'
import { Facts, Service, Who } from '../triage/facts.ts'
import { Category } from '../vocabulary.ts'

const Day = z.iso.date('a day such as 2026-11-23').transform((on) => LocalDate.parse(on))
const OfficeDay = Day.optional()

function words(most: number) {
  return z
    .string()
    .transform(normaliseText)
    .pipe(z.string().refine((text) => [...text].length <= most, `at most ${most} characters`))
}

const Line = words(ANSWER_CHARACTERS).optional()

/**
 * One case that was open when a council began here, as a row of its file. Its words and people come along, and the
 * days that its clocks run from. An empty cell was left out before.
 */
export const OpenCase = z.strictObject({
  /** What it is called where it comes from: brought in twice, it is one case. */
  ref: z.string().max(100),
  received_on: Day,
  channel: Channel.exclude(['form']),
  who: Who,
  child_known: Facts.shape.child_known,
  service: Service.optional(),
  wants: Facts.shape.wants,
  language: LanguageTag.default('en'),
  story: words(STORY_CHARACTERS),
  name: Line,
  about_person: Line,
  not_tell: Line,
  contact_kind: z.enum(['phone', 'email', 'letter', 'code']).optional(),
  contact_value: Line,
  safe_note: Line,
  /** As it was decided before; what triage proposes where nothing is said. */
  category: Category.exclude(['deferred']).optional(),
  acknowledged_on: OfficeDay,
  stage_1_answered_on: OfficeDay,
  stage_2_requested_on: OfficeDay,
  stage_2_started_on: OfficeDay,
  stage_2_answered_on: OfficeDay,
  stage_3_requested_on: OfficeDay,
  /** The day to which the stage that is open was extended. */
  extended_to: OfficeDay,
  /** Work address of whoever has the case. */
  owner: z.string().max(254).optional(),
  note: words(ANSWER_CHARACTERS).optional(),
})
export type OpenCase = z.infer<typeof OpenCase>
export const OPEN_CASE_COLUMNS: readonly string[] = Object.keys(OpenCase.shape)
