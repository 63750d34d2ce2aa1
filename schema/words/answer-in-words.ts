/** One answer as it was kept: the labels that were chosen, what was typed, or where it stands instead. */
type Answered = {
  readonly answerWording?: readonly string[]
  readonly answer?: string | readonly string[]
  readonly place?: string
}

/** The labels as shown; of an answer with a place of its own, what stands there. Empty when it was skipped. */
export function answerInWords(
  { answerWording, answer, place }: Answered,
  story: string | undefined,
): string {
  if (answerWording !== undefined) return answerWording.join('\n')
  if (answer !== undefined) return typeof answer === 'string' ? answer : answer.join('\n')
  return place === 'story' ? (story ?? '') : ''
}
