import { expect, test } from 'vitest'
import { caseOf, done, offeredTo } from './acting.ts'
import { A_YOUNG_PERSON, openDesk } from './desk.ts'

const STORY = 'Nikt mi nie powiedział o przeprowadzce.'

test('a translation stands beside the words, which stay as they were written', async () => {
  const desk = await openDesk()
  const { reference } = await desk.submit({
    language: 'pl',
    facts: A_YOUNG_PERSON,
    answers: { story: STORY },
  })
  const ada = await desk.signIn()
  expect(await offeredTo(ada, reference)).toContain('translate')
  const page = await done(ada, reference, 'translate', { text: 'Nobody told me about the move.' })
  expect(page.view.language).toBe('pl')
  expect(page.view.submitted?.answers.story).toBe(STORY)
  expect(page.view.events.at(-1)).toMatchObject({
    event: { kind: 'translated', data: {} },
    text: 'Nobody told me about the move.',
  })
})

test('a better translation comes beside the first, and the case stands as before', async () => {
  const desk = await openDesk()
  const { reference } = await desk.submit({ language: 'pl', facts: A_YOUNG_PERSON })
  const ada = await desk.signIn()
  const before = await caseOf(ada, reference)
  await done(ada, reference, 'translate', { text: 'One try.' })
  const after = await done(ada, reference, 'translate', { text: 'A better one.' })
  const translations = after.view.events.filter(({ event }) => event.kind === 'translated')
  expect(translations.map(({ text }) => text)).toEqual(['One try.', 'A better one.'])
  expect(after.view.state.parts).toEqual(before.view.state.parts)
})
