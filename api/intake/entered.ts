import type { By, ReceivedData } from '#schema/case/case.ts'
import type { LocalDate } from '#schema/dates.ts'
import type { SubmissionBody } from '#schema/form/submission.ts'
import type { Channel } from '#schema/report/report-layout.ts'
import { openingOf } from '#schema/rules/case/opening.ts'
import type { Triage } from '#schema/triage/triage.ts'

/** What an officer says of a contact that they type in: it goes the same way as every other. */
export type Entered = {
  readonly by: By
  /** The day it came: its clock counts from here. */
  readonly receivedOn: LocalDate
  readonly channel: Channel
  readonly readBack: NonNullable<ReceivedData['readBack']> | undefined
  /** Typed into the form for thanks: it is a compliment. */
  readonly isThanks?: true
  /** It was open before this service was: nobody is mailed about it. */
  readonly isFromBefore?: true
}

/** What the event of receipt holds: the proposal of triage, and how it came. */
export function receivedData(
  { facts, answers }: SubmissionBody,
  triage: Triage,
  entered: Entered | undefined,
): ReceivedData {
  const source = sourceOf(entered)
  const opening = openingOf(facts, triage, answers.ask, source)
  if (entered === undefined) return opening
  const { channel, readBack } = entered
  return { ...opening, channel, ...(readBack === undefined ? {} : { readBack }) }
}

function sourceOf(entered: Entered | undefined): ReceivedData['source'] {
  if (entered === undefined) return 'form'
  return entered.isFromBefore === true ? 'import' : 'officer'
}

/** The same without what an officer left out: absent, not empty. */
export function withoutAbsent<T extends object>(values: T): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T
}
