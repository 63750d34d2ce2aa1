import type { WorkedOut } from '#schema/form/submission.ts'
import { daysCounted } from '#schema/rules/days/days-counted.ts'
import { counted, type Words } from '#schema/words/messages.ts'
import { sayList } from '#schema/words/spoken.ts'

/** `We count 10 weekdays, leaving out Christmas and New Year.` Undefined where nothing was counted. */
export function sayCount(days: readonly WorkedOut[], words: Words): string | undefined {
  const { workingDays, leftOut } = daysCounted(days)
  if (workingDays === 0) return undefined
  if (leftOut.length === 0) return counted(words, 'days-counted.plain', workingDays)
  const names = leftOut.map((holiday) => words.get(`days-counted.holiday.${holiday}`))
  const holidays = sayList(names, words.language)
  return counted(words, 'days-counted.without', workingDays, { holidays })
}
