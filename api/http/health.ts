import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import { Problem } from '#schema/desk/problems.ts'
import type { Seen, Watch } from '../watch/watch.ts'
import type { AppEnv } from './context.ts'
import { jsonRoute } from './document.ts'

const Health = z.strictObject({
  ok: z.boolean(),
  database: z.boolean(),
  disk: z.boolean(),
  mail: z.strictObject({ oldestUnsentSeconds: z.number() }),
  problems: z.array(Problem),
})
type Health = z.infer<typeof Health>

/** `GET /api/health`: 200 while a submission can be accepted, else 503 with the same shape. */
export function healthRoutes(watch: Pick<Watch, 'look'>): Hono<AppEnv> {
  return new Hono<AppEnv>().get(
    '/api/health',
    describeRoute(
      jsonRoute({
        summary: 'Whether a submission can be accepted now',
        gives: {
          200: { what: 'It can', shape: Health },
          503: { what: 'It can not', shape: Health },
        },
        refuses: [],
      }),
    ),
    async (c) => {
      const health = healthOf(await watch.look())
      return c.json(health, health.ok ? 200 : 503)
    },
  )
}

/** A problem of two authorities is one: health is asked by a machine that knows the service as a whole. */
function healthOf({ shared, own, oldestUnsentSeconds }: Seen): Health {
  const database = !shared.includes('database')
  const disk = !shared.includes('disk')
  return {
    ok: database && disk,
    database,
    disk,
    mail: { oldestUnsentSeconds },
    problems: [...new Set([...shared, ...[...own.values()].flat()])],
  }
}
