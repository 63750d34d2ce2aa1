import { statfs } from 'node:fs/promises'
import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import type { Calendar } from '#schema/rules/working-days.ts'
import type { Clock } from '../clock.ts'
import type { Store } from '../store/store.ts'
import { unconfirmedDates } from '../upkeep/unconfirmed-dates.ts'
import type { AppEnv } from './context.ts'
import { jsonRoute } from './document.ts'

/** Why a submission might not be accepted, a mail not arrive, or a date not stay: each has an owner. */
const Problem = z.enum(['database', 'disk', 'mail-late', 'bank-holidays-unconfirmed'])

const Health = z.strictObject({
  ok: z.boolean(),
  database: z.boolean(),
  disk: z.boolean(),
  mail: z.strictObject({ oldestUnsentSeconds: z.number() }),
  problems: z.array(Problem),
})
type Health = z.infer<typeof Health>

export type HealthParts = {
  readonly stores: readonly Store[]
  readonly dataDir: string
  readonly calendar: Calendar
  readonly clock: Clock
  readonly oldestUnsentSeconds: () => Promise<number>
}

/** Red below both: a small disk may be nearly full with room enough, a large one never. */
const LEAST_FREE_BYTES = 200 * 1024 * 1024
const LEAST_FREE_SHARE = 0.05
/** A quarter of an hour: then an officer may not know of a child who waits. */
const MAIL_LATE_SECONDS = 900
const PROBE_MS = 2_000

/** `GET /api/health`: 200 while a submission can be accepted, else 503 with the same shape. */
export function healthRoutes(parts: HealthParts): Hono<AppEnv> {
  const probe = remembered(() => examine(parts), PROBE_MS)
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
      const health = await probe()
      return c.json(health, health.ok ? 200 : 503)
    },
  )
}

async function examine(parts: HealthParts): Promise<Health> {
  const [stores, disk, waiting, unconfirmed] = await Promise.all([
    Promise.all(parts.stores.map((store) => store.healthy().catch(() => false))),
    hasRoom(parts.dataDir),
    parts.oldestUnsentSeconds().catch(() => 0),
    Promise.all(
      parts.stores.map((store) => unconfirmedDates(store, parts.calendar).catch(() => 0)),
    ),
  ])
  const database = stores.every(Boolean)
  const problems: Health['problems'] = []
  if (!database) problems.push('database')
  if (!disk) problems.push('disk')
  if (waiting > MAIL_LATE_SECONDS) problems.push('mail-late')
  if (unconfirmed.some((dates) => dates > 0)) problems.push('bank-holidays-unconfirmed')
  return {
    ok: database && disk,
    database,
    disk,
    mail: { oldestUnsentSeconds: waiting },
    problems,
  }
}

async function hasRoom(dataDir: string): Promise<boolean> {
  const { bavail, blocks, bsize } = await statfs(dataDir)
  return bavail * bsize > LEAST_FREE_BYTES || bavail > blocks * LEAST_FREE_SHARE
}

/** Asks once for everybody who asks within this time. */
function remembered<T>(ask: () => Promise<T>, forMs: number): () => Promise<T> {
  let answer: Promise<T> | undefined
  let until = 0
  return () => {
    const now = performance.now()
    if (answer === undefined || now > until) {
      answer = ask()
      until = now + forMs
    }
    return answer
  }
}
