const MOST_CHARACTERS = 200
const MOST_WORDS = 10
/** From this length on the beginning of the last word is enough. */
const BEGINNING = 3

/**
 * What somebody typed as a question to the index: `lost "my bike"` → `"lost" "my bike"`. Everything stands in
 * quotation marks, so that no letter of it is taken for a command. Undefined when there is no word in it.
 */
export function matchOf(typed: string): string | undefined {
  const words = [...typed.slice(0, MOST_CHARACTERS).matchAll(/"([^"]+)"|([^\s"]+)/g)]
    .map(([, phrase, word]) => ({ text: phrase ?? word ?? '', isWord: phrase === undefined }))
    .filter(({ text }) => /[\p{L}\p{N}]/u.test(text))
    .slice(0, MOST_WORDS)
  if (words.length === 0) return undefined
  return words
    .map(({ text, isWord }, nth) => {
      const isBeginning = isWord && nth === words.length - 1 && text.length >= BEGINNING
      return `"${text}"${isBeginning ? '*' : ''}`
    })
    .join(' ')
}
