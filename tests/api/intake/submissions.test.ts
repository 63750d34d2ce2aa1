import { describe, expect, test } from 'vitest'
import { openMail } from '#api/mail/outbox.ts'
import { StoreBusy, StoreUnsure } from '#api/store/store.ts'
import { cases, inbox, outbox, people, submissions } from '#api/store/tables.ts'
import { Accepted } from '#schema/form/submission.ts'
import { aSubmission, type GivenApp, givenApp, newKey, postJson } from '../../support/app.ts'

const send = (app: GivenApp, body: unknown) => postJson(app, '/api/submissions', body)

async function accepted(app: GivenApp, body: unknown): Promise<Accepted> {
  const answer = await send(app, body)
  expect(answer.status).toBe(201)
  return Accepted.parse(await answer.json())
}

async function faults(answer: Response) {
  const { error } = (await answer.json()) as {
    error: { code: string; fields?: { field: string; code: string; allowed?: string[] }[] }
  }
  return error
}

async function letters(app: GivenApp) {
  const rows = await app.store.db.select().from(outbox)
  return rows.map((row) => ({ kind: row.kind, ...openMail(app.store, row.sealed) }))
}

describe('sending a submission', () => {
  test('a young person is told a reference, a code, a day and who is on their side', async () => {
    const app = await givenApp()
    const reply = await accepted(app, aSubmission({ answers: { advocate: { answer: 'yes' } } }))
    expect(reply.reference).toMatch(/^[CDFHJKMNPQRTWX2346789]{8}$/)
    expect(reply.code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}( [0-9A-HJKMNP-TV-Z]{4}){3}$/)
    expect(reply.category).toBe('statutory')
    expect(reply.receivedOn).toBe('2026-11-23')
    expect(reply.dueOn).toBe('2026-12-07')
    expect(reply.dueWorkedOut[0]).toEqual({ date: '2026-11-23', counts: false, why: 'day-0' })
    expect(reply.dueWorkedOut.filter(({ counts }) => counts)).toHaveLength(10)
    expect(reply.advocate).toMatchObject({ answer: 'yes', contactBy: '2026-11-26' })
  })

  test('the words and the names are sealed, apart from each other', async () => {
    const app = await givenApp()
    await accepted(app, aSubmission({ answers: { name: 'Rowan', child: { worker: 'Mx Hill' } } }))
    const [sent] = await app.store.db.select().from(submissions)
    const persons = await app.store.db.select().from(people)
    expect(sent?.sealed.includes('Nobody told me')).toBe(false)
    expect(persons.map(({ kind }) => kind)).toEqual(['writer', 'child'])
    const [row] = await app.store.db.select().from(cases)
    const key = await app.store.keys.caseKey(row?.keyId ?? '')
    const words = key?.open(sent?.sealed ?? Buffer.of()).toString() ?? ''
    expect(words).toContain('Nobody told me')
    expect(words).not.toContain('Rowan')
  })

  test('the inbox of the category is written to, without any of the words', async () => {
    const app = await givenApp()
    const reply = await accepted(app, aSubmission())
    const [notice] = await letters(app)
    expect(notice?.kind).toBe('notice')
    expect(notice?.subject).toContain(reply.reference)
    expect(notice?.text).not.toContain('Nobody told me')
    expect(notice?.text).toContain(`/officer/cases/${reply.reference}`)
  })

  test('somebody who is not safe is read first, and the duty is told', async () => {
    const app = await givenApp()
    const reply = await accepted(app, aSubmission({ facts: { danger_now: 'yes' } }))
    expect(reply.flags).toContain('safeguarding')
    expect((await letters(app)).map(({ kind }) => kind)).toEqual(['notice', 'urgent'])
    const [row] = await app.store.db.select().from(inbox)
    expect(row?.urgent).toBe(1)
  })

  test('asking to be reached opens no complaint and promises the same day', async () => {
    const app = await givenApp()
    const body = aSubmission({
      facts: { danger_now: 'yes', wants: undefined },
      answers: {
        story: undefined,
        ask: 'urgent-contact',
        contact: { kind: 'phone', value: '07700 900123' },
      },
    })
    const reply = await accepted(app, body)
    expect(reply).toMatchObject({ category: 'comment', dueOn: '2026-11-23' })
    expect(reply.flags).toContain('safeguarding')
    expect((await letters(app)).map(({ kind }) => kind)).toContain('urgent')
  })

  test('asking only for an advocate promises the advocate’s day and asks the provider', async () => {
    const app = await givenApp()
    const body = aSubmission({
      answers: {
        story: undefined,
        ask: 'advocate-only',
        contact: { kind: 'phone', value: '07700 900123' },
      },
    })
    const reply = await accepted(app, body)
    expect(reply).toMatchObject({ category: 'comment', dueOn: '2026-11-26' })
    expect(reply.advocate).toMatchObject({ answer: 'yes', contactBy: '2026-11-26' })
    expect((await letters(app)).map(({ kind }) => kind)).toContain('referral')
  })

  test('what was asked travels with its wording', async () => {
    const app = await givenApp()
    const asked = [{ question: 'yp-when.answer', answer: 'last-week' }]
    await accepted(app, aSubmission({ answers: { asked } }))
    const [row] = await app.store.db.select().from(cases)
    const [sent] = await app.store.db.select().from(submissions)
    const key = await app.store.keys.caseKey(row?.keyId ?? '')
    const { asked: kept } = JSON.parse(key?.open(sent?.sealed ?? Buffer.of()).toString() ?? '{}')
    expect(kept[0]).toMatchObject({ wording: 'When did it happen?', answer: 'last-week' })
  })
})

describe('the same key', () => {
  test('with the same body is the same submission and the same answer', async () => {
    const app = await givenApp()
    const body = aSubmission()
    const first = await accepted(app, body)
    app.clock.forward(3 * 24 * 60)
    const again = await send(app, body)
    expect(again.status).toBe(200)
    expect(await again.json()).toEqual(first)
    expect(await app.store.db.select().from(cases)).toHaveLength(1)
  })

  test('fifty at once are one submission', async () => {
    const app = await givenApp()
    const body = aSubmission()
    const answers = await Promise.all(Array.from({ length: 50 }, () => send(app, body)))
    const statuses = answers.map(({ status }) => status).sort()
    expect(statuses.filter((status) => status === 201)).toHaveLength(1)
    expect(statuses.filter((status) => status === 200)).toHaveLength(49)
    expect(await app.store.db.select().from(cases)).toHaveLength(1)
    expect(await letters(app)).toHaveLength(1)
  })

  test('with another body is refused, and no code is given', async () => {
    const app = await givenApp()
    const idempotencyKey = newKey()
    await accepted(app, aSubmission({ idempotencyKey }))
    const other = await send(
      app,
      aSubmission({ idempotencyKey, answers: { story: 'Other words' } }),
    )
    expect(other.status).toBe(409)
    expect(await other.json()).toEqual({ error: { code: 'key-reused' } })
  })
})

describe('refusing a submission', () => {
  test.each([
    ['a fact that is not on the list', { facts: { colour: 'blue' } }, 'facts.colour'],
    ['a value that is not on the list', { facts: { age_band: 'old' } }, 'facts.age_band'],
    ['no story, no file and nothing asked for', { answers: { story: undefined } }, 'answers.story'],
    ['a story of spaces', { answers: { story: ' \n ' } }, 'answers.story'],
    ['a story that is too long', { answers: { story: 'x'.repeat(20_001) } }, 'answers.story'],
    ['half a character', { answers: { story: '\ud800' } }, 'answers.story'],
    ['a key that could be guessed', { idempotencyKey: 'abc' }, 'idempotencyKey'],
    ['a language that is none', { language: 'not a language' }, 'language'],
    [
      'text messages, which nobody sends',
      { answers: { contact: { kind: 'text' } } },
      'answers.contact.kind',
    ],
    [
      'a file that never came',
      { answers: { attachments: ['x'.repeat(22)] } },
      'answers.attachments.0',
    ],
    [
      'a question that we never ask',
      { answers: { asked: [{ question: 'my-own', answer: 'x' }] } },
      'answers.asked.0.question',
    ],
  ])('%s is named, and nothing is kept', async (_, change, field) => {
    const app = await givenApp()
    const answer = await send(app, aSubmission(change))
    expect(answer.status).toBe(422)
    const error = await faults(answer)
    expect(error.code).toBe('invalid-fields')
    expect(error.fields?.map((fault) => fault.field)).toEqual([field])
    expect(await app.store.db.select().from(cases)).toHaveLength(0)
  })

  test('the values allowed are named, and nothing of what was sent', async () => {
    const app = await givenApp()
    const answer = await send(app, aSubmission({ facts: { wants: 'to tell you my secret' } }))
    const text = await answer.text()
    expect(text).not.toContain('secret')
    expect(text).toContain('"allowed":["put-right","explanation"')
  })

  test('what is missing is said to be missing', async () => {
    const app = await givenApp()
    const { facts: _, ...without } = aSubmission()
    const error = await faults(await send(app, without))
    expect(error.fields).toEqual([{ field: 'facts', code: 'missing' }])
  })

  test('an authority that is not served here is not found', async () => {
    const answer = await send(await givenApp(), aSubmission({ authority: 'atlantis' }))
    expect(answer.status).toBe(404)
    expect(await answer.json()).toEqual({ error: { code: 'unknown-authority' } })
  })

  test('a body of a megabyte is refused before it is read', async () => {
    const answer = await send(await givenApp(), 'x'.repeat(1_000_000))
    expect(answer.status).toBe(413)
  })

  test('a body that is no JSON is refused without a word of it', async () => {
    const answer = await send(await givenApp(), '{"story": my secret')
    expect(answer.status).toBe(400)
    expect(await answer.json()).toEqual({ error: { code: 'bad-request' } })
  })

  test('a form of another site cannot pass as JSON', async () => {
    const app = await givenApp()
    const answer = await postJson(app, '/api/submissions', aSubmission(), {
      'Content-Type': 'text/plain',
    })
    expect(answer.status).toBe(415)
  })

  test.each([
    ['Origin', 'https://elsewhere.example'],
    ['Sec-Fetch-Site', 'cross-site'],
    ['Sec-Fetch-Site', 'same-site'],
    ['Origin', 'null'],
  ])('a browser on another site is refused by its %s', async (name, value) => {
    const app = await givenApp()
    const answer = await postJson(app, '/api/submissions', aSubmission(), { [name]: value })
    expect(answer.status).toBe(403)
    expect(await app.store.db.select().from(cases)).toHaveLength(0)
  })

  test('while the disk is full it is told to come back, and nothing is kept', async () => {
    const app = await givenApp({
      store: (store) => ({
        ...store,
        write: () => Promise.reject(new StoreBusy('the disk is full')),
      }),
    })
    const answer = await send(app, aSubmission())
    expect(answer.status).toBe(503)
    expect(Number(answer.headers.get('Retry-After'))).toBeGreaterThan(0)
    expect(await answer.json()).toEqual({ error: { code: 'busy' } })
  })

  test('what a failed sync left on the disk is answered as received when it is sent again', async () => {
    let isFailing = false
    const app = await givenApp({
      store: (store) => ({
        ...store,
        write: async (writes) => {
          const results = await store.write(writes)
          if (isFailing) throw new StoreUnsure('a sync failed')
          return results
        },
      }),
    })
    const body = aSubmission()
    isFailing = true
    expect((await send(app, body)).status).toBe(503)
    isFailing = false
    expect((await send(app, body)).status).toBe(200)
    expect(await app.store.db.select().from(cases)).toHaveLength(1)
  })
})

describe('more than usual at once', () => {
  test('what comes beyond the limit of a minute is accepted, set apart and mailed about later', async () => {
    const app = await givenApp({ floodPerMinute: 2 })
    for (let n = 0; n < 4; n++)
      await accepted(app, aSubmission({ facts: { who: 'public', wants: 'just-tell' } }))
    const rows = await app.store.db.select().from(inbox)
    expect(rows.map((row) => row.setApart)).toEqual([0, 0, 1, 1])
    expect(await letters(app)).toHaveLength(2)
    app.clock.forward(1)
    expect(app.floodGuards.get('coventry')?.takeCount()).toBe(2)
  })

  test('somebody who may not be safe is never set apart', async () => {
    const app = await givenApp({ floodPerMinute: 1 })
    await accepted(app, aSubmission())
    await accepted(app, aSubmission({ facts: { danger_now: 'yes' } }))
    const rows = await app.store.db.select().from(inbox)
    expect(rows.map((row) => row.setApart)).toEqual([0, 0])
  })
})

test('no log line holds a word, a name or an address of what was sent or refused', async () => {
  const app = await givenApp()
  const secret = 'Zebedee-Quux'
  const answers = {
    story: secret,
    name: secret,
    contact: { kind: 'email', value: `${secret}@x.example` },
  }
  await send(app, aSubmission({ answers }))
  await send(app, aSubmission({ answers, facts: { [secret]: secret } }))
  await send(app, `{"${secret}`)
  await app.request(`/${secret}`)
  await app.request(`/api/${secret}?${secret}`)
  expect(app.logged.length).toBeGreaterThan(0)
  expect(app.logged.join('\n')).not.toContain(secret)
})
