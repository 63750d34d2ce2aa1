import { Placeholder, type Values } from '#schema/words/messages.ts'

/** Something for every placeholder that a sentence may name. */
export const everyValue: Values = Object.fromEntries(
  Placeholder.options.map((name) => [name, `(${name})`]),
)
