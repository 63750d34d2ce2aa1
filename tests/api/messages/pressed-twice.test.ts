import { describe, expect, test } from 'vitest'
import { ACT_PAGES } from '#api/messages/acts.ts'
import { outbox } from '#api/store/tables.ts'
import { leadsTo } from '#tests/support/app.ts'
import { givenMessages } from '#tests/support/coming-back.ts'

type Press = { readonly page: string; readonly form: Readonly<Record<string, string>> }

const ASKED: Press = {
  page: 'advocate',
  form: { answer: 'yes', share: 'contact', may: 'no', reach: 'site' },
}
/** Everything that somebody who came back can press, with what was pressed before it. */
const PRESSES: readonly (Press & { readonly after?: Press })[] = [
  { page: 'messages', form: { reply: 'On Monday.' } },
  { page: 'messages', form: { act: 'unsafe' } },
  { page: 'messages', form: { act: 'statement-agree' } },
  { page: 'messages', form: { act: 'statement-change', reply: 'It was twice.' } },
  { page: 'not-happy', form: { why: 'That is not what happened.' } },
  { page: 'put-right', form: { answer: 'no', why: 'Nothing changed.' } },
  { page: 'stop', form: { answer: 'pressure' } },
  { page: 'feedback', form: { answer: 'ok', better: 'Be quicker.' } },
  { page: 'data', form: { answer: 'see' } },
  { page: 'alert', form: { email: 'r@example.org' } },
  ASKED,
  { page: 'allow', form: { answer: 'contact-and-words', may: 'yes' }, after: ASKED },
  { page: 'allow', form: { answer: 'end', may: 'no' }, after: ASKED },
  { page: 'to-advocate', form: { message: 'Call me after four.' }, after: ASKED },
]

/** A complaint with a statement that waits for its writer's yes; they have come back. */
async function givenStatement() {
  const given = await givenMessages()
  const label = { service: null, reason: null, subReason: null }
  await given.happens('point-set', { part: 1, point: 1, ...label }, { text: 'Nobody told you.' })
  await given.happens('statement-sent', { part: 1 }, { text: 'You say that nobody told you.' })
  return {
    ...given,
    press: async ({ page, form }: Press) =>
      leadsTo(await given.browser.post(`/way-back/${page}`, form)),
    kept: async () => ({
      events: await given.events(),
      mails: await given.app.store.db.select().from(outbox),
    }),
  }
}

const REPLY: Press = { page: 'messages', form: { reply: 'On Monday.' } }

describe('a second press, or the same sent again on a line that broke', () => {
  test('is tried for every page of the way back', () => {
    const tried = new Set(PRESSES.map(({ page }) => page))
    expect([...tried].toSorted()).toEqual([...Object.keys(ACT_PAGES), 'messages'].toSorted())
  })

  test.each(PRESSES)('$page $form adds nothing and says the same', async (press) => {
    const given = await givenStatement()
    if (press.after) await given.press(press.after)
    const before = await given.kept()
    const led = await given.press(press)
    const after = await given.kept()
    if (press.page !== 'alert') expect(after.events.length).toBeGreaterThan(before.events.length)
    expect(await given.press(press)).toBe(led)
    expect(await given.kept()).toEqual(after)
  })

  test('at the same moment, it is one message', async () => {
    const { press, kinds } = await givenStatement()
    const before = await kinds()
    const led = await Promise.all([press(REPLY), press(REPLY), press(REPLY)])
    expect(new Set(led).size).toBe(1)
    expect(await kinds()).toEqual([...before, 'message-from-writer'])
  })
})

describe('it is a new one', () => {
  test('in other words', async () => {
    const { press, kinds } = await givenStatement()
    const before = (await kinds()).length
    await press(REPLY)
    await press({ page: 'messages', form: { reply: 'On Tuesday.' } })
    await press(REPLY)
    expect(await kinds()).toHaveLength(before + 3)
  })

  test('after somebody answered: not safe, said again, calls the duty again', async () => {
    const { press, happens, kinds } = await givenStatement()
    const unsafe: Press = { page: 'messages', form: { act: 'unsafe' } }
    await press(unsafe)
    await happens('read', {})
    await press(unsafe)
    expect((await kinds()).filter((kind) => kind === 'flagged')).toHaveLength(2)
  })

  test('after a quarter of an hour', async () => {
    const { press, app, kinds } = await givenStatement()
    const before = (await kinds()).length
    await press(REPLY)
    app.clock.forward(15)
    await press(REPLY)
    expect(await kinds()).toHaveLength(before + 2)
  })
})
