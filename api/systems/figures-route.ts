import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import type { Clock } from '#api/clock.ts'
import type { AppEnv } from '#api/http/context.ts'
import { jsonRoute } from '#api/http/document.ts'
import { errorResponse } from '#api/http/errors.ts'
import { makeReport } from '#api/reports/make-report.ts'
import { PrintedReport } from '#api/reports/print.ts'
import type { Content } from '#content/index.ts'
import { LocalDate, localDateOf } from '#schema/dates.ts'
import { Period } from '#schema/report/report.ts'
import { yearOf } from '#schema/rules/report/year.ts'
import { KeyScope, scopeOfKey } from './keys.ts'

/** The name of the way to prove who asks, in `/api/openapi.json`. */
export const SYSTEM_KEY = 'systemKey'

const Asked = z.strictObject({
  from: LocalDate,
  to: LocalDate,
  /** As anyone may read them, unless said. `officers` needs a key that opens it. */
  readers: z.enum(['public', 'officers']).default('public'),
})

const FAULT_FIELDS = ['from', 'to', 'readers'] as const

type Parts = { readonly content: Content; readonly clock: Clock }

/** `GET /api/report`: the tables of a period for other systems, by a key that was made at the desk. */
export function figuresRoute({ content, clock }: Parts): Hono<AppEnv> {
  return new Hono<AppEnv>().get(
    '/api/report',
    describeRoute({
      ...jsonRoute({
        summary:
          'The tables of the yearly report, for another system. As the public reads them: of a year from April to March that has ended',
        asks: Asked,
        gives: { 200: { what: 'Every table of the period', shape: PrintedReport } },
        refuses: [401, 403, 404, 422],
      }),
      security: [{ [SYSTEM_KEY]: [] }],
    }),
    async (c) => {
      const served = c.get('served')
      if (served === undefined) return errorResponse(c, 'unknown-authority')
      const key = /^Bearer (\S{1,200})$/.exec(c.req.header('Authorization') ?? '')?.[1]
      const scope = key === undefined ? undefined : await scopeOfKey(served.store, key, clock())
      if (scope === undefined) {
        c.header('WWW-Authenticate', 'Bearer')
        return errorResponse(c, 'sign-in-needed')
      }
      const asked = Asked.safeParse(c.req.query())
      const period = Period.safeParse({ from: asked.data?.from, to: asked.data?.to })
      if (!asked.success || !period.success) {
        const named = new Set((asked.error ?? period.error)?.issues.map(({ path }) => path[0]))
        const fields = FAULT_FIELDS.filter((field) => named.has(field))
        return errorResponse(
          c,
          'invalid-fields',
          (fields.length > 0 ? fields : ['to']).map((field) => ({ field, code: 'invalid' })),
        )
      }
      const { readers } = asked.data
      if (readers === 'officers' && scope !== KeyScope.enum['officers-figures']) {
        return errorResponse(c, 'not-allowed')
      }
      // Whoever may ask for any days takes one answer from another: what is left is the few of a single day.
      const hasEnded = period.data.to < localDateOf(clock())
      if (readers === 'public' && (yearOf(period.data) === null || !hasEnded)) {
        return errorResponse(c, 'invalid-fields', [{ field: 'to', code: 'whole-year' }])
      }
      const words = content.words('en')
      const wanted = { ...served, content, words, period: period.data, readers }
      return c.json((await makeReport(wanted)).report)
    },
  )
}
