import type { Facts } from '#schema/triage/facts.ts'

/** The facts with one value each and the values they may have, in the order of the contract. */
export function factChoices(
  facts: typeof Facts,
): readonly { readonly fact: string; readonly values: readonly string[] }[] {
  return Object.entries(facts.shape).flatMap(([fact, shape]) => {
    const kind = 'unwrap' in shape ? shape.unwrap() : shape
    return 'options' in kind && kind.options.every((value) => typeof value === 'string')
      ? [{ fact, values: kind.options }]
      : []
  })
}
