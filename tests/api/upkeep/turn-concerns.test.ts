import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { type Store, StoreBusy } from '#api/store/store.ts'
import { cases, events, inbox, parts } from '#api/store/tables.ts'
import { CaseEvent } from '#schema/case/case.ts'
import { A_CONCERN, type GivenAuthority, givenAuthority } from './given.ts'

/** Due on the day, of which the end is still in time; a complaint in the first round of the next. */
const IN_TIME = 'T23:59:00.000Z'
const TOO_LATE = 'T00:01:00.000Z'

function turnings(of: readonly CaseEvent[]): readonly CaseEvent[] {
  return of.filter(({ kind }) => kind === 'concern-not-resolved')
}

describe('a concern that is not settled in time', () => {
  test.each([
    ['oxfordshire', 'in 48 hours', '2026-11-23', '2026-11-25', '2026-11-26', '2026-12-07'],
    [
      'north-east-lincolnshire',
      'in 5 days',
      '2026-11-23',
      '2026-11-30',
      '2026-12-01',
      '2026-12-07',
    ],
    ['coventry', 'in our 5 days', '2026-11-23', '2026-11-30', '2026-12-01', '2026-12-07'],
    [
      'birmingham-childrens-trust',
      'in our 5 days',
      '2026-11-23',
      '2026-11-30',
      '2026-12-01',
      '2026-12-07',
    ],
    [
      'slough-childrens-services-trust',
      'in 10 days',
      '2026-11-23',
      '2026-12-07',
      '2026-12-08',
      '2026-12-07',
    ],
    ['oxfordshire', 'over Christmas', '2026-12-23', '2026-12-29', '2026-12-30', '2027-01-11'],
    [
      'north-east-lincolnshire',
      'over Christmas',
      '2026-12-23',
      '2027-01-04',
      '2027-01-05',
      '2027-01-11',
    ],
  ])('in %s, %s from %s, is one through %s and a complaint on %s', async (...row) => {
    const [slug, , receivedOn, dueOn, nextDay, stageOne] = row
    const given = await givenAuthority({ slug, at: `${receivedOn}T09:00:00.000Z` })
    const { reference, code } = await given.receive(A_CONCERN)
    expect(await given.row(reference)).toMatchObject({ category: 'concern', dueOn })
    const upkeep = await given.start()
    given.until(`${dueOn}${IN_TIME}`)
    expect(await upkeep.runOnce()).toMatchObject({ turned: 0 })

    given.until(`${nextDay}${TOO_LATE}`)
    expect(await upkeep.runOnce()).toMatchObject({ turned: 1 })
    expect(turnings(await given.events(reference))).toMatchObject([
      {
        by: 'earshot',
        on: nextDay,
        data: { part: 1, becomes: 'statutory', why: 'time-passed' },
      },
    ])
    expect(await given.row(reference)).toMatchObject({
      category: 'statutory',
      receivedOn,
      dueOn: stageOne,
    })
    const [part] = await given.store.db.select().from(parts)
    expect(part?.category).toBe('statutory')
    const notice = (await given.mails()).at(-1)
    expect(notice).toMatchObject({ kind: 'notice', to: given.served.profile.inboxes.statutory })
    const { statutory = 'Statutory complaint' } = given.served.profile.categoryNames
    expect(notice?.text).toContain(statutory)
    expect(notice?.text).toContain(`/officer/cases/${reference}`)
    const said = (await given.wayBack(code)).messages.at(-1)
    expect(said).toMatchObject({ from: 'us' })
    expect(said?.text).toContain('as a complaint now')
  })

  test('tells the writer that we are late when the day of the complaint has passed as well', async () => {
    const given = await givenAuthority({ slug: 'slough-childrens-services-trust' })
    const { code } = await given.receive(A_CONCERN)
    given.until('2026-12-08T08:00:00.000Z')
    await (await given.start()).runOnce()
    expect((await given.wayBack(code)).messages.at(-1)?.text).toContain('We are late')
  })

  test('tells the inbox none of the words', async () => {
    const given = await givenAuthority()
    await given.receive(A_CONCERN, { story: 'My bed is broken.' })
    given.until('2026-12-01T08:00:00.000Z')
    await (await given.start()).runOnce()
    for (const { text, subject } of await given.mails()) {
      expect(`${subject}\n${text}`).not.toContain('bed')
    }
  })

  test('of an adult about what the regulations leave out goes to the corporate inbox', async () => {
    const given = await givenAuthority()
    const facts = { ...A_CONCERN, who: 'parent', speaking_for: 'self', service: 'records' }
    const { reference } = await given.receive(facts)
    const [before] = await given.events(reference)
    expect(before?.data).toMatchObject({ parts: [{ category: 'concern', becomes: 'corporate' }] })
    given.until('2026-12-01T08:00:00.000Z')
    await (await given.start()).runOnce()
    expect((await given.mails()).at(-1)?.to).toBe(given.served.profile.inboxes.corporate)
    expect(await given.row(reference)).toMatchObject({ category: 'corporate' })
  })

  test('tells a writer who left a blind address that there is a message, and no more', async () => {
    const given = await givenAuthority()
    const alert = { kind: 'email', value: 'me@example.org' }
    await given.receive(A_CONCERN, { alert })
    given.until('2026-12-01T08:00:00.000Z')
    await (await given.start()).runOnce()
    expect((await given.mails()).filter(({ kind }) => kind === 'alert')).toMatchObject([
      { to: 'me@example.org', subject: 'You have a message' },
    ])
  })

  test('turns without a word when its words were erased', async () => {
    const given = await givenAuthority()
    const { reference } = await given.receive(A_CONCERN)
    const [row] = await given.store.db.select().from(cases)
    await given.store.keys.destroyCaseKey(row?.keyId ?? '')
    given.until('2026-12-01T08:00:00.000Z')
    expect(await (await given.start()).runOnce()).toMatchObject({ turned: 1 })
    const turned = eq(events.kind, 'concern-not-resolved')
    expect(await given.store.db.select().from(events).where(turned)).toMatchObject([
      { sealed: null },
    ])
    expect(await given.row(reference)).toMatchObject({ category: 'statutory' })
  })

  test('stays set apart when it came in a flood', async () => {
    const given = await givenAuthority({ floodPerMinute: 1 })
    await given.receive()
    const { reference } = await given.receive(A_CONCERN)
    given.until('2026-12-01T08:00:00.000Z')
    await (await given.start()).runOnce()
    expect(await given.row(reference)).toMatchObject({ category: 'statutory', setApart: 1 })
  })
})

describe('nothing becomes a complaint by itself', () => {
  async function afterAMonth(given: GivenAuthority, reference: string) {
    given.until('2026-12-23T08:00:00.000Z')
    const { turned } = await (await given.start()).runOnce()
    return { turned, turnings: turnings(await given.events(reference)) }
  }

  async function happens(
    given: GivenAuthority,
    reference: string,
    happening: { kind: CaseEvent['kind']; data: unknown },
  ) {
    const at = given.clock()
    const event = CaseEvent.parse({ ...happening, at, on: at.slice(0, 10), by: 'officer:1' })
    const caseId = await given.caseId(reference)
    await given.store.write([given.store.db.insert(events).values({ ...event, caseId })])
  }

  test('that was put right in time', async () => {
    const given = await givenAuthority()
    const { reference } = await given.receive(A_CONCERN)
    await happens(given, reference, { kind: 'concern-resolved', data: { part: 1 } })
    expect(await afterAMonth(given, reference)).toEqual({ turned: 0, turnings: [] })
  })

  test('that asks for an advocate and nothing else', async () => {
    const given = await givenAuthority()
    const { reference } = await given.receive(A_CONCERN, {
      ask: 'advocate-only',
      advocate: { answer: 'yes', share: 'contact' },
    })
    expect(await afterAMonth(given, reference)).toEqual({ turned: 0, turnings: [] })
  })

  test('that we may not look at now', async () => {
    const given = await givenAuthority()
    const { reference } = await given.receive(A_CONCERN)
    const assurances = {
      decider: 'officer:1',
      stillPossible: ['ask-again-after-proceedings'],
      reviewOn: '2026-12-14',
      advocacyReminder: true,
      ombudsmanLine: true,
    }
    const data = { part: 1, scope: 'whole', reason: 'proceedings-prejudice', assurances }
    await happens(given, reference, { kind: 'held', data })
    expect(await afterAMonth(given, reference)).toEqual({ turned: 0, turnings: [] })
  })
})

describe('it happens once', () => {
  async function countsOf(given: GivenAuthority, reference: string) {
    const mails = await given.mails()
    return {
      events: turnings(await given.events(reference)).length,
      notices: mails.filter(({ text }) => text.includes('was a concern')).length,
    }
  }

  test('though every minute looks again', async () => {
    const given = await givenAuthority()
    const { reference } = await given.receive(A_CONCERN)
    given.until('2026-12-01T08:00:00.000Z')
    const upkeep = await given.start()
    for (let minute = 0; minute < 3; minute++) await upkeep.runOnce()
    expect(await countsOf(given, reference)).toEqual({ events: 1, notices: 1 })
  })

  test('when two processes look at the same moment', async () => {
    const given = await givenAuthority()
    const { reference } = await given.receive(A_CONCERN)
    given.until('2026-12-01T08:00:00.000Z')
    const upkeeps = [await given.start(), await given.start()]
    await Promise.all(upkeeps.map((upkeep) => upkeep.runOnce()))
    expect(await countsOf(given, reference)).toEqual({ events: 1, notices: 1 })
  })

  test('when the first attempt could not be written', async () => {
    let isBusy = false
    const given = await givenAuthority({
      store: (store) => ({
        ...store,
        write: (writes) =>
          isBusy ? Promise.reject(new StoreBusy('the disk is full')) : store.write(writes),
      }),
    })
    const { reference } = await given.receive(A_CONCERN)
    given.until('2026-12-01T08:00:00.000Z')
    const upkeep = await given.start()
    isBusy = true
    await upkeep.runOnce()
    await upkeep.runOnce()
    expect(await countsOf(given, reference)).toEqual({ events: 0, notices: 0 })
    isBusy = false
    await upkeep.runOnce()
    expect(await countsOf(given, reference)).toEqual({ events: 1, notices: 1 })
  })

  test('and no mail tells of it when somebody else did something in that moment', async () => {
    let overtake: ((store: Store) => Promise<unknown>) | undefined
    const given = await givenAuthority({
      store: (store) => ({
        ...store,
        async write(writes) {
          const first = overtake
          overtake = undefined
          await first?.(store)
          return store.write(writes)
        },
      }),
    })
    const { reference } = await given.receive(A_CONCERN)
    const caseId = await given.caseId(reference)
    const upkeep = await given.start()
    await upkeep.runOnce()
    given.until('2026-12-01T08:00:00.000Z')
    const at = given.clock()
    const note = CaseEvent.parse({
      kind: 'noted',
      at,
      on: '2026-12-01',
      by: 'officer:1',
      data: {},
    })
    overtake = (store) => store.write([store.db.insert(events).values({ ...note, caseId })])
    expect(await upkeep.runOnce()).toMatchObject({ turned: 0 })
    expect(await countsOf(given, reference)).toEqual({ events: 0, notices: 0 })
    expect(await upkeep.runOnce()).toMatchObject({ turned: 1 })
    expect(await countsOf(given, reference)).toEqual({ events: 1, notices: 1 })
  })
})

test('a case that cannot be read keeps no other from its turn', async () => {
  const given = await givenAuthority()
  const broken = await given.receive(A_CONCERN)
  const { reference } = await given.receive(A_CONCERN)
  const caseId = await given.caseId(broken.reference)
  await given.store.write([
    {
      sql: `insert into events (case_id, kind, at, "on", by, data) values (?, 'unheard-of', '', '', '', '{}')`,
      args: [caseId],
    },
  ])
  given.until('2026-12-01T08:00:00.000Z')
  expect(await (await given.start()).runOnce()).toMatchObject({ turned: 1 })
  expect(await given.row(reference)).toMatchObject({ category: 'statutory' })
  expect(given.logged.some((line) => line.includes('"fault"'))).toBe(true)
})

test('the list of a thousand concerns is looked through a page at a time', async () => {
  const given = await givenAuthority()
  const { reference } = await given.receive(A_CONCERN)
  const [row] = await given.store.db.select().from(inbox)
  const last = 1200
  const at = '2026-11-23T09:00:00.000Z'
  await given.store.write(
    Array.from({ length: last }, (_, nth) => nth + 2).flatMap((id) => [
      given.store.db.insert(cases).values({
        id,
        reference: `R${id}`,
        keyId: `k${id}`,
        codeHash: `h${id}`,
        receivedAt: at,
        receivedOn: '2026-11-23',
        language: 'en',
        audience: 'young',
        who: 'young-person',
        triage: {},
      }),
      given.store.db.insert(parts).values({ caseId: id, n: 1, category: 'concern', services: [] }),
      given.store.db
        .insert(inbox)
        .values({ ...row, caseId: id, reference: `R${id}`, flags: [], open: 0 } as never),
    ]),
  )
  given.until('2026-12-01T08:00:00.000Z')
  expect(await (await given.start()).runOnce()).toMatchObject({ turned: 1 })
  expect(await given.row(reference)).toMatchObject({ category: 'statutory' })
})
