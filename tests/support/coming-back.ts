import { eq } from 'drizzle-orm'
import { readEvents } from '#api/cases/events.ts'
import { saveEvents } from '#api/cases/save-events.ts'
import { holdCase, savingOf } from '#api/intake/way-back.ts'
import { openMail } from '#api/mail/outbox.ts'
import { outbox } from '#api/store/tables.ts'
import { CaseEvent, type EventKind, type EventOf } from '#schema/case/case.ts'
import { localDateOf } from '#schema/dates.ts'
import { Accepted } from '#schema/form/submission.ts'
import { englandAndWales } from '#schema/rules/days/working-days.ts'
import { aSubmission, browserOf, content, givenApp, postJson } from './app.ts'

const ONLY_CASE = 1

/** A new submission whose writer has come back: their browser, and what happens to the case meanwhile. */
export async function givenMessages(
  change: Parameters<typeof aSubmission>[0] = {},
  given: Parameters<typeof givenApp>[0] = {},
) {
  const app = await givenApp(given)
  const sent = await postJson(app, '/api/submissions', aSubmission(change))
  const { code, reference } = Accepted.parse(await sent.json())
  const browser = browserOf(app)
  const open = () => browser.post('/way-back', { code })
  await open()

  return {
    app,
    browser,
    code,
    reference,

    /** The page of messages, as text. */
    page: async () => (await browser.get('/way-back/messages')).text(),

    /** Days go by, and the writer comes back again. */
    async daysLater(days: number) {
      app.clock.forward(days * 24 * 60)
      await open()
    },

    /** What an officer, an advocate or the service adds to the case, in words of theirs. */
    async happens<K extends EventKind>(
      kind: K,
      data: EventOf<K>['data'],
      told: { readonly text?: string; readonly by?: CaseEvent['by'] } = {},
    ) {
      const [served] = app.authorities.all
      const held = served && (await holdCase(served, ONLY_CASE))
      if (!served || !held) throw new Error('there is no case')
      const at = app.clock()
      const by = told.by ?? 'officer:1'
      const event = CaseEvent.parse({ kind, data, at, on: localDateOf(at), by })
      const calendar = englandAndWales(content.bankHolidays)
      const parts = { served, calendar, clock: app.clock, publicUrl: 'http://localhost' }
      await saveEvents(savingOf(parts), held, { events: [{ event, text: told.text }] })
    },

    events: async () => (await readEvents(app.store, ONLY_CASE)).map(({ event }) => event),

    kinds: async () => (await readEvents(app.store, ONLY_CASE)).map(({ event }) => event.kind),

    /** Every mail of a kind that waits, as it will be sent. */
    async mails(kind: string) {
      const rows = await app.store.db.select().from(outbox).where(eq(outbox.kind, kind))
      return rows.map((row) => openMail(app.store, row.sealed))
    },
  }
}
