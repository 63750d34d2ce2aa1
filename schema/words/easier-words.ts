import type { Words } from './messages.ts'

/** These words in their easier form where there is one: `easier.question.yp-safe.title`. English alone has some. */
export function inEasierWords(words: Words): Words {
  const keyOf = (key: string) => (words.has(`easier.${key}`) ? `easier.${key}` : key)
  return { ...words, get: (key) => words.get(keyOf(key)), list: (key) => words.list(keyOf(key)) }
}
