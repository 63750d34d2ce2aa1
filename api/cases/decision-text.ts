import type { Assurances } from '#schema/case/case.ts'
import type { LocalDate } from '#schema/dates.ts'
import type { RouteAct } from '#schema/desk/desk.ts'
import type { Audience } from '#schema/vocabulary.ts'
import { format, type Words } from '#schema/words/messages.ts'
import { sayDayFrom } from '#schema/words/spoken.ts'

type Decided = {
  readonly act: RouteAct
  readonly text: string
  readonly beside: string
  readonly assurances: Assurances | null
}

type Reader = {
  readonly words: Words
  readonly audience: Audience
  readonly advocacyName: string
  readonly today: LocalDate
}

/**
 * What the writer reads about a decision: what was done, the officer's own words, and whatever must be
 * said with it; behind it the same for whoever else may read it, where the officer worded that too. Written
 * down as it was said, so that later wording changes nothing about it.
 */
export function decisionText(decided: Decided, reader: Reader): string {
  const own = saidTo(reader, decided)
  if (decided.beside === '') return own
  const heading = reader.words.get(`letter.${reader.audience}.beside`)
  const audience = reader.audience === 'young' ? 'adult' : 'young'
  const other = saidTo({ ...reader, audience }, { ...decided, text: decided.beside })
  return [own, heading, other].join('\n\n')
}

function saidTo(
  { words, audience, advocacyName, today }: Reader,
  { act, text, assurances }: Decided,
): string {
  const say = (key: string) => words.get(`decision.${audience}.${key}`)
  const paragraphs = [say(`act.${act}`), text]
  if (assurances !== null) {
    const date = sayDayFrom(today, assurances.reviewOn, words.language)
    paragraphs.push(
      ...assurances.stillPossible.map((code) => say(`still.${code}`)),
      format(say('review'), { date }),
      format(say('advocacy'), { advocacyName }),
      say('ombudsman'),
    )
  }
  return paragraphs.filter((paragraph) => paragraph !== '').join('\n\n')
}
