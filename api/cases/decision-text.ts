import type { Assurances } from '#schema/case.ts'
import type { LocalDate } from '#schema/dates.ts'
import type { RouteAct } from '#schema/desk.ts'
import { format, type Words } from '#schema/messages.ts'
import { sayDayFrom } from '#schema/spoken.ts'
import type { Audience } from '#schema/vocabulary.ts'

/**
 * What the writer reads about a decision: what was done, the officer's own words, and whatever must be
 * said with it. Written down as it was said, so that later wording changes nothing about it.
 */
export function decisionText(
  decision: {
    readonly act: RouteAct
    readonly text: string
    readonly assurances: Assurances | null
  },
  reader: {
    readonly words: Words
    readonly audience: Audience
    readonly advocacyName: string
    readonly today: LocalDate
  },
): string {
  const { words } = reader
  const say = (key: string) => words.get(`decision.${reader.audience}.${key}`)
  const paragraphs = [say(`act.${decision.act}`), decision.text]
  if (decision.assurances !== null) {
    const date = sayDayFrom(reader.today, decision.assurances.reviewOn, words.language)
    paragraphs.push(
      ...decision.assurances.stillPossible.map((code) => say(`still.${code}`)),
      format(say('review'), { date }),
      format(say('advocacy'), { advocacyName: reader.advocacyName }),
      say('ombudsman'),
    )
  }
  return paragraphs.filter((paragraph) => paragraph !== '').join('\n\n')
}
