import type { Profile } from '../authority/profile.ts'
import { procedureOf } from '../rules/case/part-state.ts'
import { Category, Stage } from '../vocabulary.ts'
import type { Words } from './messages.ts'

/**
 * The desk's words with the authority's own names for what comes in and for the stages of its procedures, as it prints
 * them in its report: `officer.category.corporate` is a local complaint in Birmingham. A stage is asked for with the
 * category: `officer.stage-of.corporate.2`.
 */
export function localWords(words: Words, profile: Profile): Words {
  const own = namesOf(words, profile)
  return {
    ...words,
    get: (key) => own.get(key) ?? words.get(key),
    has: (key) => own.has(key) || words.has(key),
  }
}

function namesOf(words: Words, profile: Profile): ReadonlyMap<string, string> {
  return new Map(
    Category.options.flatMap((category): readonly (readonly [string, string])[] => {
      const procedure = procedureOf(category)
      const stages = procedure === null ? [] : profile.procedures[procedure].stages
      return [
        [`officer.category.${category}`, nameOf(category, words, profile)],
        ...[...Stage.values].map((stage): readonly [string, string] => {
          const named = stages.find((one) => one.stage === stage)
          // A route may be changed at a stage that the other procedure does not have.
          const name = named?.name ?? words.get(`officer.stage.${stage}`)
          return [`officer.stage-of.${category}.${stage}`, name]
        }),
      ]
    }),
  )
}

/** A concern keeps our name behind its own: what can be done with it is called so. */
function nameOf(category: Category, words: Words, { categoryNames }: Profile): string {
  const ours = words.get(`officer.category.${category}`)
  const own = categoryNames[category]
  if (own === undefined) return ours
  return category !== 'concern' || own === ours ? own : `${own} – ${ours}`
}
