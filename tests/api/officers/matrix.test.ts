import { and, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { attachments, events, grants, inbox, reads } from '#api/store/tables.ts'
import { ACTS } from '#schema/acts/acts.ts'
import { Role } from '#schema/vocabulary.ts'
import { A_YOUNG_PERSON, openDesk, pageOf, SOMEONE_IN_DANGER } from '#tests/api/cases/desk.ts'

type Desk = Awaited<ReturnType<typeof openDesk>>
type Officer = Awaited<ReturnType<Desk['signIn']>>
type Probe = { readonly path: string; readonly fields?: Readonly<Record<string, string>> }

/** A reference that no case has. */
const NOWHERE = 'C2D3F4H6'
const FILE = 'a-file-of-the-case'

/** Forms that an act could be sent with: whole, bare, and about somebody. */
const FORMS: readonly Readonly<Record<string, string>>[] = [
  { act: 'confirm', seq: '1', part: '1', text: 'Words', reason: 'Because', officer: 'officer:1' },
  {},
]

/**
 * Routes whose address names no case: how a reference could be put to them all the same, and nothing where
 * none can. A route that is neither here nor under a reference fails the test: put it into the matrix.
 */
const WITHOUT_REFERENCE: Readonly<Record<string, (reference: string) => readonly Probe[]>> = {
  'GET /officer': (reference) => [{ path: '/officer' }, { path: `/officer?done=${reference}` }],
  'GET /officer/inbox': (reference) =>
    ['reference', 'after', 'given', 'text'].map((name) => ({
      path: `/officer/inbox?${name}=${reference}`,
    })),
  'GET /api/officer/inbox': (reference) =>
    ['reference', 'after'].map((name) => ({ path: `/api/officer/inbox?${name}=${reference}` })),
  'POST /officer/inbox/assign': (reference) => [
    { path: '/officer/inbox/assign', fields: { case: reference, giveTo: 'nobody' } },
    { path: '/officer/inbox/assign', fields: { case: reference, giveTo: '1' } },
  ],
  'POST /officer/inbox/undo': () => [{ path: '/officer/inbox/undo', fields: { given: '999' } }],
  'GET /officer/triage': () => [],
  'POST /officer/triage': () => [],
  'POST /officer/views': (reference) => [
    { path: '/officer/views', fields: { view: `reference=${reference}`, viewName: '' } },
  ],
  'POST /officer/views/forget': () => [],
  'GET /officer/keys': () => [],
  'POST /officer/keys': () => [],
  'GET /officer/search': () => [{ path: '/officer/search' }],
  'POST /officer/search': (reference) =>
    [reference, 'visit'].map((q) => ({ path: '/officer/search', fields: { q } })),
  // Types in what is new: no case is looked up for it.
  'GET /officer/new': () => [],
  'POST /officer/new': () => [],
  'GET /officer/new/thanks': () => [],
  'POST /officer/new/thanks': () => [],
  'GET /officer/new/open-cases': () => [],
  'POST /officer/new/open-cases': () => [],
  // The address of a page, and of no case: what is typed into a case goes to the case.
  'POST /officer/drafts': (reference) => [
    { path: `/officer/drafts?form=/officer/cases/${reference}/note`, fields: { draft: 'keep' } },
  ],
  'GET /officer/learning': (reference) => [
    { path: '/officer/learning?state=all' },
    { path: `/officer/learning?service=${reference}` },
  ],
  'GET /officer/guide': () => [],
  'GET /officer/guide/:page': (reference) => [{ path: `/officer/guide/${reference}` }],
  'GET /officer/profile': () => [{ path: '/officer/profile' }],
  'POST /officer/profile': () => [],
  'POST /officer/profile/again': () => [],
  'GET /officer/removal': () =>
    ['', '?on=2099-01-01'].map((query) => ({ path: `/officer/removal${query}` })),
  // Figures count every case of a year, whoever asks, by law: what they show is no reference.
  'GET /officer/report/figures': () => [],
  'GET /officer/report/cases': (reference) => [
    { path: `/officer/report/cases?from=2026-04-01&to=2027-03-31&after=${reference}` },
  ],
  'GET /officer/report/import': () => [],
  'POST /officer/report/import': () => [],
  'GET /officer/report/texts': () => [],
  'GET /officer/report/texts/:section': () => [],
  'POST /officer/report/texts/:section': () => [],
  'GET /officer/dashboard': () => [],
  'GET /officer/report': () => [],
  'GET /officer/report/:file': () => [],
  'GET /officer/told': () => [],
  'POST /officer/told': () => [],
  'GET /officer/told/:told': (reference) =>
    ['1', reference].map((told) => ({ path: `/officer/told/${told}` })),
  'POST /officer/told/:told': () => [],
  'POST /officer/told/:told/publish': () => [],
  'POST /officer/told/:told/take-back': () => [],
  'GET /officer/systems': () => [],
  'POST /officer/systems/keys': () => [],
  'POST /officer/systems/keys/:id/end': () => [],
  'POST /officer/systems/hooks': () => [],
  'POST /officer/systems/hooks/:id/end': () => [],
  'GET /officer/people': () => [{ path: '/officer/people' }],
  'POST /officer/people': () => [],
  'GET /officer/people/:person': (reference) =>
    ['1', '2', reference].map((person) => ({ path: `/officer/people/${person}` })),
  'POST /officer/people/:person': () => [],
  'POST /officer/people/:person/remove': () => [],
  'POST /officer/people/:person/reset': () => [],
  'POST /officer/people/:person/sign-out': () => [],
  'GET /officer/rota': () => [{ path: '/officer/rota' }],
  'POST /officer/rota': () => [],
  'POST /officer/rota/drop': () => [],
  'POST /officer/passkey': () => [],
  'GET /officer/passkeys': () => [],
  'POST /officer/passkeys': () => [],
  'POST /officer/passkeys/remove': () => [],
  'GET /officer/council': () => [],
  'GET /officer/council/back': () => [],
  'GET /officer/sign-in': () => [],
  'POST /officer/sign-in': () => [],
  'GET /officer/link': () => [],
  'POST /officer/link': () => [],
  'GET /officer/authenticator': () => [],
  'POST /officer/authenticator': () => [],
  'GET /officer/sessions': () => [],
  'POST /officer/sessions': () => [],
  'POST /officer/sign-out': () => [],
  'GET /officer/signed-out': () => [],
}

/** Every route of the desk once, `GET /officer/cases/:reference`, from the app's own table. */
function routesOf({ app }: Desk): readonly string[] {
  const all = app.routes
    .filter(({ method, path }) => method !== 'ALL' && /^(\/api)?\/officer(\/|$)/.test(path))
    .map(({ method, path }) => `${method} ${path}`)
  return [...new Set(all)]
}

/** Everything that can be asked of a route about a reference; undefined when nobody has thought of it. */
function probesOf(route: string, reference: string): readonly Probe[] | undefined {
  const [method = '', pattern = ''] = route.split(' ')
  if (!pattern.includes(':reference')) return WITHOUT_REFERENCE[route]?.(reference)
  const path = pattern.replace(':reference', reference).replace(':id', FILE).replace(':nth', '1')
  const paths = path.includes(':act')
    ? [...ACTS.map(({ id }) => id), 'no-such-act'].map((act) => path.replace(':act', act))
    : [path, `${path}?saved=yes&part=1`]
  if (paths.some((each) => each.includes(':'))) return undefined
  if (method === 'GET') return paths.map((each) => ({ path: each }))
  return paths.flatMap((each) => FORMS.map((fields) => ({ path: each, fields })))
}

/** One answer without what tells one request from another. */
async function answerTo(
  officer: Officer,
  { path, fields }: Probe,
  reference: string,
): Promise<string> {
  const { status, location, text, headers } =
    fields === undefined ? await officer.get(path) : await officer.post(path, fields)
  for (const name of ['X-Request-Id', 'Date', 'ETag', 'Location']) headers.delete(name)
  const whereTo = location?.replace(/given=\d+/, 'given=N')
  const all = [status, whereTo, JSON.stringify([...headers].sort()), text]
  const same = all.join('\n').replaceAll(reference, 'REFERENCE')
  return `${path.replaceAll(reference, 'REFERENCE')}\n${same}`
}

async function everyAnswer(desk: Desk, officer: Officer, reference: string) {
  const answers: string[] = []
  for (const route of routesOf(desk)) {
    for (const probe of probesOf(route, reference) ?? []) {
      answers.push(await answerTo(officer, probe, reference))
    }
  }
  return answers
}

async function caseIdOf(desk: Desk, reference: string): Promise<number> {
  const [row] = await desk.store.db.select().from(inbox).where(eq(inbox.reference, reference))
  if (row === undefined) throw new Error('no such case')
  return row.caseId
}

/** What is known of a case once somebody was there: nothing may be added by whoever may not see it. */
async function tracesOf(desk: Desk, caseId: number) {
  const happened = await desk.store.db.select().from(events).where(eq(events.caseId, caseId))
  const read = await desk.store.db.select().from(reads).where(eq(reads.caseId, caseId))
  return { happened: happened.length, read: read.length }
}

test('every route of the desk is in the matrix', async () => {
  const desk = await openDesk()
  const missing = routesOf(desk).filter((route) => probesOf(route, NOWHERE) === undefined)
  expect(missing, 'say in WITHOUT_REFERENCE how a reference could be put to it').toEqual([])
  const gone = Object.keys(WITHOUT_REFERENCE).filter((route) => !routesOf(desk).includes(route))
  expect(gone, 'these routes are no more').toEqual([])
})

describe.each(Role.options.map((role) => [role] as const))('the %s', (role) => {
  test('sees of a complaint about them what they would see if nobody had complained', async () => {
    const desk = await openDesk()
    const who = { name: 'Sarah Jones', roles: [role], services: ['family-time' as const] }
    const officer = await desk.signIn(who)
    const upkeep = await desk.startUpkeep()
    await upkeep.runOnce()
    const without = await everyAnswer(desk, officer, NOWHERE)
    const about_person = 'Sarah Jones'
    const { reference } = await desk.submit({ facts: SOMEONE_IN_DANGER, answers: { about_person } })
    const caseId = await caseIdOf(desk, reference)
    await desk.store.write([
      desk.store.db
        .insert(grants)
        .values({ caseId, officerId: officer.officer.id, until: '2027-01-01' }),
      desk.store.db.insert(attachments).values({
        id: FILE,
        caseId,
        kind: 'jpeg',
        bytes: 1,
        createdAt: desk.clock.now,
        sealedKey: Buffer.alloc(1),
      }),
    ])
    await upkeep.runOnce()
    const before = await tracesOf(desk, caseId)
    expect(await everyAnswer(desk, officer, reference)).toEqual(without)
    expect(await everyAnswer(desk, officer, NOWHERE)).toEqual(without)
    expect(await tracesOf(desk, caseId)).toEqual(before)
  })

  test('gets the same of a case of another authority, or that their role does not reach', async () => {
    const desk = await openDesk()
    const elsewhere = await openDesk()
    const { reference: foreign } = await elsewhere.submit({ facts: SOMEONE_IN_DANGER })
    const { reference: unreached } = await desk.submit({ facts: A_YOUNG_PERSON })
    const officer = await desk.signIn({ roles: [role], services: ['send'] })
    const nowhere = await everyAnswer(desk, officer, NOWHERE)
    expect(await everyAnswer(desk, officer, foreign)).toEqual(nowhere)
    if (role !== 'officer') expect(await everyAnswer(desk, officer, unreached)).toEqual(nowhere)
  })
})

test('of a complaint about them nothing is there for an officer after it was removed either', async () => {
  const desk = await openDesk()
  const officer = await desk.signIn({ name: 'Sarah Jones' })
  const colleague = await desk.signIn({ email: 'bea@council.example', name: 'Bea' })
  const about_person = 'Sarah Jones'
  const { reference } = await desk.submit({ facts: A_YOUNG_PERSON, answers: { about_person } })
  const address = `/officer/removal/${reference}`
  const { view } = pageOf(await colleague.get(address), 'removal-case')
  const act = { act: 'remove', why: 'asked', sure: 'yes', seq: String(view.seq) }
  expect((await colleague.post(address, act)).status).toBe(303)
  expect(await everyAnswer(desk, officer, reference)).toEqual(
    await everyAnswer(desk, officer, NOWHERE),
  )
})

test('the matrix tells a case that may be seen from one that does not exist', async () => {
  const desk = await openDesk()
  const { reference } = await desk.submit({ facts: A_YOUNG_PERSON })
  const officer = await desk.signIn()
  const caseId = await caseIdOf(desk, reference)
  expect(await everyAnswer(desk, officer, reference)).not.toEqual(
    await everyAnswer(desk, officer, NOWHERE),
  )
  const mine = and(eq(reads.caseId, caseId), eq(reads.officerId, officer.officer.id))
  expect((await desk.store.db.select().from(reads).where(mine)).length).toBeGreaterThan(0)
})

test('nobody who is not signed in gets anything of any route', async () => {
  const desk = await openDesk()
  const { reference } = await desk.submit({ facts: A_YOUNG_PERSON })
  const stranger = { ...desk.browser(), officer: (await desk.signIn()).officer }
  const answers = await everyAnswer(desk, stranger, reference)
  expect(answers).toEqual(await everyAnswer(desk, stranger, NOWHERE))
  expect(answers.filter((each) => /"page":"(case|inbox|today|act|note)"/.test(each))).toEqual([])
})
