import { and, eq, lt } from 'drizzle-orm'
import type { Content } from '#content/index.ts'
import { CaseEvent } from '#schema/case.ts'
import { localDateOf } from '#schema/dates.ts'
import { concernsOutOfTime } from '#schema/rules/concern.ts'
import { inboxRow } from '#schema/rules/status.ts'
import { inbox, parts } from '../store/tables.ts'
import { addEvents, type NewEvent } from './add-events.ts'
import { lettersOf } from './letters.ts'
import { type HeldCase, holdCase, type LookingBack } from './way-back.ts'

export type TurningConcerns = LookingBack & {
  readonly content: Content
  readonly publicUrl: string
}

/**
 * Makes a complaint of every concern whose promise ran out without being settled, dated from first
 * receipt, and tells the inbox that now has to answer. Answers how many.
 */
export async function turnConcerns(turning: TurningConcerns): Promise<number> {
  const { served, clock } = turning
  const today = localDateOf(clock())
  const rows = await served.store.db
    .selectDistinct({ caseId: inbox.caseId })
    .from(inbox)
    .innerJoin(parts, eq(parts.caseId, inbox.caseId))
    .where(and(eq(inbox.open, 1), eq(parts.category, 'concern'), lt(inbox.dueOn, today)))
  let turned = 0
  for (const { caseId } of rows) {
    const held = await holdCase(served, caseId)
    if (held !== undefined && (await turn(turning, held))) turned += 1
  }
  return turned
}

async function turn(turning: TurningConcerns, held: HeldCase): Promise<boolean> {
  const { served, calendar, clock, content, publicUrl } = turning
  const [at, today] = [clock(), localDateOf(clock())]
  const before = held.kept.map(({ event }) => event)
  const events = concernsOutOfTime(before, today, served.profile, calendar).map(
    (data): NewEvent => ({
      event: CaseEvent.parse({
        kind: 'concern-not-resolved',
        data,
        at,
        on: today,
        by: 'earshot',
      }),
      text: undefined,
    }),
  )
  if (events.length === 0) return false
  const row = inboxRow([...before, ...events.map(({ event }) => event)], served.profile, calendar)
  const letters = lettersOf(
    {
      caseId: held.row.id,
      at,
      ask: undefined,
      accepted: {
        reference: held.row.reference,
        category: row.category,
        flags: [],
        receivedOn: today,
        dueOn: row.dueOn,
        contactBy: null,
      },
    },
    { served, calendar, words: content.words('en'), publicUrl },
  ).map((letter) => ({ ...letter, about: `${letter.about}.${before.length + events.length}` }))
  return addEvents(turning, held, { events, letters })
}
