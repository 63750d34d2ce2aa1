import type { Reason, Triage } from '../../triage/triage.ts'
import type { Words } from '../../words/messages.ts'
import { CATEGORY_RULES } from './category-rules.ts'
import type { Decision } from './decide.ts'
import { FLAG_RULES } from './flag-rules.ts'

/** The desk reads English, the writer their own language. */
export type Voices = { readonly officer: Words; readonly writer: Words }

const SOURCES: ReadonlyMap<string, string> = new Map(
  [...CATEGORY_RULES, ...FLAG_RULES].map(({ id, source }) => [id, source]),
)

function reasonFor(rule: string, { officer, writer }: Voices): Reason {
  const source = SOURCES.get(rule)
  if (source === undefined) throw new Error(`no rule ${rule}`)
  return {
    rule,
    officer: officer.get(`triage.${rule}.officer`),
    writer: writer.get(`triage.${rule}.writer`),
    source,
  }
}

/** Says why, to both readers: a reason for each rule that fired, the category's first. */
export function explain(decision: Decision, voices: Voices): Triage {
  return {
    category: decision.category,
    flags: [...decision.flags],
    rule: decision.rule,
    signals: [...decision.signals],
    reasons: decision.fired.map((rule) => reasonFor(rule, voices)),
    parts: decision.parts.map(({ category, services }) => ({ category, services: [...services] })),
  }
}
