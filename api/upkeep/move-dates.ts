import type { KeptEvent } from '#api/cases/events.ts'
import { saveEvents } from '#api/cases/save-events.ts'
import { type HeldCase, holdCase, savingOf } from '#api/intake/way-back.ts'
import type { Profile } from '#schema/authority/profile.ts'
import { CaseEvent, type EventOf } from '#schema/case/case.ts'
import { type LocalDate, localDateOf } from '#schema/dates.ts'
import { inboxRow } from '#schema/rules/case/status.ts'
import { movedDates } from '#schema/rules/clocks/moved-dates.ts'
import { type Calendar, englandAndWales } from '#schema/rules/days/working-days.ts'
import {
  type Change,
  haveSameHolidays,
  type KeptBasis,
  keepDateBasis,
  readDateBasis,
} from './date-basis.ts'
import { sayDayMoved } from './news.ts'
import { type ListedCase, onCase, pagesOfCases } from './pages.ts'
import { eventsOf, rebuildRows } from './rebuild-inbox.ts'
import type { Upkeeping } from './upkeep.ts'

/** Somebody may write to a case while its date is being moved. */
const ATTEMPTS = 5

/**
 * Takes what changed in the content through all cases: each open part that falls due on another day since
 * bank holidays changed says so, and every row of the desk's list is worked out anew. A page of cases at a
 * time, each marked as done: after a crash it goes on where it was. Answers how many cases were told.
 */
export async function moveDates(upkeeping: Upkeeping): Promise<number> {
  const { served, signal, log } = upkeeping
  let moved = 0
  for (;;) {
    const kept = await readDateBasis(served.store)
    const [change] = kept?.changes ?? []
    if (kept === undefined || change === undefined || signal.aborted) break
    moved += await takeThrough(upkeeping, kept, change)
  }
  if (moved > 0) log('info', 'dates-moved', { authority: served.store.slug, count: moved })
  return moved
}

/** The bank holidays of before and after; null when only other content changed. */
type Calendars = { readonly before: Calendar; readonly after: Calendar } | null

async function takeThrough(
  upkeeping: Upkeeping,
  { basis, changes }: KeptBasis,
  change: Change,
): Promise<number> {
  const { served, signal } = upkeeping
  const after = englandAndWales(change.to)
  const calendars = haveSameHolidays(basis, change.to)
    ? null
    : { before: englandAndWales(basis), after }
  const later = changes.slice(1)
  let moved = 0
  for await (const page of pagesOfCases(served.store, change.through, signal)) {
    const events = await eventsOf(upkeeping, page)
    const told = await tellPage(upkeeping, page, events, { change, calendars })
    moved += told.size
    const others = page.filter(({ caseId }) => !told.has(caseId))
    await rebuildRows({ ...upkeeping, calendar: after }, others, events)
    const through = page.at(-1)?.caseId ?? change.through
    await keepDateBasis(served.store, { basis, changes: [{ ...change, through }, ...later] })
  }
  if (!signal.aborted) await keepDateBasis(served.store, { basis: change.to, changes: later })
  return moved
}

/** Answers which cases say now that a date of theirs moved: their rows were written with it. */
async function tellPage(
  upkeeping: Upkeeping,
  page: readonly ListedCase[],
  events: ReadonlyMap<number, readonly KeptEvent[]>,
  { change, calendars }: { readonly change: Change; readonly calendars: Calendars },
): Promise<ReadonlySet<number>> {
  const told = new Set<number>()
  if (calendars === null) return told
  for (const { caseId, reference, row } of page) {
    if (row?.open === 0) continue
    const isTold = await onCase(upkeeping, reference, async () => {
      const kept = events.get(caseId) ?? []
      const moves = movesOf(kept, upkeeping.served.profile, change, calendars)
      return moves.length > 0 && (await tell(upkeeping, caseId, change, calendars))
    })
    if (isTold === true) told.add(caseId)
  }
  return told
}

type Move = EventOf<'calendar-changed'>['data']

/**
 * The moves to be written: of dates that were given before the change, that still stand, and that the case
 * does not say yet.
 */
function movesOf(
  kept: readonly KeptEvent[],
  profile: Profile,
  { afterSeq }: Change,
  { before, after }: NonNullable<Calendars>,
): readonly Move[] {
  const given = kept.filter(({ seq }) => seq <= afterSeq)
  if (given.length === 0) return []
  const movesIn = (list: readonly KeptEvent[]) => movedDates(happened(list), profile, before, after)
  const stand = new Set(movesIn(kept).map(nameOf))
  const said = new Set(
    kept
      .filter(({ seq }) => seq > afterSeq)
      .flatMap(({ event }) => (event.kind === 'calendar-changed' ? [nameOf(event.data)] : [])),
  )
  return movesIn(given).filter((move) => stand.has(nameOf(move)) && !said.has(nameOf(move)))
}

function happened(kept: readonly KeptEvent[]): readonly CaseEvent[] {
  return kept.map(({ event }) => event)
}

/** `1 2026-12-07 2026-12-08` */
function nameOf({ part, from, to }: Move): string {
  return `${part} ${from} ${to}`
}

async function tell(
  upkeeping: Upkeeping,
  caseId: number,
  change: Change,
  calendars: NonNullable<Calendars>,
): Promise<boolean> {
  const { served, clock } = upkeeping
  const at = clock()
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const held = await holdCase(served, caseId)
    if (held === undefined) return false
    const moves = movesOf(held.kept, served.profile, change, calendars)
    if (moves.length === 0) return false
    const text = textOf(upkeeping, held, calendars)
    const events = moves.map((data, nth) => ({
      event: CaseEvent.parse({
        kind: 'calendar-changed',
        data,
        at,
        on: localDateOf(at),
        by: 'earshot',
      }),
      text: nth === 0 ? text : undefined,
    }))
    const saving = savingOf({ ...upkeeping, calendar: calendars.after })
    const saved = await saveEvents(saving, held, { events })
    if (saved.ok) return true
  }
  throw new Error('a case changed each time its date was moved')
}

/** Said to the writer when it is the day they were given that moved, not one of a part behind it. */
function textOf(
  upkeeping: Upkeeping,
  held: HeldCase,
  { before, after }: NonNullable<Calendars>,
): string | undefined {
  const dueOn = (calendar: Calendar): LocalDate =>
    inboxRow(happened(held.kept), upkeeping.served.profile, calendar).dueOn
  const [from, to] = [dueOn(before), dueOn(after)]
  return from === to ? undefined : sayDayMoved(upkeeping, held, { from, to })
}
