import { z } from 'zod'
import { HookCall } from './calls.ts'
import { SYSTEM_KEY } from './figures-route.ts'

const HEADERS = [
  { name: 'webhook-id', description: 'The same for every attempt at this call' },
  { name: 'webhook-timestamp', description: 'Seconds since 1970, of this attempt' },
  {
    name: 'webhook-signature',
    description:
      '`v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`, as standardwebhooks.com has it',
  },
] as const

/** What `/api/openapi.json` says of keys, and of the calls that we make to other systems. */
export const SYSTEMS_DOCUMENT = {
  components: {
    securitySchemes: {
      [SYSTEM_KEY]: {
        type: 'http' as const,
        scheme: 'bearer',
        description: 'A key that an administrator or manager made at the desk',
      },
    },
  },
  webhooks: {
    case: {
      post: {
        summary:
          'A case was received or closed: its reference and codes, nothing that anybody wrote',
        parameters: HEADERS.map((header) => ({
          ...header,
          in: 'header' as const,
          required: true,
          schema: { type: 'string' as const },
        })),
        requestBody: {
          required: true,
          content: { 'application/json': { schema: callSchema() } },
        },
        responses: {
          '2XX': {
            description:
              'It was taken. Anything else, and it comes again, with longer and longer pauses, for three days',
          },
        },
      },
    },
  },
}

function callSchema(): object {
  const { $schema: _, ...schema } = z.toJSONSchema(HookCall, {
    io: 'input',
    unrepresentable: 'any',
  })
  return schema
}
