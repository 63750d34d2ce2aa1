import { setImmediate } from 'node:timers/promises'
import { and, asc, eq, gt } from 'drizzle-orm'
import { alertLetters } from '#api/cases/alert.ts'
import { knowingOfCase } from '#api/cases/knowing-of-case.ts'
import { saveEvents } from '#api/cases/save-events.ts'
import { addressesFor } from '#api/cases/who-to-tell.ts'
import { wordsFor } from '#api/intake/asked.ts'
import { deskLink, toEach } from '#api/intake/letters.ts'
import { type HeldCase, holdCase, savingOf } from '#api/intake/way-back.ts'
import type { Letter } from '#api/mail/outbox.ts'
import { turnedNotice } from '#api/mail/templates.ts'
import { inbox, parts } from '#api/store/tables.ts'
import { CaseEvent, type EventOf } from '#schema/case/case.ts'
import { type LocalDate, localDateOf } from '#schema/dates.ts'
import { caseState } from '#schema/rules/case/case-state.ts'
import { nextDueOfPart } from '#schema/rules/clocks/clocks.ts'
import { concernsOutOfTime } from '#schema/rules/clocks/concern.ts'
import { localWords } from '#schema/words/local-words.ts'
import { sayDayFrom } from '#schema/words/spoken.ts'
import { sayConcernTurned } from './news.ts'
import { onCase } from './pages.ts'
import type { Upkeeping } from './upkeep.ts'

const CONCERNS_A_PAGE = 500

/**
 * Makes a stage 1 complaint of every concern whose promise ran out without being settled, dated from first
 * receipt. The inbox that now has to answer and the writer are told of it. Answers how many cases.
 */
export async function turnConcerns(upkeeping: Upkeeping): Promise<number> {
  const { signal, log, served, clock } = upkeeping
  const today = localDateOf(clock())
  let turned = 0
  let last = 0
  while (!signal.aborted) {
    const page = await concernsAfter(upkeeping, last)
    const end = page.at(-1)
    if (end === undefined) break
    for (const { caseId, reference, open, dueOn } of page) {
      if (open === 0 || dueOn >= today || signal.aborted) continue
      const isTurned = await onCase(upkeeping, reference, () => turn(upkeeping, caseId))
      if (isTurned !== true) continue
      log('info', 'concern-turned', { authority: served.store.slug, reference })
      turned += 1
    }
    last = end.caseId
    await setImmediate()
  }
  return turned
}

/** Cases with a concern, settled or not: what is open and late is picked from a page, not from the table. */
function concernsAfter({ served }: Upkeeping, last: number) {
  return served.store.db
    .selectDistinct({
      caseId: parts.caseId,
      reference: inbox.reference,
      open: inbox.open,
      dueOn: inbox.dueOn,
    })
    .from(parts)
    .innerJoin(inbox, eq(inbox.caseId, parts.caseId))
    .where(and(eq(parts.category, 'concern'), gt(parts.caseId, last)))
    .orderBy(asc(parts.caseId))
    .limit(CONCERNS_A_PAGE)
}

/** False when there is nothing to turn, or when somebody else was faster: the next round looks again. */
async function turn(upkeeping: Upkeeping, caseId: number): Promise<boolean> {
  const { served, calendar, clock } = upkeeping
  const held = await holdCase(served, caseId)
  if (held === undefined) return false
  const at = clock()
  const on = localDateOf(at)
  const before = held.kept.map(({ event }) => event)
  const events = concernsOutOfTime(before, on, served.profile, calendar).map((data) =>
    CaseEvent.parse({ kind: 'concern-not-resolved', data, at, on, by: 'earshot' }),
  )
  if (events.length === 0) return false
  const complaints = complaintsOf(upkeeping, [...before, ...events], events)
  const saved = await saveEvents(savingOf(upkeeping), held, {
    events: events.map((event, nth) => {
      const dueOn = complaints[nth]?.dueOn
      return { event, text: dueOn && sayConcernTurned(upkeeping, held, dueOn) }
    }),
    letters: await lettersOf(upkeeping, held, complaints),
  })
  return saved.ok
}

/** What a concern has become, and by when that is answered. */
type Complaint = EventOf<'concern-not-resolved'>['data'] & { readonly dueOn: LocalDate }

function complaintsOf(
  { served, calendar }: Upkeeping,
  all: readonly CaseEvent[],
  turning: readonly CaseEvent[],
): readonly Complaint[] {
  const { parts } = caseState(all)
  return turning.flatMap((event) => {
    if (event.kind !== 'concern-not-resolved') return []
    const part = parts.find(({ n }) => n === event.data.part)
    if (part === undefined) return []
    return [{ ...event.data, dueOn: nextDueOfPart(part, served.profile, calendar).dueOn }]
  })
}

/** The inbox of each new complaint, and the writer who left a blind address. */
async function lettersOf(
  upkeeping: Upkeeping,
  held: HeldCase,
  complaints: readonly Complaint[],
): Promise<readonly Letter[]> {
  const { served, content, clock } = upkeeping
  const { row, key } = held
  const { id: caseId, reference } = row
  const seq = held.kept.length
  const today = localDateOf(clock())
  const knowing = await knowingOfCase(served, content.names, { caseId, today })
  const notices = complaints.flatMap(({ part, becomes, dueOn }) =>
    toEach(
      addressesFor(served.profile.inboxes[becomes], knowing, served.profile),
      { kind: 'notice', about: `${reference}-${seq}-${part}`, caseId },
      (to) =>
        turnedNotice(localWords(content.words('en'), served.profile), {
          to,
          reference,
          category: becomes,
          dueOn: sayDayFrom(today, dueOn, 'en'),
          link: deskLink(upkeeping, reference),
        }),
    ),
  )
  const words = wordsFor(content, row.language)
  const alerts = key ? await alertLetters(served.store, { caseId, reference, seq, key }, words) : []
  return [...notices, ...alerts]
}
