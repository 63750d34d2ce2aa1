/** A letter as its reader needs it, and the same letter for whoever else may read it. */
export type LetterParts = { readonly own: string; readonly beside: string | undefined }

/** Parts a letter at the line that says whom its second half is for; a letter without that line is one part. */
export function letterParts(text: string, heading: string): LetterParts {
  const [own = '', ...rest] = text.split(`\n\n${heading}\n\n`)
  return { own, beside: rest.length === 0 ? undefined : rest.join('\n\n') }
}
