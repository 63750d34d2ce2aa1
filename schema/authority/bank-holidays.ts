import { z } from 'zod'
import { LocalDate } from '../dates.ts'

/** A holiday given or taken away for one year alone, by proclamation: a jubilee, a state funeral. */
export const OneOff = z.strictObject({
  on: LocalDate,
  /** `holiday`: the day does not count. `not-a-holiday`: the usual holiday was moved away from it. */
  change: z.enum(['holiday', 'not-a-holiday']),
  name: z.string().min(1),
})
export type OneOff = z.infer<typeof OneOff>

/** What nobody can compute about the bank holidays of England and Wales. */
export const BankHolidays = z.strictObject({
  /** The last year whose list the government has published. Later dates carry a warning. */
  confirmedThrough: z.number().int().min(2000).max(2050),
  source: z.string().min(1),
  oneOffs: z.array(OneOff),
})
export type BankHolidays = z.infer<typeof BankHolidays>

/** Why a day does or does not count. The words for each live in `content/words`. */
export const WhyDay = z.enum([
  'day-0',
  'working-day',
  'saturday',
  'sunday',
  'new-years-day',
  'good-friday',
  'easter-monday',
  'early-may-bank-holiday',
  'spring-bank-holiday',
  'summer-bank-holiday',
  'christmas-day',
  'boxing-day',
  'substitute-day',
  'one-off',
  'held',
])
export type WhyDay = z.infer<typeof WhyDay>
