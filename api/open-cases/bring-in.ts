import { eq } from 'drizzle-orm'
import { readEvents } from '#api/cases/events.ts'
import { saveEvents } from '#api/cases/save-events.ts'
import type { Served } from '#api/http/context.ts'
import { createReceive } from '#api/intake/receive.ts'
import { createTurnstile } from '#api/intake/turnstile.ts'
import { silentLog } from '#api/log.ts'
import { listOfficers, type Officer } from '#api/officers/officers.ts'
import { cases } from '#api/store/tables.ts'
import type { Content } from '#content/index.ts'
import type { Instant } from '#schema/dates.ts'
import { englandAndWales } from '#schema/rules/days/working-days.ts'
import { signalReaders } from '#schema/rules/signals/signals.ts'
import { type Planned, planOpenCase } from './plan.ts'
import { type RowFault, readOpenCases } from './read-rows.ts'

export type BringingIn = {
  readonly served: Served
  readonly content: Content
  readonly publicUrl: string
  readonly at: Instant
  readonly by: Officer
  /** `dry-run` finds every fault and writes nothing. */
  readonly mode: 'write' | 'dry-run'
}

/** What a case of the file is called here. The code opens its writer's page: for them alone. */
export type BroughtIn = { readonly ref: string; readonly reference: string; readonly code: string }

export type BroughtInAll =
  | { readonly ok: true; readonly cases: readonly BroughtIn[]; readonly found: number }
  | { readonly ok: false; readonly faults: readonly RowFault[] }

/**
 * Brings in cases that were open before, with their words, people and days: all rows are read first, and with any
 * fault none is brought in. The same file again is the same cases, also after it was cut short. No mail goes to anybody.
 */
export async function bringInOpenCases(bringing: BringingIn, text: string): Promise<BroughtInAll> {
  const { served, content, at, by } = bringing
  const { store, profile } = served
  const read = readOpenCases(text)
  if (!read.ok) return read
  const planning = {
    authority: profile.slug,
    content,
    readers: signalReaders(content.signals),
    at,
    by,
    officers: await listOfficers(store),
    keyOf: (ref: string) => store.keys.hash('open-case', ref).slice(0, 43),
  }
  const plans = read.rows.map(({ line, row }) => ({ line, row, plan: planOpenCase(row, planning) }))
  const faults = plans.flatMap(({ line, plan }): RowFault[] =>
    plan.ok ? [] : [{ line, column: plan.column, expected: plan.expected }],
  )
  if (faults.length > 0) return { ok: false, faults }
  if (bringing.mode === 'dry-run') return { ok: true, cases: [], found: plans.length }
  const receive = createReceive({
    content,
    readers: planning.readers,
    calendar: englandAndWales(content.bankHolidays),
    clock: () => at,
    log: silentLog,
    publicUrl: bringing.publicUrl,
    folders: [],
    floodGuards: new Map(),
    turnstile: createTurnstile(),
  })
  const brought: BroughtIn[] = []
  for (const { line, row, plan } of plans) {
    if (!plan.ok) continue
    const { body, entered } = plan.planned
    const outcome = await receive(served, body, { entered })
    if (!outcome.ok) {
      const expected =
        outcome.code === 'key-reused' ? 'what it was when it was brought in before' : outcome.code
      return { ok: false, faults: [{ line, column: 'ref', expected }] }
    }
    const { reference, code } = outcome.accepted
    await addHistory(bringing, reference, plan.planned)
    brought.push({ ref: row.ref, reference, code })
  }
  return { ok: true, cases: brought, found: plans.length }
}

/** What happened before it came here, once: whoever has worked on it since is not disturbed. */
async function addHistory(
  { served, content, at, publicUrl }: BringingIn,
  reference: string,
  { events }: Planned,
): Promise<void> {
  const { store, profile } = served
  const [row] = await store.db.select().from(cases).where(eq(cases.reference, reference))
  if (row === undefined) throw new Error('a case that was received is not there')
  const kept = await readEvents(store, row.id)
  if (kept.some(({ event }) => event.kind === 'noted')) return
  const key = await store.keys.caseKey(row.keyId)
  const calendar = englandAndWales(content.bankHolidays)
  const saving = { store, profile, calendar, at, publicUrl }
  const saved = await saveEvents(saving, { caseId: row.id, key, kept }, { events })
  if (!saved.ok) throw new Error(`the days of an open case were refused: ${saved.code}`)
}
