import type { StepPage } from '../intake/door.ts'

/** Around the number of a blank: a character that stands for nothing in any text, and that no typed text meets. */
const MARK = '\u{FDD2}'
const BLANK = /\u{FDD2}(\d+)\u{FDD2}/u

/** A step's page with a blank in place of each text that was typed, and what was typed. */
type WithBlanks = { readonly page: StepPage; readonly typed: readonly string[] }

/**
 * Takes what a visitor typed out of a page before it is rendered. What is left comes from our own lists, so it is
 * the same page for everybody who chose the same: codes of answers, that there is a file, which fields are wrong.
 */
export function withBlanks(page: StepPage): WithBlanks {
  const typed: string[] = []
  const answers: Record<string, string | readonly string[]> = {}
  for (const field of page.question.fields) {
    const given = page.answers[field.name]
    if (given === undefined || given.length === 0) continue
    if ('options' in field)
      answers[field.name] = field.options
        .map(({ code }) => code)
        .filter((code) => (typeof given === 'string' ? given === code : given.includes(code)))
    else if (field.kind === 'file') answers[field.name] = A_FILE
    else {
      answers[field.name] = `${MARK}${typed.length}${MARK}`
      typed.push(typeof given === 'string' ? given : given.join('\n'))
    }
  }
  if (page.visit === undefined) return { page: { ...page, answers }, typed }
  const visit = `${MARK}${typed.length}${MARK}`
  return { page: { ...page, answers, visit }, typed: [...typed, page.visit] }
}

/** What a page shows of a file is that there is one. */
const A_FILE = 'kept'

/** The rendered page, cut at its blanks: a piece of it, the number of a text, a piece of it, and so on. */
export function cutAtBlanks(html: string): readonly string[] {
  return html.split(BLANK)
}
