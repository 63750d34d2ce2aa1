import type { Say } from './desk-words.ts'

/** Fields that hold a code, whose label is in the words. What a person typed stands as it is. */
const CODED = new Set(['kind', 'answer', 'share', 'may_leave_message', 'may_say_who_we_are'])

type Labelled = readonly [label: string, value: string]

/** What is known of a person, label and value, in the order in which it was kept. */
export function personInWords(
  { kind: _, ...details }: { readonly kind: string },
  say: Say,
): readonly Labelled[] {
  return linesOf(details, say)
}

/** What lies deeper comes out beside the rest. */
function linesOf(values: object, say: Say): readonly Labelled[] {
  return Object.entries(values).flatMap(([field, value]) => {
    if (typeof value === 'object' && value !== null) return linesOf(value, say)
    const text = String(value)
    const said = CODED.has(field) ? say(`person-value.${text}`) : text
    return [[say(`person-field.${field}`), said] as const]
  })
}
