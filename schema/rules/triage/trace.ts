import type { Facts, Service } from '../../triage/facts.ts'
import { CATEGORY_RULES } from './category-rules.ts'
import { decide, servicesToRoute } from './decide.ts'
import { FLAG_RULES } from './flag-rules.ts'
import type { Reading } from './matter.ts'
import { type Condition, firstFailed } from './row.ts'

/** One rule tried. `failed` names the first condition that did not hold: `triage.condition.<id>.officer`. */
export type Tried =
  | { readonly rule: string; readonly fired: true; readonly source: string }
  | {
      readonly rule: string
      readonly fired: false
      readonly failed: string
      readonly source: string
    }

/** For each service the category rules in order, down to the one that fired. */
export type TriedService = { readonly service: Service; readonly tried: readonly Tried[] }

export type Trace = {
  readonly flags: readonly Tried[]
  readonly services: readonly TriedService[]
}

type AnyRow<Seen> = {
  readonly id: string
  readonly when: readonly Condition<Seen>[]
  readonly source: string
}

function tryRow<Seen>({ id, when, source }: AnyRow<Seen>, seen: Seen): Tried {
  const failed = firstFailed(when, seen)
  if (failed === undefined) return { rule: id, fired: true, source }
  return { rule: id, fired: false, failed: failed.id, source }
}

/** Every rule that was tried, whether it fired, and if not which condition failed. For officers. */
export function trace(facts: Facts, reading: Reading): Trace {
  const whole = { facts, reading, routes: decide(facts, reading).parts.length }
  const services = servicesToRoute(facts, reading).map((service) => {
    const all = CATEGORY_RULES.map((row) => tryRow(row, { facts, reading, service }))
    const fired = all.findIndex((tried) => tried.fired)
    return { service, tried: all.slice(0, fired + 1) }
  })
  return { flags: FLAG_RULES.map((row) => tryRow(row, whole)), services }
}
