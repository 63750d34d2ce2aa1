import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readEvents } from '#api/cases/events.ts'
import { saveEvents } from '#api/cases/save-events.ts'
import { holdCase, savingOf } from '#api/intake/way-back.ts'
import { silentLog } from '#api/log.ts'
import { inbox } from '#api/store/tables.ts'
import { rebuildInbox } from '#api/upkeep/rebuild-inbox.ts'
import { CaseEvent } from '#schema/case/case.ts'
import { mayFollow } from '#schema/rules/case/may-follow.ts'
import { inboxRow } from '#schema/rules/case/status.ts'
import { englandAndWales } from '#schema/rules/days/working-days.ts'
import { content } from '#tests/support/app.ts'
import { A_CONCERN, type GivenAuthority, givenAuthority } from './given.ts'

const calendar = englandAndWales(content.bankHolidays)

const assurances = {
  decider: 'officer:7',
  stillPossible: ['ombudsman'],
  reviewOn: '2029-01-08',
  advocacyReminder: true,
  ombudsmanLine: true,
}
const part = fc.constantFrom(1, 2)
const stage = fc.constantFrom(1, 2, 3)
const day = fc.integer({ min: 0, max: 700 }).map((days) => {
  return new Date(Date.parse('2026-11-23') + days * 86_400_000).toISOString().slice(0, 10)
})

/** What somebody might do to a case, possible or not: `mayFollow` says which. */
const happening = fc.oneof(
  fc.record({
    kind: fc.constantFrom('read', 'acknowledged', 'contact-made', 'advocate-contacted', 'closed'),
    data: fc.constant({}),
  }),
  fc.record({
    kind: fc.constantFrom('concern-resolved', 'hold-ended', 'thanks-passed-on', 'panel-met'),
    data: fc.record({ part }),
  }),
  fc.record({ kind: fc.constant('message-to-writer'), data: fc.record({ asks: fc.boolean() }) }),
  fc.constant({ kind: 'message-from-writer', data: { wish: null } }),
  fc.constant({ kind: 'reopened', data: { reason: 'more-information' } }),
  fc.constant({ kind: 'flagged', data: { flags: ['safeguarding'] } }),
  fc.record({
    kind: fc.constant('route-changed'),
    data: fc.record({
      part,
      to: fc.constantFrom('statutory', 'corporate', 'concern', 'comment'),
      reason: fc.constant('reads-otherwise'),
      assurances: fc.constant(assurances),
    }),
  }),
  fc.record({
    kind: fc.constant('held'),
    data: fc.record({
      part,
      scope: fc.constantFrom('whole', 'points'),
      reason: fc.constant('proceedings-prejudice'),
      assurances: fc.constant(assurances),
    }),
  }),
  fc.record({
    kind: fc.constant('concern-not-resolved'),
    data: fc.record({
      part,
      becomes: fc.constantFrom('statutory', 'corporate'),
      why: fc.constant('writer-not-happy'),
    }),
  }),
  fc.record({
    kind: fc.constant('extended'),
    data: fc.record({
      part,
      stage,
      ground: fc.constant('complex'),
      dueOn: day,
      agreed: fc.constant('yes'),
    }),
  }),
  fc.record({
    kind: fc.constant('stage-requested'),
    data: fc.record({ part, stage, because: fc.constantFrom('not-happy', 'late-answer') }),
  }),
  fc.record({
    kind: fc.constant('answered'),
    data: fc.record({
      part,
      stage: fc.constantFrom(null, 1, 2, 3),
      outcome: fc.constantFrom(null, 'upheld'),
    }),
  }),
  fc.record({
    kind: fc.constant('withdrawn'),
    data: fc.record({ part, who: fc.constant('writer') }),
  }),
)

async function rowsWrongIn(given: GivenAuthority): Promise<number> {
  const { served } = given
  const { signal } = new AbortController()
  return rebuildInbox({ served, calendar, signal, log: silentLog })
}

/** Adds what can follow, a day after each other. */
async function live(given: GivenAuthority, reference: string, happenings: readonly object[]) {
  const caseId = await given.caseId(reference)
  for (const each of happenings) {
    given.clock.forward(24 * 60)
    const at = given.clock()
    const event = CaseEvent.parse({ ...each, at, on: at.slice(0, 10), by: 'officer:7' })
    const held = await holdCase(given.served, caseId)
    if (held === undefined) throw new Error('there is no such case')
    const before = held.kept.map((kept) => kept.event)
    if (!mayFollow(before, event).ok) continue
    const saving = savingOf({ ...given, calendar, publicUrl: 'http://localhost' })
    await saveEvents(saving, held, { events: [{ event }] })
  }
  return caseId
}

test('the desk’s row of a case is what the rules say, whatever happened to it', async () => {
  const given = await givenAuthority()
  const openings = fc.constantFrom(
    { facts: {}, answers: {} },
    { facts: A_CONCERN, answers: {} },
    { facts: { also_thanks: 'yes' }, answers: { story: 'Nobody told me. But thank you, Sam!' } },
    { facts: {}, answers: { ask: 'advocate-only', advocate: { answer: 'yes' } } },
  )
  await fc.assert(
    fc.asyncProperty(openings, fc.array(happening, { maxLength: 12 }), async (sent, happenings) => {
      const { reference } = await given.receive(sent.facts, sent.answers)
      const caseId = await live(given, reference, happenings)
      const kept = await readEvents(given.store, caseId)
      const events = kept.map(({ event }) => event)
      const right = inboxRow(events, given.served.profile, calendar)
      expect(await given.row(reference)).toMatchObject(right)
    }),
    { numRuns: 60 },
  )
  expect(await rowsWrongIn(given)).toBe(0)
})

test('a row that stands otherwise is put right, and one that is gone comes back', async () => {
  const given = await givenAuthority()
  const { reference } = await given.receive()
  const gone = await given.receive()
  const right = await given.row(reference)
  const rightOfGone = await given.row(gone.reference)
  const { db } = given.store
  await given.store.write([
    db
      .update(inbox)
      .set({ category: 'comment', flags: ['mixed'], open: 0, dueOn: '2026-11-24' })
      .where(eq(inbox.reference, reference)),
    db.delete(inbox).where(eq(inbox.reference, gone.reference)),
  ])
  expect(await rowsWrongIn(given)).toBe(2)
  expect(await given.row(reference)).toEqual(right)
  expect(await given.row(gone.reference)).toEqual(rightOfGone)
  expect(await rowsWrongIn(given)).toBe(0)
})
