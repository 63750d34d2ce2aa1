import type { Facts, Who } from '#schema/triage/facts.ts'
import type { Category, Flag } from '#schema/vocabulary.ts'

/** Who wrote and what was ticked, the words, and what the field would make of them: no flag fewer. */
export type Case = readonly [facts: Facts, text: string, category: Category, flags: readonly Flag[]]

type Change = Partial<Facts>

const answered: Change = {
  danger_now: 'no',
  already_complained: 'no',
  within_12_months: 'yes',
  proceedings: 'no',
}

export const youngPerson = (change: Change): Facts => ({
  who: 'young-person',
  age_band: '13-15',
  child_known: 'looked-after',
  ...answered,
  ...change,
})

export const child = (change: Change): Facts => ({
  who: 'child',
  age_band: '10-12',
  child_known: 'looked-after',
  ...answered,
  ...change,
})

export const careLeaver = (change: Change): Facts => ({
  who: 'care-leaver',
  age_band: '18-25',
  child_known: 'care-leaver',
  ...answered,
  ...change,
})

export const adult = (who: Who, change: Change): Facts => ({
  who,
  speaking_for: 'self',
  age_band: 'unknown',
  child_known: 'child-in-need',
  parental_responsibility: 'n-a',
  ...answered,
  ...change,
})

export const parent = (change: Change): Facts =>
  adult('parent', { parental_responsibility: 'yes', ...change })

export const formal: Change = { wants: 'formal-complaint', formal_choice: 'yes', quick_fix: 'no' }
export const right: Change = { wants: 'put-right', formal_choice: 'not-sure', quick_fix: 'no' }
export const quick: Change = { wants: 'put-right', formal_choice: 'no', quick_fix: 'yes' }
export const tell: Change = { wants: 'just-tell', formal_choice: 'no', quick_fix: 'no' }
export const thank: Change = { wants: 'thank', formal_choice: 'no', quick_fix: 'no' }
