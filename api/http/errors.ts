import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { ErrorBody, ErrorCode, FieldFault, Refusal } from '#schema/errors.ts'
import type { Context } from './context.ts'

/** The only place where a code becomes a status. */
const STATUS: Record<ErrorCode, ContentfulStatusCode> = {
  'bad-request': 400,
  'not-json': 415,
  'too-large': 413,
  'unknown-authority': 404,
  'not-found': 404,
  'unknown-code': 404,
  'refused-origin': 403,
  'sign-in-needed': 401,
  'not-allowed': 403,
  'invalid-fields': 422,
  'key-reused': 409,
  'out-of-date': 409,
  'reason-needed': 422,
  'slow-down': 429,
  busy: 503,
  'store-unavailable': 503,
  fault: 500,
}

/** Seconds after which a busy service is worth another try. */
export const RETRY_AFTER_SECONDS = 5

/** `statusOf('key-reused')` → `409` */
export function statusOf(code: ErrorCode): ContentfulStatusCode {
  return STATUS[code]
}

/** Answers a program with a code of the closed list, and nothing of what it sent. */
export function errorResponse(
  c: Context,
  code: ErrorCode,
  fields?: readonly FieldFault[],
): Response {
  const body: ErrorBody = { error: fields === undefined ? { code } : { code, fields: [...fields] } }
  if (statusOf(code) === 503) c.header('Retry-After', String(RETRY_AFTER_SECONDS))
  return c.json(body, statusOf(code))
}

/** Answers a program with a refusal that a rule or an act returned. */
export function refusalResponse(c: Context, refusal: Refusal): Response {
  return errorResponse(c, refusal.code, refusal.fields)
}
