import { describe, expect, test } from 'vitest'
import { systemKeys } from '#api/store/tables.ts'
import { instant } from '#schema/dates.ts'
import { A_YOUNG_PERSON, openDesk, pageOf } from '#tests/api/cases/desk.ts'

const YEAR = 'from=2026-04-01&to=2027-03-31'
/** On this day that year is over. */
const AFTER = instant('2027-04-01T09:00:00.000Z')

type Desk = Awaited<ReturnType<typeof openDesk>>
type Scope = 'public-figures' | 'officers-figures'

/** A key that a manager made at the desk, as it was shown there once. */
async function keyFor(desk: Desk, scope: Scope) {
  const manager = await desk.signIn({ roles: ['manager'] })
  const form = { keyName: 'Open data', scope }
  const page = pageOf(await manager.post('/officer/systems/keys', form), 'systems')
  const secret = page.systems.made?.secret ?? ''
  expect(secret).toMatch(/^earshot_[\w-]{43}$/)
  return { secret, manager }
}

function ask({ app }: Desk, key: string | undefined, query = YEAR) {
  const headers: Record<string, string> =
    key === undefined ? {} : { Authorization: `Bearer ${key}` }
  return app.request(`/api/report?${query}`, { headers })
}

async function rowOf(answer: Response, label: string) {
  const { tables } = (await answer.json()) as {
    tables: { id: string; rows: { label: string; values: Record<string, unknown> }[] }[]
  }
  const table = tables.find(({ id }) => id === 'who-complained')
  return table?.rows.find((row) => row.label === label)?.values.count
}

describe('another system', () => {
  test('reads the tables with a key, without what could point to somebody', async () => {
    const desk = await openDesk()
    await desk.submit({ facts: A_YOUNG_PERSON })
    desk.clock.now = AFTER
    const { secret } = await keyFor(desk, 'public-figures')
    const answer = await ask(desk, secret)
    expect(answer.status).toBe(200)
    expect(await rowOf(answer, 'Child / young person')).toBe('*')
    const officers = await ask(desk, secret, `${YEAR}&readers=officers`)
    expect(officers.status).toBe(403)
  })

  test('reads every count as it is with a key that opens them', async () => {
    const desk = await openDesk()
    await desk.submit({ facts: A_YOUNG_PERSON })
    const { secret } = await keyFor(desk, 'officers-figures')
    const answer = await ask(desk, secret, `${YEAR}&readers=officers`)
    expect(await rowOf(answer, 'Child / young person')).toBe(1)
    desk.clock.now = AFTER
    expect(await rowOf(await ask(desk, secret), 'Child / young person')).toBe('*')
  })

  test('reads as the public only years that are over, so that no two answers tell of a single day', async () => {
    const desk = await openDesk()
    const { secret } = await keyFor(desk, 'public-figures')
    expect((await ask(desk, secret)).status).toBe(422)
    desk.clock.now = AFTER
    expect((await ask(desk, secret, 'from=2026-04-01&to=2027-03-30')).status).toBe(422)
    expect((await ask(desk, secret)).status).toBe(200)
  })

  test('reads nothing without a key, with another, or with one that was ended', async () => {
    const desk = await openDesk()
    const { secret, manager } = await keyFor(desk, 'officers-figures')
    expect((await ask(desk, undefined)).status).toBe(401)
    expect((await ask(desk, `${secret}x`)).status).toBe(401)
    await manager.post('/officer/systems/keys/1/end', {})
    expect((await ask(desk, secret)).status).toBe(401)
  })

  test.each([
    'from=2026-04-01',
    'from=2026-04-01&to=2026-03-31',
    `${YEAR}&readers=all`,
    `${YEAR}&x=1`,
  ])('is told what is wrong with %s', async (query) => {
    const desk = await openDesk()
    const { secret } = await keyFor(desk, 'public-figures')
    expect((await ask(desk, secret, query)).status).toBe(422)
  })
})

test('a key is kept as a hash alone, and the day of its use is shown', async () => {
  const desk = await openDesk()
  const { secret, manager } = await keyFor(desk, 'public-figures')
  await ask(desk, secret)
  expect(JSON.stringify(await desk.store.db.select().from(systemKeys))).not.toContain(secret)
  const page = await manager.get('/officer/systems')
  expect(page.text).not.toContain(secret)
  expect(pageOf(page, 'systems').systems.keys).toMatchObject([
    { name: 'Open data', by: 'Ada', lastUsedOn: '2026-11-23', endedAt: null },
  ])
})

test('a key without a purpose, or one that opens nothing, is not made', async () => {
  const desk = await openDesk()
  const manager = await desk.signIn({ roles: ['admin'] })
  const page = await manager.post('/officer/systems/keys', { keyName: ' ', scope: 'all' })
  expect(page.status).toBe(422)
  expect(await desk.store.db.select().from(systemKeys)).toEqual([])
})

test.each(['officer', 'reviewer', 'investigator', 'duty'] as const)(
  'a %s is answered as if there were no other systems',
  async (role) => {
    const desk = await openDesk()
    const browser = await desk.signIn({ roles: [role] })
    expect((await browser.get('/officer/systems')).status).toBe(404)
    expect(
      (await browser.post('/officer/systems/keys', { keyName: 'x', scope: 'public-figures' }))
        .status,
    ).toBe(404)
  },
)
