import type { Facts } from '../../triage/facts.ts'
import type { Triage } from '../../triage/triage.ts'
import { readSignals, type SignalReaders } from '../signals/signals.ts'
import { decide } from './decide.ts'
import { explain, type Voices } from './explain.ts'

export { CATEGORY_RULES } from './category-rules.ts'
export { type Decision, decide } from './decide.ts'
export { explain, type Voices } from './explain.ts'
export { FLAG_RULES } from './flag-rules.ts'
export type { Reading } from './matter.ts'
export { type Trace, type Tried, type TriedService, trace } from './trace.ts'

export type Asked = {
  readonly facts: Facts
  readonly text: string
  readonly language: string
}

/** The proposal for one submission: facts and the writer's own words in, category, flags and reasons out. */
export function propose(asked: Asked, readers: SignalReaders, voices: Voices): Triage {
  return explain(decide(asked.facts, readSignals(asked.text, asked.language, readers)), voices)
}
