import type { Content } from '#content/index.ts'
import type { Journey } from '#schema/form/journey.ts'

/** The question of a journey's page: `/yp`, `/yp/3`, `/yp/delete`, `/yp/done`, `/yp/more/2`. */
function questionAt(journey: Journey, second: string | undefined, third: string | undefined) {
  switch (second) {
    case undefined:
      return journey.start ?? journey.steps[0]?.question
    case 'delete':
      return journey.delete
    case 'done':
      return journey.done
    case 'more':
      return journey.afterwards?.questions[Number(third) - 1]
    default:
      return journey.steps[Number(second) - 1]?.question
  }
}

/**
 * The language of the main part at an address, asked for in `language`: English where the heading is not
 * in that language, so that a screen is whole in one language. An adult's question in Arabic is such a
 * screen, and what to do in danger in a language that nobody has checked.
 */
export function languageOfScreen(
  content: Pick<Content, 'journeys' | 'languages' | 'page' | 'words'>,
  language: string,
  path: string,
): string {
  const [, first = '', second, third] = path.split('/')
  if (first === 'p') return speaksPage(content, language, second ?? '') ? language : 'en'
  const words = content.words(language)
  const journey = content.journeys.get(first)
  const id = journey === undefined ? undefined : questionAt(journey, second, third)
  const title = id === undefined ? `${first}.title` : `question.${id}.title`
  return !words.has(title) || words.speaks(title) ? language : 'en'
}

/** Rights and safety are never told in words that nobody has checked. */
function speaksPage(
  { languages, page }: Pick<Content, 'languages' | 'page'>,
  language: string,
  name: string,
): boolean {
  const isChecked = languages.some(({ tag, checked }) => tag === language && checked !== null)
  return isChecked && page(language, name) !== undefined
}
