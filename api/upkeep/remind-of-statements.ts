import { and, eq } from 'drizzle-orm'
import { alertLetters } from '#api/cases/alert.ts'
import { holdsCode } from '#api/cases/list.ts'
import { saveEvents } from '#api/cases/save-events.ts'
import { wordsFor } from '#api/intake/asked.ts'
import { holdCase, savingOf } from '#api/intake/way-back.ts'
import { inbox } from '#api/store/tables.ts'
import { CaseEvent } from '#schema/case/case.ts'
import { localDateOf } from '#schema/dates.ts'
import { caseState } from '#schema/rules/case/case-state.ts'
import { statementRemindersDue } from '#schema/rules/case/statement-reminder.ts'
import { inPages, onCase } from './pages.ts'
import type { Upkeeping } from './upkeep.ts'

/**
 * Reminds everybody whose statement of complaint waits for their yes or their changes, twice at most, by the line
 * that says only that there is a message. Of whoever left no address it is noted that they could not be: it is an
 * officer's turn. Answers how many cases.
 */
export async function remindOfStatements(upkeeping: Upkeeping): Promise<number> {
  const { served, signal } = upkeeping
  const waiting = await served.store.db
    .select({ caseId: inbox.caseId, reference: inbox.reference })
    .from(inbox)
    .where(and(eq(inbox.open, 1), holdsCode(inbox.flags, 'statement-waits')))
  let reminded = 0
  await inPages(waiting, signal, async (page) => {
    for (const { caseId, reference } of page) {
      const isReminded = await onCase(upkeeping, reference, () => remind(upkeeping, caseId))
      if (isReminded === true) reminded += 1
    }
  })
  return reminded
}

/** False when no reminder is due, or when something else happened meanwhile: the next round looks again. */
async function remind(upkeeping: Upkeeping, caseId: number): Promise<boolean> {
  const { served, calendar, clock, content, log } = upkeeping
  const held = await holdCase(served, caseId)
  const key = held?.key
  if (held === undefined || key === undefined) return false
  const { row, kept } = held
  const at = clock()
  const on = localDateOf(at)
  const state = caseState(kept.map(({ event }) => event))
  const due = statementRemindersDue(state, on, calendar)
  if (due.length === 0) return false
  const { reference } = row
  const words = wordsFor(content, row.language)
  const about = { caseId, reference, seq: kept.length, key }
  const letters = await alertLetters(served.store, about, words)
  const alert = letters.length > 0
  const events = due.map((part) => ({
    event: CaseEvent.parse({
      kind: 'statement-reminded',
      data: { part, alert },
      at,
      on,
      by: 'earshot',
    }),
  }))
  const saved = await saveEvents(savingOf(upkeeping), held, { events, letters })
  if (saved.ok) log('info', 'statement-reminded', { authority: served.store.slug, reference })
  return saved.ok
}
