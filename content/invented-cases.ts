import { z } from 'zod'
import { Facts } from '#schema/triage/facts.ts'
import { ContentFaults, readShape } from './faults.ts'

/** How an invented case goes on once it was received. */
export const Life = z.enum([
  'unread',
  'urgent',
  'read',
  'acknowledged',
  'asked',
  'wrote-again',
  'late',
  'answered',
  'resolved',
  'thanked',
  'comment',
  'withdrawn',
  'held',
  'passed-on',
  'stage-2',
  'stage-3',
])
export type Life = z.infer<typeof Life>

const Said = z.enum([
  'acknowledged',
  'answered',
  'asked',
  'again',
  'not-happy',
  'report',
  'panel',
  'refused',
  'passed-on',
  'withdrawn',
  'to-change',
  'promised',
  'promise-told',
  'promise-kept',
  'changed',
  'you-said',
  'we-did',
  'point',
  'statement',
  'independent',
  'adjudicated',
  'responded',
  'mp',
  'data',
  'ombudsman',
  'ombudsman-answered',
  'ombudsman-decided',
  'remedy',
  'remedied',
])

const InventedCase = z.strictObject({
  life: Life,
  facts: Facts,
  story: z.string().min(1),
  name: z.string().optional(),
  about: z.string().optional(),
  /** They asked for an advocate, who has been in touch, or has not. */
  advocate: z.enum(['asked', 'reached']).optional(),
  /** What is said in this case alone, in place of what is said in all of them. */
  said: z.partialRecord(Said, z.string().min(1)).optional(),
})
export type InventedCase = z.infer<typeof InventedCase>

const InventedCases = z.strictObject({
  note: z.string(),
  cases: z.array(InventedCase).min(1),
  said: z.record(Said, z.string().min(1)),
})
export type InventedCases = z.infer<typeof InventedCases>

/** Invented cases, for demonstrations and practice. Throws with every fault of the file. */
export function readInventedCases(directory: string): InventedCases {
  const faults = new ContentFaults()
  const read = readShape(directory, 'invented-cases.json', InventedCases, faults)
  faults.throwIfAny()
  if (read === undefined) throw new Error('invented-cases.json was not read')
  return read
}
