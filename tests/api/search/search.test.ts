import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { keepUp } from '#api/search/keep-up.ts'
import { matchOf } from '#api/search/match.ts'
import { cases, reads } from '#api/store/tables.ts'
import { A_YOUNG_PERSON, openDesk, pageOf } from '#tests/api/cases/desk.ts'
import { temporaryFolder, temporaryStore } from '#tests/support/store.ts'

type Desk = Awaited<ReturnType<typeof openDesk>>
type Officer = Awaited<ReturnType<Desk['signIn']>>

async function find(officer: Officer, q: string) {
  const { found } = pageOf(await officer.post('/officer/search', { q }), 'search')
  return found
}

async function references(officer: Officer, q: string) {
  return (await find(officer, q))?.hits.map(({ row }) => row.reference)
}

function about(story: string) {
  return { facts: A_YOUNG_PERSON, answers: { story } }
}

async function rowOf(desk: Desk, reference: string) {
  const [row] = await desk.store.db.select().from(cases).where(eq(cases.reference, reference))
  if (row === undefined) throw new Error('there is no such case')
  return row
}

describe('search', () => {
  test('finds what was sent a moment ago, by any of its words, the newest case first', async () => {
    const desk = await openDesk()
    const ada = await desk.signIn()
    const first = await desk.submit(about('They lost my red bicycle.'))
    const second = await desk.submit(about('My bicycle was thrown away at the café.'))
    await desk.submit(about('Nobody came.'))
    expect(await references(ada, 'bicycle')).toEqual([second.reference, first.reference])
    expect(await references(ada, 'BICYCLE red')).toEqual([first.reference])
    expect(await references(ada, 'cafe')).toEqual([second.reference])
    expect(await references(ada, 'bicy')).toHaveLength(2)
    expect(await references(ada, '"red bicycle"')).toEqual([first.reference])
    expect(await references(ada, '"bicycle red"')).toEqual([])
  })

  test('shows the words around what was found, and marks it', async () => {
    const desk = await openDesk()
    const ada = await desk.signIn()
    await desk.submit(about('They lost my bicycle.'))
    expect((await find(ada, 'bicycle'))?.hits[0]?.pieces).toEqual([
      { text: 'They lost my ', isHit: false },
      { text: 'bicycle', isHit: true },
      { text: '.', isHit: false },
    ])
  })

  test('finds people’s names, and what the writer said later', async () => {
    const desk = await openDesk()
    const ada = await desk.signIn()
    const { reference, code } = await desk.submit({
      facts: A_YOUNG_PERSON,
      answers: { story: 'Nobody came.', name: 'Robin Okoro', contact: { kind: 'code' } },
    })
    expect(await references(ada, 'okoro')).toEqual([reference])
    expect(await references(ada, 'code')).toEqual([])
    expect(await references(ada, 'harmonica')).toEqual([])
    await desk.writeBack(code, 'They also lost my harmonica.')
    expect(await references(ada, 'harmonica robin')).toEqual([reference])
  })

  test('finds nothing of what is between a writer and their advocate, nor where alerts go', async () => {
    const desk = await openDesk()
    const ada = await desk.signIn()
    const { code } = await desk.submit({
      facts: A_YOUNG_PERSON,
      answers: {
        contact: { kind: 'code' },
        alert: { kind: 'email', value: 'kestrel@example.org' },
        advocate: { answer: 'yes' },
      },
    })
    await desk.writeBack(code, 'My harmonica is for you alone.', 'to-advocate')
    expect(await references(ada, 'harmonica')).toEqual([])
    expect(await references(ada, 'kestrel')).toEqual([])
    expect(await references(ada, 'visit')).toHaveLength(1)
  })

  test('finds nothing of a case that the officer is kept out of, as if it were not there', async () => {
    const desk = await openDesk()
    const [ada, bo] = [await desk.signIn(), await desk.signIn({ email: 'bo@council.example' })]
    const { reference } = await desk.submit(about('They lost my bicycle.'))
    await desk.keepOut(ada.officer, reference)
    const shown = async (q: string) => {
      const { text } = await ada.post('/officer/search', { q })
      return text.replace(q, '')
    }
    expect(await shown('bicycle')).toBe(await shown('trampoline'))
    expect(await references(bo, 'bicycle')).toEqual([reference])
  })

  test.each(['admin', 'reviewer', 'investigator'] as const)(
    'finds nothing for the %s, who may read nothing here',
    async (role) => {
      const desk = await openDesk()
      await desk.submit(about('They lost my bicycle.'))
      const officer = await desk.signIn({ roles: [role] })
      expect(await references(officer, 'bicycle')).toEqual([])
    },
  )

  test('forgets a case with its key', async () => {
    const desk = await openDesk()
    const ada = await desk.signIn()
    const { reference } = await desk.submit(about('They lost my bicycle.'))
    expect(await references(ada, 'bicycle')).toEqual([reference])
    const { keyId } = await rowOf(desk, reference)
    await desk.store.keys.destroyCaseKey(keyId)
    expect(await references(ada, 'bicycle')).toEqual([])
    expect(await desk.store.search.find('"bicycle"', Number.MAX_SAFE_INTEGER, 10)).toEqual([])
  })

  test('never learns a case whose key went before its words were read', async () => {
    const desk = await openDesk()
    const ada = await desk.signIn()
    const { reference } = await desk.submit(about('They lost my bicycle.'))
    await desk.store.keys.destroyCaseKey((await rowOf(desk, reference)).keyId)
    expect(await references(ada, 'bicycle')).toEqual([])
  })

  test('writes down whose words were shown to whom', async () => {
    const desk = await openDesk()
    const ada = await desk.signIn()
    const { reference } = await desk.submit(about('They lost my bicycle.'))
    await find(ada, 'bicycle')
    const { id } = await rowOf(desk, reference)
    expect(await desk.store.db.select().from(reads)).toMatchObject([
      { caseId: id, officerId: ada.officer.id },
    ])
  })

  test('pages from the newest to the oldest, each case once', async () => {
    const desk = await openDesk()
    const ada = await desk.signIn()
    const sent: string[] = []
    for (let n = 0; n < 23; n++) sent.unshift((await desk.submit(about('A bicycle.'))).reference)
    const first = await find(ada, 'bicycle')
    const before = String(first?.next)
    const next = pageOf(await ada.post('/officer/search', { q: 'bicycle', before }), 'search')
    const seen = [...(first?.hits ?? []), ...(next.found?.hits ?? [])].map(
      ({ row }) => row.reference,
    )
    expect(seen).toEqual(sent)
    expect(next.found?.next).toBeNull()
  })

  test('asks for a word where there is none', async () => {
    const desk = await openDesk()
    const ada = await desk.signIn()
    const shown = await ada.post('/officer/search', { q: ' " - ' })
    expect([shown.status, pageOf(shown, 'search').faults]).toEqual([
      422,
      [{ field: 'q', code: 'missing' }],
    ])
  })

  test.each([
    'bicycle" OR "',
    'NEAR(a b)',
    'said:bicycle',
    '*',
    'a AND NOT b',
    '^bicycle',
    '(',
    "'",
  ])('takes nothing that is typed for a command: %s', async (q) => {
    const desk = await openDesk()
    const ada = await desk.signIn()
    await desk.submit(about('They lost my bicycle.'))
    expect([200, 422]).toContain((await ada.post('/officer/search', { q })).status)
  })
})

test.each([
  ['bike', '"bike"*'],
  ['my bike', '"my" "bike"*'],
  ['my', '"my"'],
  ['"my bike" lost', '"my bike" "lost"*'],
  ['"my bike', '"my" "bike"*'],
  ['- "', undefined],
])('what is typed as %j asks the index for %j', (typed, match) => {
  expect(matchOf(typed)).toBe(match)
})

test('the index is a file of its own, and is made again from the cases when it is gone', async () => {
  const desk = await openDesk()
  const ada = await desk.signIn()
  const { reference } = await desk.submit(about('They lost my bicycle.'))
  await find(ada, 'bicycle')
  expect(existsSync(join(desk.store.folder, 'search.db'))).toBe(true)
  const empty = await temporaryStore({ dataDir: temporaryFolder() })
  const restored = { ...desk.store, search: empty.search }
  expect(await keepUp(restored)).toBe(true)
  const { id } = await rowOf(desk, reference)
  expect(await empty.search.find('"bicycle"', Number.MAX_SAFE_INTEGER, 10)).toEqual([id])
})
