import { type DescribeRouteOptions, resolver } from 'hono-openapi'
import type { z } from 'zod'
import { ErrorBody } from '#schema/errors.ts'

const JSON_TYPE = 'application/json'

/** What a JSON route takes and gives, for `/api/openapi.json`. */
export function jsonRoute(route: {
  readonly summary: string
  readonly takes?: z.ZodType
  readonly gives: Readonly<Record<number, { readonly what: string; readonly shape: z.ZodType }>>
  /** Statuses of refusals, each with the error body. */
  readonly refuses: readonly number[]
}): DescribeRouteOptions {
  const responses: NonNullable<DescribeRouteOptions['responses']> = {}
  for (const [status, { what, shape }] of Object.entries(route.gives))
    responses[status] = { description: what, content: { [JSON_TYPE]: { schema: shapeOf(shape) } } }
  for (const status of route.refuses)
    responses[status] = {
      description: 'Refused, with a code of a closed list',
      content: { [JSON_TYPE]: { schema: shapeOf(ErrorBody) } },
    }
  const described: DescribeRouteOptions = { summary: route.summary, responses }
  if (route.takes !== undefined)
    described.requestBody = {
      required: true,
      content: { [JSON_TYPE]: { schema: shapeOf(route.takes) } },
    }
  return described
}

/** The shape as it is sent, before texts are put into one form. */
function shapeOf(shape: z.ZodType) {
  return resolver(shape, { io: 'input', unrepresentable: 'any' })
}
