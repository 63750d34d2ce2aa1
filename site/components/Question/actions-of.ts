import type { StepPage } from '#api/intake/door.ts'
import type { Journey } from '#schema/form/journey.ts'
import type { Destination } from '#schema/form/question.ts'
import type { Words } from '#schema/words/messages.ts'
import type { ActionView } from '#site/components/Actions/action-view.ts'

/** The page that a button stands on; the way back belongs to no journey. */
type Place = Pick<StepPage, 'question' | 'back'> & { readonly journey?: Journey }

/** Where a button leads, or undefined when it sends the form it stands in. */
export function hrefOf(to: Destination, step: Place, prefix: string): string | undefined {
  const { journey, question, back } = step
  const own = `${prefix}/${journey?.path}`
  const [kind, rest = ''] = to.split(':')
  switch (kind) {
    case 'leave':
      return `${prefix}/leave`
    case 'back':
      return back
    case 'delete':
      return question.id === journey?.delete ? undefined : `${own}/delete`
    case 'afterwards':
      return `${own}/more/1`
    case 'journey':
    case 'page':
      return `${prefix}/${rest}`
    case 'step':
      return `${own}/${(journey?.steps.findIndex((each) => each.question === rest) ?? -1) + 1}`
    default:
      return undefined
  }
}

/** The buttons of a step: the question's own, or Continue. One leads, unless its question or safety says otherwise. */
export function actionsOf(step: Place, words: Words, prefix: string): readonly ActionView[] {
  const { question } = step
  if (question.actions.length === 0) return [{ label: words.get('chrome.continue'), look: 'main' }]
  return question.actions.map(({ name, to }, index) => {
    const href = hrefOf(to, step, prefix)
    const label = words.get(`question.${question.id}.button.${name}`)
    const leads = index === 0 || question.buttons === 'alike' || (question.safety && to !== 'leave')
    return { label, look: leads ? 'main' : 'quiet', ...(href !== undefined && { href }) }
  })
}
