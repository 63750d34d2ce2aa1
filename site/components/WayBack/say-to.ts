import type { WayBack } from '#api/intake/door.ts'
import { day } from '#schema/dates.ts'
import { format, type Values, type Words } from '#schema/words/messages.ts'
import { sayDay } from '#schema/words/spoken.ts'

/** The words of the way back for one writer: a child's or an adult's, with the days and names of the case. */
export function sayTo(words: Words, { audience, values }: Pick<WayBack, 'audience' | 'values'>) {
  const key = (name: string) => `way-back.${audience}.${name}`
  const lines = (whole: string) => words.list(whole).map((line) => format(line, values))
  const say = (name: string, more: Values = {}) =>
    format(words.get(key(name)), { ...values, ...more })
  return {
    say,
    /** A sentence with `{{date}}`, its day said in the language of the sentence: some are still English. */
    sayOn: (name: string, on: string, more: Values = {}) => {
      const language = words.speaks(key(name)) ? words.language : 'en'
      return say(name, { ...more, date: sayDay(day(on), language) })
    },
    has: (name: string) => words.has(key(name)),
    lines,
  }
}
