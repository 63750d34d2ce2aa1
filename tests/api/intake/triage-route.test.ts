import { describe, expect, test } from 'vitest'
import { cases } from '#api/store/tables.ts'
import { Triage } from '#schema/triage/triage.ts'
import { type GivenApp, givenApp, postJson } from '../../support/app.ts'

const ask = (app: GivenApp, body: unknown) => postJson(app, '/api/triage', body)
const facts = { who: 'young-person', wants: 'put-right' }

describe('asking what triage would propose', () => {
  test('answers with reasons in both voices and keeps nothing', async () => {
    const app = await givenApp()
    const answer = await ask(app, { facts, text: 'Nobody listens.', language: 'en' })
    expect(answer.status).toBe(200)
    const proposal = Triage.parse(await answer.json())
    expect(proposal.category).toBe('statutory')
    expect(
      proposal.reasons.every(({ officer, writer, source }) => officer && writer && source),
    ).toBe(true)
    expect(await app.store.db.select().from(cases)).toHaveLength(0)
  })

  test.each([
    [
      'an unknown fact',
      { facts: { ...facts, mood: 'sad' }, text: '', language: 'en' },
      'facts.mood',
    ],
    ['an unknown value', { facts: { who: 'martian' }, text: '', language: 'en' }, 'facts.who'],
    [
      'a service that is none',
      { facts: { ...facts, service: ['send', 'x'] }, text: '', language: 'en' },
      'facts.service',
    ],
    ['no facts', { text: '', language: 'en' }, 'facts'],
    ['a number for a text', { facts, text: 5, language: 'en' }, 'text'],
    ['half a character', { facts, text: '\udc00', language: 'en' }, 'text'],
    ['a language that is none', { facts, text: '', language: '!' }, 'language'],
  ])('%s is named with the values allowed', async (_, body, field) => {
    const answer = await ask(await givenApp(), body)
    expect(answer.status).toBe(422)
    const { error } = (await answer.json()) as { error: { fields: { field: string }[] } }
    expect(error.fields[0]?.field).toBe(field)
  })

  test('a megabyte of text is refused before it is read', async () => {
    const answer = await ask(await givenApp(), {
      facts,
      text: 'x'.repeat(1_000_000),
      language: 'en',
    })
    expect(answer.status).toBe(413)
  })

  test('a browser on another site is refused', async () => {
    const app = await givenApp()
    const body = { facts, text: '', language: 'en' }
    const answer = await postJson(app, '/api/triage', body, { Origin: 'https://elsewhere.example' })
    expect(answer.status).toBe(403)
  })
})
