import { type Assurances, StillPossible } from '../case/case.ts'
import { format } from '../words/messages.ts'
import { sayDayFrom } from '../words/spoken.ts'
import { day, mustTick, some } from './fields.ts'
import type { ActGiven } from './given.ts'

/** What an officer fills in wherever somebody gets less than they asked for. */
export const ASSURANCE_FIELDS = {
  still: some(StillPossible.options, { labels: 'still', least: 1 }),
  reviewOn: day('after-today'),
  advocacyReminder: mustTick(),
  ombudsmanLine: mustTick(),
} as const

type Given = {
  readonly still: readonly StillPossible[]
  readonly reviewOn: Assurances['reviewOn']
}

/** The assurances as the event keeps them, by the officer who decides. */
export function assurancesOf({ still, reviewOn }: Given, { officer }: ActGiven): Assurances {
  return {
    decider: `officer:${officer.id}`,
    stillPossible: [...still],
    reviewOn,
    advocacyReminder: true,
    ombudsmanLine: true,
  }
}

/** The same in words for the writer, behind the officer's own. */
export function assurancesInWords(
  { still, reviewOn }: Given,
  { words, audience, today, profile }: ActGiven,
): readonly string[] {
  const say = (key: string) => words.get(`decision.${audience}.${key}`)
  const date = sayDayFrom(today, reviewOn, words.language)
  return [
    ...still.map((code) => say(`still.${code}`)),
    format(say('review'), { date }),
    format(say('advocacy'), { advocacyName: profile.advocacy.name }),
    say('ombudsman'),
  ]
}
