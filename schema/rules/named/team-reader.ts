import type { HowNamed, Nameable } from './name-reader.ts'
import { nameTokens } from './name-tokens.ts'

/** A text this short is the name of a team and nothing else: `Fostering`. */
const WORDS_OF_A_BARE_NAME = 3

type Team = { readonly words: readonly string[]; readonly id: number; readonly how: HowNamed }

/**
 * Finds whose team a text names. Whoever is of the team is named with it; whoever answers for it is kept out
 * until somebody else has looked, since answering for a team is a manager's work.
 */
export function createTeamReader(
  people: readonly Nameable[],
  teamWords: readonly string[],
): (text: string) => ReadonlyMap<number, HowNamed> {
  const general = new Set(teamWords)
  const wordsOf = (label: string) =>
    nameTokens(label)
      .map(({ plain }) => plain)
      .filter((word) => !general.has(word))
  const teams = people
    .flatMap(({ id, team, teamAlso = [], answersFor }): Team[] => [
      ...[team, ...teamAlso].map((label) => ({ words: wordsOf(label), id, how: 'named' as const })),
      ...answersFor.map((label) => ({ words: wordsOf(label), id, how: 'perhaps-named' as const })),
    ])
    .filter(({ words }) => words.length > 0)

  return (text) => {
    const all = nameTokens(text).map(({ plain }) => plain)
    const telling = all.filter((word) => !general.has(word))
    const saysTeam = telling.length < all.length || all.length <= WORDS_OF_A_BARE_NAME
    const found = new Map<number, HowNamed>()
    for (const { words, id, how } of teams) {
      const isSaid = stands(words, telling) && (words.length > 1 || saysTeam)
      if (isSaid && found.get(id) !== 'named') found.set(id, how)
    }
    return found
  }
}

/** Whether the words stand in the text one after the other. */
function stands(words: readonly string[], text: readonly string[]): boolean {
  return text.some((_, at) => words.every((word, nth) => text[at + nth] === word))
}
