import type { Facts } from '../facts.ts'
import type { Triage } from '../triage.ts'
import { readSignals, type SignalReaders } from './signals.ts'
import { decide } from './triage/decide.ts'
import { explain, type Voices } from './triage/explain.ts'

export { CATEGORY_RULES } from './triage/category-rules.ts'
export { type Decision, decide } from './triage/decide.ts'
export { explain, type Voices } from './triage/explain.ts'
export { FLAG_RULES } from './triage/flag-rules.ts'
export type { Reading } from './triage/matter.ts'
export { type Trace, type Tried, type TriedService, trace } from './triage/trace.ts'

export type Asked = {
  readonly facts: Facts
  readonly text: string
  readonly language: string
}

/** The proposal for one submission: facts and the writer's own words in, category, flags and reasons out. */
export function propose(asked: Asked, readers: SignalReaders, voices: Voices): Triage {
  return explain(decide(asked.facts, readSignals(asked.text, asked.language, readers)), voices)
}
