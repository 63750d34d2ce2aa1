import { z } from 'zod'
import { Category, Flag, Signal } from '../vocabulary.ts'
import { Service } from './facts.ts'

/** Why triage says what it says, for both readers, with the law or report it rests on. */
export const Reason = z.strictObject({
  rule: z.string(),
  officer: z.string(),
  writer: z.string(),
  source: z.string(),
})
export type Reason = z.infer<typeof Reason>

export const TriagePart = z.strictObject({
  category: Category,
  services: z.array(Service),
})
export type TriagePart = z.infer<typeof TriagePart>

/** A proposal. The machine proposes; a named officer decides. */
export const Triage = z.strictObject({
  category: Category,
  flags: z.array(Flag),
  rule: z.string(),
  signals: z.array(Signal),
  reasons: z.array(Reason),
  parts: z.array(TriagePart).min(1),
})
export type Triage = z.infer<typeof Triage>
