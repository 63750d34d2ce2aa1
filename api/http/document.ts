import { type DescribeRouteOptions, resolver } from 'hono-openapi'
import { z } from 'zod'
import { ErrorBody } from '#schema/errors.ts'

const JSON_TYPE = 'application/json'

/** What a JSON route takes and gives, for `/api/openapi.json`. */
export function jsonRoute(route: {
  readonly summary: string
  /** What stands behind the question mark. */
  readonly asks?: z.ZodObject
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
  if (route.asks !== undefined) described.parameters = parametersOf(route.asks)
  if (route.takes !== undefined)
    described.requestBody = {
      required: true,
      content: { [JSON_TYPE]: { schema: shapeOf(route.takes) } },
    }
  return described
}

const AS_SENT = { io: 'input', unrepresentable: 'any' } as const

/** The shape as it is sent, before texts are put into one form. */
function shapeOf(shape: z.ZodType) {
  return resolver(shape, AS_SENT)
}

function parametersOf(asks: z.ZodObject): NonNullable<DescribeRouteOptions['parameters']> {
  const { properties = {}, required = [] } = z.toJSONSchema(asks, AS_SENT)
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema: schema as object,
  }))
}

/** The body of a route that takes one file: its bytes alone, or as a browser's form sends it. */
export const A_FILE: NonNullable<DescribeRouteOptions['requestBody']> = {
  required: true,
  content: {
    'application/octet-stream': { schema: { type: 'string', format: 'binary' } },
    'multipart/form-data': {
      schema: { type: 'object', properties: { file: { type: 'string', format: 'binary' } } },
    },
  },
}
