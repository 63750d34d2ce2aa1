export type EmptyInbox = 'new' | 'apart' | 'filtered'

/** What the address of a list says once, of what was just done with it. */
const PASSING = ['given', 'did']

/** What an empty list means, by the names of what was asked for: `['apart']` → nothing is set apart. */
export function emptyInbox(asked: Iterable<string>): EmptyInbox {
  const names = new Set(asked)
  for (const name of PASSING) names.delete(name)
  const isApart = names.delete('apart')
  if (names.size > 0) return 'filtered'
  return isApart ? 'apart' : 'new'
}
