import type { Values, Words } from './messages.ts'
import { format } from './sentence.ts'

export type Say = (key: string, values?: Values) => string

/** The desk's sentences by the last part of their key: `say('inbox.title')`. */
export function sayIn(words: Words): Say {
  return (key, values = {}) => format(words.get(`officer.${key}`), values)
}
