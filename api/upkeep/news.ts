import { wordsFor } from '#api/intake/asked.ts'
import type { HeldCase } from '#api/intake/way-back.ts'
import { type LocalDate, localDateOf } from '#schema/dates.ts'
import { Audience } from '#schema/vocabulary.ts'
import { format } from '#schema/words/messages.ts'
import { sayDayFrom } from '#schema/words/spoken.ts'
import type { Upkeeping } from './upkeep.ts'

type Telling = Pick<Upkeeping, 'content' | 'clock'>

/**
 * What the writer reads when we did not settle a concern in time: what it is now and by when we answer.
 * Written down as it was said. Undefined when their words were erased, and with them the key to say it under.
 */
export function sayConcernTurned(
  telling: Telling,
  held: HeldCase,
  dueOn: LocalDate,
): string | undefined {
  const { words, audience } = readerOf(telling, held)
  const today = localDateOf(telling.clock())
  const values = { dueOn: sayDayFrom(today, dueOn, words.language) }
  const by = today > dueOn ? `news.${audience}.answer-was-due` : `news.${audience}.answer-by`
  const said = [...words.list(`news.${audience}.concern-turned`), format(words.get(by), values)]
  return held.key && said.join('\n\n')
}

/** What the writer reads when a bank holiday moved the day they were given. */
export function sayDayMoved(
  telling: Telling,
  held: HeldCase,
  moved: { readonly from: LocalDate; readonly to: LocalDate },
): string | undefined {
  const { words, audience } = readerOf(telling, held)
  const today = localDateOf(telling.clock())
  const values = {
    dueOn: sayDayFrom(today, moved.to, words.language),
    date: sayDayFrom(today, moved.from, words.language),
  }
  return held.key && format(words.get(`news.${audience}.day-moved`), values)
}

function readerOf({ content }: Telling, { row }: HeldCase) {
  return { words: wordsFor(content, row.language), audience: Audience.parse(row.audience) }
}
