import type { WayBack } from '#api/intake/door.ts'
import { format, type Values, type Words } from '#schema/words/messages.ts'

/** The words of the way back for one writer: a child's or an adult's, with the days and names of the case. */
export function sayTo(words: Words, { audience, values }: Pick<WayBack, 'audience' | 'values'>) {
  const key = (name: string) => `way-back.${audience}.${name}`
  const lines = (whole: string) => words.list(whole).map((line) => format(line, values))
  return {
    say: (name: string, more: Values = {}) => format(words.get(key(name)), { ...values, ...more }),
    has: (name: string) => words.has(key(name)),
    lines,
  }
}
