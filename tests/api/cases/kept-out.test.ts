import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { renameOfficer } from '#api/officers/admit.ts'
import { removeOfficer } from '#api/officers/officers.ts'
import { events, inbox, outbox } from '#api/store/tables.ts'
import { loadContent } from '#content/index.ts'
import type { SubmissionBody } from '#schema/form/submission.ts'
import { savingIn } from '#tests/support/officers.ts'
import { A_YOUNG_PERSON, openDesk, pageOf, SOMEONE_IN_DANGER } from './desk.ts'

type Desk = Awaited<ReturnType<typeof openDesk>>
type Officer = Awaited<ReturnType<Desk['signIn']>>
type Answers = NonNullable<SubmissionBody['answers']>

const { names, authorities } = loadContent('content')
const fallback = authorities.get('coventry')?.fallbackReader ?? ''

const SARAH = { email: 'sarah.jones@council.example', name: 'Sarah Jones' }
const BEN = { email: 'ben@council.example', name: 'Ben Okafor' }

async function listed(officer: Officer): Promise<readonly string[]> {
  const { list } = pageOf(await officer.get('/officer/inbox'), 'inbox')
  return list.rows.map(({ reference }) => reference)
}

/** Where mails of these kinds go, in the order in which they were written. */
async function mailedTo(desk: Desk, ...kinds: readonly string[]): Promise<readonly string[]> {
  const rows = await desk.store.db.select().from(outbox)
  return rows
    .filter(({ kind }) => kinds.includes(kind))
    .map(
      ({ sealed }) => JSON.parse(desk.store.keys.own.open(sealed ?? Buffer.alloc(0)).toString()).to,
    )
}

describe('a complaint about somebody at the desk', () => {
  test.each<[string, Answers]>([
    ['as the one it is about', { about_person: 'Jones, Sarah' }],
    ['as the one who must not know', { not_tell: 'sara jones, she works there' }],
    ['in the story', { story: 'Sarah Jones laughed at me.' }],
    [
      'in another answer',
      { asked: [{ question: 'a-before.reference', answer: 'the one of Mrs Jones' }] },
    ],
    ['as the worker who knows the child', { child: { worker: 'Sarah' } }],
  ])('is not there for them when they are named %s', async (_, answers) => {
    const desk = await openDesk()
    const [sarah, ben] = [await desk.signIn(SARAH), await desk.signIn(BEN)]
    const { reference } = await desk.submit({ facts: A_YOUNG_PERSON, answers })
    expect(await listed(sarah)).toEqual([])
    expect((await sarah.get(`/officer/cases/${reference}`)).status).toBe(404)
    expect(await listed(ben)).toEqual([reference])
  })

  test('is there for them when it is thanks', async () => {
    const desk = await openDesk()
    const sarah = await desk.signIn(SARAH)
    const thanks = { who: 'parent', wants: 'thank' } as const
    const story = 'Sarah Jones was so kind to us.'
    const { reference } = await desk.submit({ facts: thanks, answers: { story } })
    await desk.submit({ facts: thanks, answers: { story, not_tell: 'Sarah Jones' } })
    expect(await listed(sarah)).toEqual([reference])
  })

  test('is told to each of the others, and not to the inbox that they read as well', async () => {
    const desk = await openDesk()
    await desk.signIn(SARAH)
    await desk.signIn(BEN)
    await desk.signIn({ email: 'ada@council.example', name: 'Ada Bell' })
    await desk.submit({ facts: A_YOUNG_PERSON, answers: { about_person: 'Sarah Jones' } })
    expect(await mailedTo(desk, 'notice')).toEqual(['ben@council.example', 'ada@council.example'])
  })

  test('that is urgent is told to the duty all the same', async () => {
    const desk = await openDesk()
    await desk.signIn(SARAH)
    await desk.signIn(BEN)
    await desk.submit({ facts: SOMEONE_IN_DANGER, answers: { about_person: 'Sarah Jones' } })
    expect(await mailedTo(desk, 'urgent')).toEqual([authorities.get('coventry')?.urgent.inbox])
  })

  test('about somebody on duty passes their inbox by, and waits for no single person', async () => {
    const desk = await openDesk()
    await desk.signIn({ ...SARAH, roles: ['duty'] })
    await desk.signIn(BEN)
    await desk.submit({ facts: SOMEONE_IN_DANGER, answers: { about_person: 'Sarah Jones' } })
    expect(await mailedTo(desk, 'urgent')).toEqual(['ben@council.example', fallback])
  })

  test('says in its history why they are kept out', async () => {
    const desk = await openDesk()
    const sarah = await desk.signIn(SARAH)
    await desk.submit({
      facts: A_YOUNG_PERSON,
      answers: { about_person: 'Sarah Jones', story: 'Ben Okafor helped me.' },
    })
    const ben = await desk.signIn(BEN)
    const rows = await desk.store.db.select().from(events).where(eq(events.kind, 'excluded'))
    expect(rows.map(({ data }) => data)).toEqual([
      { officer: `officer:${sarah.officer.id}`, because: 'named' },
      { officer: `officer:${ben.officer.id}`, because: 'perhaps-named' },
    ])
  })
})

describe('when nobody is left', () => {
  test('the fallback reader is told, can sign in and answers the case, and sees no other', async () => {
    const desk = await openDesk()
    await desk.signIn(SARAH)
    await desk.submit({ facts: A_YOUNG_PERSON })
    const { reference } = await desk.submit({
      facts: A_YOUNG_PERSON,
      answers: { about_person: 'Sarah Jones' },
    })
    expect(await mailedTo(desk, 'notice')).toContain(fallback)
    const reader = await desk.signInKnown(fallback)
    expect(await listed(reader)).toEqual([reference])
    const { mayDecide } = pageOf(await reader.get(`/officer/cases/${reference}`), 'case')
    expect(mayDecide).toBe(true)
  })

  test('an administrator is told when it is about the fallback reader as well', async () => {
    const desk = await openDesk()
    await desk.signIn(SARAH)
    await desk.signIn({ email: 'ada@council.example', name: 'Ada Bell', roles: ['admin'] })
    await desk.signIn({ email: fallback, name: 'Maud Monitor', roles: ['reviewer'] })
    await desk.submit({
      facts: A_YOUNG_PERSON,
      answers: { about_person: 'Sarah Jones and Maud Monitor' },
    })
    expect(await mailedTo(desk, 'notice')).toEqual(['ada@council.example'])
  })

  test('since the last one left, the fallback reader has it within a minute', async () => {
    const desk = await openDesk()
    await desk.signIn(SARAH)
    const ben = await desk.signIn(BEN)
    const { reference } = await desk.submit({
      facts: A_YOUNG_PERSON,
      answers: { about_person: 'Sarah Jones' },
    })
    await removeOfficer(desk.store, ben.officer, desk.clock.now)
    const upkeep = await desk.startUpkeep()
    await upkeep.runOnce()
    expect(await mailedTo(desk, 'notice')).toEqual(['ben@council.example', fallback])
    expect(await listed(await desk.signInKnown(fallback))).toEqual([reference])
    await upkeep.runOnce()
    expect(await mailedTo(desk, 'notice')).toHaveLength(2)
  })
})

describe('somebody who comes to the desk later', () => {
  test('is kept out of the cases that name them, in the form or in a message', async () => {
    const desk = await openDesk()
    const first = await desk.submit({
      facts: A_YOUNG_PERSON,
      answers: { about_person: 'Sarah Jones' },
    })
    const second = await desk.submit({ facts: A_YOUNG_PERSON })
    await desk.writeBack(second.code, 'It was Sarah Jones who did it.')
    const third = await desk.submit({ facts: A_YOUNG_PERSON })
    expect(await listed(await desk.signIn(SARAH))).toEqual([third.reference])
    expect(await listed(await desk.signIn(BEN))).toHaveLength(3)
    expect(first.reference).not.toBe(second.reference)
  })

  test('and by another name, when they get one', async () => {
    const desk = await openDesk()
    const { reference } = await desk.submit({
      facts: A_YOUNG_PERSON,
      answers: { about_person: 'Sarah Jones' },
    })
    const zadie = await desk.signIn({ email: 'z@council.example', name: 'Zadie Green' })
    expect(await listed(zadie)).toEqual([reference])
    const renaming = { name: 'Zadie Jones', team: '' }
    await renameOfficer(savingIn(desk.store, desk.clock.now), zadie.officer, renaming, names)
    expect(await listed(zadie)).toEqual([])
  })

  test('while somebody writes is matched as well', async () => {
    const desk = await openDesk()
    await desk.signIn(BEN)
    const answers = { about_person: 'Sarah Jones' }
    const [sarah] = await Promise.all([
      desk.signIn(SARAH),
      ...Array.from({ length: 8 }, () => desk.submit({ facts: A_YOUNG_PERSON, answers })),
    ])
    expect(await listed(sarah)).toEqual([])
    const rows = await desk.store.db.select().from(inbox)
    expect(rows).toHaveLength(8)
  })
})

test('a message that names an officer keeps them out from then on', async () => {
  const desk = await openDesk()
  const [sarah] = [await desk.signIn(SARAH), await desk.signIn(BEN)]
  const { reference, code } = await desk.submit({ facts: A_YOUNG_PERSON })
  expect(await listed(sarah)).toEqual([reference])
  await desk.writeBack(code, 'I did not dare to say that Mrs Jones did it.')
  expect(await listed(sarah)).toEqual([])
  expect(await mailedTo(desk, 'notice')).toContain('ben@council.example')
})

describe('a colleague who looks', () => {
  async function suspected() {
    const desk = await openDesk()
    const [sarah, ben] = [await desk.signIn(SARAH), await desk.signIn(BEN)]
    const story = 'A girl called Sarah sat beside me.'
    const { reference } = await desk.submit({ facts: A_YOUNG_PERSON, answers: { story } })
    const act = async (by: Officer, id: string, about: Officer, text = 'It is another one.') => {
      const shown = await by.get(`/officer/cases/${reference}`)
      const seq = shown.status === 200 ? String(pageOf(shown, 'case').view.seq) : '1'
      const officer = `officer:${about.officer.id}`
      return by.post(`/officer/cases/${reference}/acts/${id}`, { seq, officer, text })
    }
    return { sarah, ben, reference, act }
  }

  test('lets in whoever was not meant', async () => {
    const { sarah, ben, reference, act } = await suspected()
    const { view, acts } = pageOf(await ben.get(`/officer/cases/${reference}`), 'case')
    expect(view.keptOut).toMatchObject([{ name: 'Sarah Jones', isOpen: true }])
    expect(acts.map(({ id }) => id)).toContain('lift-exclusion')
    expect((await act(ben, 'lift-exclusion', sarah, '')).status).toBe(422)
    expect((await act(ben, 'lift-exclusion', sarah)).status).toBe(303)
    expect(await listed(sarah)).toEqual([reference])
  })

  test('confirms it, and it stays so', async () => {
    const { sarah, ben, reference, act } = await suspected()
    expect((await act(ben, 'confirm-exclusion', sarah)).status).toBe(303)
    const { view, acts } = pageOf(await ben.get(`/officer/cases/${reference}`), 'case')
    expect(view.keptOut).toMatchObject([{ name: 'Sarah Jones', isOpen: false }])
    expect(acts.map(({ id }) => id)).not.toContain('confirm-exclusion')
    expect(await listed(sarah)).toEqual([])
  })

  test('is never the one who is kept out', async () => {
    const { sarah, reference, act } = await suspected()
    expect((await act(sarah, 'lift-exclusion', sarah)).status).toBe(404)
    expect(await listed(sarah)).toEqual([])
    expect(reference).not.toBe('')
  })

  test('keeps somebody out by hand, themselves too, with a reason', async () => {
    const { sarah, ben, reference, act } = await suspected()
    expect((await act(ben, 'exclude', ben, '')).status).toBe(422)
    expect((await act(ben, 'exclude', ben, 'She is my cousin.')).status).toBe(303)
    expect((await ben.get(`/officer/cases/${reference}`)).status).toBe(404)
    expect(await listed(sarah)).toEqual([])
  })
})
