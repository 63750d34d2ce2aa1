import { currentStage, type PartState } from '../rules/case/case-state.ts'
import { isLookedIntoFromOutside } from '../rules/case/investigated.ts'
import { format, type Values } from '../words/messages.ts'
import type { ActGiven } from './given.ts'

/**
 * A letter or message from its template, filled: the words for a young person or those for an adult, a
 * paragraph each. The officer may change it before it is sent. A day that has passed is promised to nobody: the
 * paragraph that would name it is left out.
 */
export function letterText(given: ActGiven, name: string, more: Values = {}): string {
  return paragraphs(given, name, more).join('\n\n')
}

/** What has to be said besides, whatever else is: that advocacy is free, and of the ombudsman. */
export function lineOwed(
  { words, audience, values }: ActGiven,
  name: 'advocacy' | 'ombudsman',
): string {
  return format(words.get(`decision.${audience}.${name}`), values)
}

/** Which template a later stage has: `stage-2` and `stage-3` where people from outside look, else `review`. */
export function laterStage(part: PartState, { profile }: ActGiven): string {
  return isLookedIntoFromOutside(part, profile)
    ? `stage-${currentStage(part)?.stage ?? 2}`
    : 'review'
}

function paragraphs(given: ActGiven, name: string, more: Values): readonly string[] {
  const { words, audience, values } = given
  return words
    .list(`letter.${audience}.${name}`)
    .filter((paragraph) => values.dueOn !== undefined || !paragraph.includes('{{dueOn}}'))
    .map((paragraph) => format(paragraph, { ...values, ...more }))
}
