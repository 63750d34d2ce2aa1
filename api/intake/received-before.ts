import { createHash } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { type Refusal, refuse } from '#schema/errors.ts'
import { Accepted, type SubmissionBody } from '#schema/form/submission.ts'
import type { Served } from '../http/context.ts'
import { cases, submissions } from '../store/tables.ts'
import { privateCodeFor } from './private-code.ts'
import type { Submitted } from './submitted.ts'

/** What a sender is answered. `isNew`: false where the same came before. */
export type Outcome =
  | { readonly ok: true; readonly isNew: boolean; readonly accepted: Accepted }
  | Refusal

/** What was answered the first time, or undefined when this key is new. */
export async function receivedBefore(
  served: Served,
  body: SubmissionBody,
  bodyHash: string,
): Promise<Outcome | undefined> {
  const { store, profile } = served
  const [row] = await store.db
    .select({ sealed: submissions.sealed, bodyHash: submissions.bodyHash, keyId: cases.keyId })
    .from(submissions)
    .innerJoin(cases, eq(cases.id, submissions.caseId))
    .where(eq(submissions.idempotencyKey, body.idempotencyKey))
  if (row === undefined) return undefined
  if (row.bodyHash !== bodyHash) return refuse('key-reused')
  const key = await store.keys.caseKey(row.keyId)
  if (key === undefined) return refuse('not-found')
  const submitted = JSON.parse(key.open(row.sealed).toString()) as Submitted
  const code = privateCodeFor(store.keys, profile.slug, body.idempotencyKey)
  return {
    ok: true,
    isNew: false,
    accepted: Accepted.parse({ ...submitted.accepted, code }),
  }
}

/** Told apart by a keyed hash of the body in one order: nothing of the body can be guessed from it. */
export function hashOfBody(served: Served, body: SubmissionBody): string {
  const digest = createHash('sha256').update(canonical(body)).digest('base64url')
  return served.store.keys.hash('submission-body', digest)
}

/** The same values in the same order of keys, however they were sent. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).filter(([, each]) => each !== undefined)
  entries.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(',')}}`
}
