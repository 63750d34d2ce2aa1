import { eq } from 'drizzle-orm'
import { onTestFinished } from 'vitest'
import { readEvents } from '#api/cases/events.ts'
import { saveEvents } from '#api/cases/save-events.ts'
import { caseOfCode, holdCase, lookBack, savingOf } from '#api/intake/way-back.ts'
import { createLog } from '#api/log.ts'
import { openMail } from '#api/mail/outbox.ts'
import type { Store } from '#api/store/store.ts'
import { cases, inbox, outbox } from '#api/store/tables.ts'
import { startUpkeep, type Upkeep } from '#api/upkeep/upkeep.ts'
import type { Content } from '#content/index.ts'
import type { OneOff } from '#schema/authority/bank-holidays.ts'
import { CaseEvent, type EventKind, type EventOf } from '#schema/case/case.ts'
import { type Instant, instant, localDateOf } from '#schema/dates.ts'
import { englandAndWales } from '#schema/rules/days/working-days.ts'
import { aSubmission, clockAt, content, givenApp, postJson } from '#tests/support/app.ts'

/** A young person who wants it put right quickly and no complaint made of it. */
export const A_CONCERN = { formal_choice: 'no', quick_fix: 'yes' } as const

/** The content with one bank holiday more, as somebody commits it when it is proclaimed. */
export function withHoliday(on: string): Content {
  const holiday: OneOff = { on: on as OneOff['on'], change: 'holiday', name: 'A jubilee' }
  const { bankHolidays } = content
  return {
    ...content,
    version: `with ${on}`,
    bankHolidays: { ...bankHolidays, oneOffs: [...bankHolidays.oneOffs, holiday] },
  }
}

/** One authority with a real store, a clock that stands still, and nobody yet who looks after it. */
export async function givenAuthority(
  given: {
    readonly slug?: string
    readonly at?: string
    readonly floodPerMinute?: number
    /** A folder with data in it, in place of an empty one. */
    readonly dataDir?: string
    readonly store?: (store: Store) => Store
  } = {},
) {
  const slug = given.slug ?? 'coventry'
  const clock = clockAt(instant(given.at ?? '2026-11-23T09:00:00.000Z'))
  const { floodPerMinute = 0, store: wrap = (store: Store) => store } = given
  const dataDirs = given.dataDir === undefined ? {} : { dataDirs: [given.dataDir] }
  const app = await givenApp({ slugs: [slug], clock, floodPerMinute, store: wrap, ...dataDirs })
  const { store } = app
  const [served] = app.authorities.all
  if (served === undefined) throw new Error('one authority is served')
  const logged: string[] = []

  return {
    app,
    store,
    clock,
    served,
    logged,

    /** Starts what the service does by itself, with this content. */
    async start(of: Content = content): Promise<Upkeep> {
      const upkeep = await startUpkeep({
        ...app,
        content: of,
        calendar: englandAndWales(of.bankHolidays),
        clock,
        log: createLog('debug', (line) => logged.push(line)),
        publicUrl: 'http://localhost',
      })
      onTestFinished(() => upkeep.stop())
      return upkeep
    },

    until(at: string) {
      clock.forward((Date.parse(at) - Date.parse(clock())) / 60_000)
    },

    /** Receives a submission and answers its reference and private code. */
    async receive(
      facts: Readonly<Record<string, unknown>> = {},
      answers: Readonly<Record<string, unknown>> = {},
    ): Promise<{ readonly reference: string; readonly code: string }> {
      const sent = aSubmission({ authority: slug, facts, answers })
      const answer = await postJson(app, '/api/submissions', sent)
      if (answer.status !== 201) throw new Error(await answer.text())
      return answer.json()
    },

    async caseId(reference: string): Promise<number> {
      const [row] = await store.db.select().from(cases).where(eq(cases.reference, reference))
      if (row === undefined) throw new Error('there is no such case')
      return row.id
    },

    /** What an officer, or somebody else, adds to a case. */
    async happens<K extends EventKind>(
      reference: string,
      kind: K,
      data: EventOf<K>['data'],
      by: CaseEvent['by'] = 'officer:1',
    ) {
      const held = await holdCase(served, await this.caseId(reference))
      if (held === undefined) throw new Error('there is no such case')
      const at = clock()
      const event = CaseEvent.parse({ kind, data, at, on: localDateOf(at), by })
      const calendar = englandAndWales(content.bankHolidays)
      const saving = savingOf({ served, calendar, clock, publicUrl: 'http://localhost' })
      const saved = await saveEvents(saving, held, { events: [{ event }] })
      if (!saved.ok) throw new Error(saved.code)
    },

    /** What happened to a case, oldest first. */
    async events(reference: string) {
      const kept = await readEvents(store, await this.caseId(reference))
      return kept.map(({ event }) => event)
    },

    /** Its row of the desk's list. */
    async row(reference: string) {
      const [row] = await store.db.select().from(inbox).where(eq(inbox.reference, reference))
      return row
    },

    /** Every mail that waits, as it will be sent. */
    async mails() {
      const rows = await store.db.select().from(outbox).orderBy(outbox.id)
      return rows.map((row) => ({ kind: row.kind, ...openMail(store, row.sealed) }))
    },

    /** What the writer reads on their page, under a calendar. */
    async wayBack(code: string, of: Content = content) {
      const caseId = await caseOfCode(served, code)
      const held = caseId === undefined ? undefined : await holdCase(served, caseId)
      if (held === undefined) throw new Error('the code opens nothing')
      const calendar = englandAndWales(of.bankHolidays)
      return lookBack({ served, calendar, clock: () => clock() as Instant }, held, 'en')
    },
  }
}

export type GivenAuthority = Awaited<ReturnType<typeof givenAuthority>>
