import { z } from 'zod'

/**
 * Every refusal a caller can meet. Codes are stable for ever; `api/http/errors.ts` alone gives them
 * a status, `content/words` alone gives them words.
 */
export const ErrorCode = z.enum([
  'bad-request',
  'not-json',
  'too-large',
  'unknown-authority',
  'not-found',
  'unknown-code',
  'refused-origin',
  'sign-in-needed',
  'not-allowed',
  'invalid-fields',
  'key-reused',
  'out-of-date',
  'reason-needed',
  'slow-down',
  'busy',
  'store-unavailable',
  'fault',
])
export type ErrorCode = z.infer<typeof ErrorCode>

/** Which field, and which words to show for it. Never what was typed. */
export const FieldFault = z.strictObject({
  field: z.string(),
  code: z.string(),
  allowed: z.array(z.string()).optional(),
})
export type FieldFault = z.infer<typeof FieldFault>

export const ErrorBody = z.strictObject({
  error: z.strictObject({ code: ErrorCode, fields: z.array(FieldFault).optional() }),
})
export type ErrorBody = z.infer<typeof ErrorBody>

/** A refusal that the field expects is a value; a fault is thrown. */
export type Refusal = {
  readonly ok: false
  readonly code: ErrorCode
  readonly fields?: readonly FieldFault[]
}

export function refuse(code: ErrorCode, fields?: readonly FieldFault[]): Refusal {
  return fields === undefined ? { ok: false, code } : { ok: false, code, fields }
}

/** Makes a closed list closed: a new case that no `switch` handles does not compile. */
export function assertNever(value: never): never {
  throw new Error(`no case for ${JSON.stringify(value)}`)
}
