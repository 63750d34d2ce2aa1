import type { z } from 'zod'
import { type FieldFault, type Refusal, refuse } from '#schema/errors.ts'

type Issue = z.core.$ZodIssue
type FieldsOf = (path: string) => readonly string[] | undefined

/** A caller's own field name is named back only when it looks like one: nobody's words come back. */
const NAME = /^[A-Za-z][\w-]{0,63}$/
const MOST_FAULTS = 50
/** Codes that our own schemas give as the message of a refinement. */
const OUR_CODE = /^[a-z]+(-[a-z]+)*$/

/**
 * Parses what a program sent. A refusal says which fields to mend, each with a code and the values
 * allowed, never with what was sent. `fieldsOf` answers the names allowed at a path, for a field that
 * nobody knows.
 */
export function parseStrictly<T>(
  shape: z.ZodType<T>,
  sent: unknown,
  fieldsOf: FieldsOf = () => undefined,
): { readonly ok: true; readonly value: T } | Refusal {
  const read = shape.safeParse(sent, { reportInput: true })
  if (read.success) return { ok: true, value: read.data }
  const faults = read.error.issues.flatMap((issue) => faultsOf(issue, fieldsOf))
  return refuse('invalid-fields', faults.slice(0, MOST_FAULTS))
}

function faultsOf(issue: Issue, fieldsOf: FieldsOf): FieldFault[] {
  const path = issue.path.map(String)
  const field = path.join('.')
  if (issue.code === 'unrecognized_keys') {
    const allowed = allowing(fieldsOf(field))
    return issue.keys.map((key) => ({
      field: NAME.test(key) ? [...path, key].join('.') : field,
      code: 'unknown-field',
      ...allowed,
    }))
  }
  const allowed = allowing(valuesAllowed(issue))
  return [{ field, code: codeOf(issue), ...allowed }]
}

function codeOf(issue: Issue): string {
  if (issue.input === undefined) return 'missing'
  if (OUR_CODE.test(issue.message)) return issue.message
  switch (issue.code) {
    case 'invalid_type':
      return 'wrong-type'
    case 'invalid_value':
    case 'invalid_union':
      return 'unknown-value'
    case 'too_big':
      return 'too-long'
    case 'too_small':
      return 'too-short'
    default:
      return 'not-like-this'
  }
}

function valuesAllowed(issue: Issue): readonly string[] | undefined {
  if (issue.code === 'invalid_value') return issue.values.map(String)
  if (issue.code !== 'invalid_union') return undefined
  return issue.errors
    .flat()
    .map(valuesAllowed)
    .find((values) => values !== undefined)
}

function allowing(values: readonly string[] | undefined): { allowed?: string[] } {
  return values === undefined ? {} : { allowed: [...values] }
}
