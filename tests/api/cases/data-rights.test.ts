import { describe, expect, test } from 'vitest'
import { act, can, caseOf, done, faultsOf, formOf, offeredTo } from './acting.ts'
import { A_YOUNG_PERSON, openDesk } from './desk.ts'

const TODAY = '2026-11-23'
const A_MOVE = { ...A_YOUNG_PERSON, service: 'placement-move' } as const
const A_NEIGHBOUR = { who: 'public', service: 'social-work', wants: 'formal-complaint' } as const

type Facts = Parameters<Awaited<ReturnType<typeof openDesk>>['submit']>[0]['facts']

async function given(facts: Facts = A_YOUNG_PERSON) {
  const desk = await openDesk()
  const sent = await desk.submit({ facts })
  const ada = await desk.signIn()
  return { desk, ada, ...sent }
}

describe('somebody who asks to see what is kept', () => {
  test('is answered within the month, and told of the Information Commissioner', async () => {
    const { desk, ada, reference, code } = await given()
    const asked = { about: 'access', on: TODAY, text: 'By letter; known to us.' }
    const { view } = await done(ada, reference, 'data-asked', asked)
    expect(view.dates.find(({ due }) => due.clock === 'data-access')?.due.dueOn).toBe('2026-12-23')
    const { acts } = await caseOf(ada, reference)
    expect(acts.find(({ id }) => id === 'data-answer')?.dueOn).toBe('2026-12-23')
    const answer = { asked: '1', result: 'in-part', text: 'Here it is, without two names.' }
    await can(ada, reference, 'data-answer', answer)
    const said = (await desk.wayBack(code)).messages.at(-1)?.text
    expect(said).toContain('without two names')
    expect(said).toContain('ico.org.uk')
    expect(await offeredTo(ada, reference)).not.toContain('data-answer')
  })

  test('is told of more time within the first month, or not at all', async () => {
    const { desk, ada, reference } = await given()
    const asked = { about: 'access', on: TODAY, text: 'By letter.' }
    await can(ada, reference, 'data-asked', asked)
    const { typed } = await formOf(ada, reference, 'data-extend')
    expect(typed.text?.[0]).toContain('23 February 2027')
    desk.minutesOn(60 * 24 * 31)
    await desk.signInAgain(ada)
    expect(await offeredTo(ada, reference)).not.toContain('data-extend')
  })
})

describe('a disputed decision', () => {
  test('is looked at on the day of receipt where a move is complained of', async () => {
    const { desk, ada, reference, code } = await given(A_MOVE)
    const first = (await caseOf(ada, reference)).acts.find(({ id }) => id === 'freeze-decision')
    expect(first?.dueOn).toBe(TODAY)
    await can(ada, reference, 'freeze-decision', { text: 'The move will wait.' })
    expect((await desk.wayBack(code)).messages.at(-1)?.text).toContain('The move will wait.')
    const { view } = await caseOf(ada, reference)
    expect(view.dates.find(({ due }) => due.clock === 'frozen-or-not')?.due.doneOn).toBe(TODAY)
  })

  test('is let go after the answer and after closing too, and closing says that it waits', async () => {
    const { ada, reference } = await given(A_MOVE)
    await can(ada, reference, 'freeze-decision', { text: 'The move will wait.' })
    await can(ada, reference, 'answer', { outcome: 'upheld', text: 'You were right.' })
    const { form } = await formOf(ada, reference, 'close')
    expect(form.first).toEqual({ act: 'release-decision', because: 'decision-waits' })
    const closed = await done(ada, reference, 'close')
    expect(closed.view.row.flags).toContain('decision-waits')
    const { view } = await done(ada, reference, 'release-decision', { text: 'It goes on.' })
    expect(view.state.parts[0]?.frozenOn).toBeNull()
  })

  test('that does not wait is decided as well, with the reason', async () => {
    const { ada, reference } = await given(A_MOVE)
    const not = { text: 'Waiting would not be safe for you.' }
    const { view } = await done(ada, reference, 'decline-freeze', not)
    expect(view.state.parts[0]).toMatchObject({ frozenOn: null, frozenDecidedOn: TODAY })
  })
})

describe('who may complain', () => {
  const assured = {
    still: ['say-more', 'another-procedure'],
    reviewOn: '2026-12-14',
    advocacyReminder: 'yes',
    ombudsmanLine: 'yes',
  }

  test('is declined with reasons, all that is owed, and a way to answer', async () => {
    const { desk, ada, reference, code } = await given(A_NEIGHBOUR)
    const declined = { text: 'You do not know this child.', ...assured }
    const { view } = await done(ada, reference, 'decline-standing', declined)
    expect(view.state.parts[0]?.settled?.how).toBe('refused')
    const page = await desk.wayBack(code)
    const said = page.decisions.at(-1)?.text
    for (const each of ['You do not know this child.', '14 December', '0300 061 0614'])
      expect(said).toContain(each)
    await desk.writeBack(code, 'But I am her aunt.')
    expect((await caseOf(ada, reference)).view.state.unansweredSince).toBe(TODAY)
  })

  test.each(Object.keys(assured))('is not declined without %s', async (field) => {
    const { ada, reference } = await given(A_NEIGHBOUR)
    const answer = await act(ada, reference, 'decline-standing', {
      text: 'No.',
      ...assured,
      [field]: '',
    })
    expect(faultsOf(answer)).toEqual([`${field}-missing`])
  })

  test('is accepted once, with reasons that they can read', async () => {
    const { desk, ada, reference, code } = await given(A_NEIGHBOUR)
    await can(ada, reference, 'accept-standing', { text: 'You care for her each day.' })
    expect((await desk.wayBack(code)).messages.at(-1)?.text).toContain('each day')
    expect(await offeredTo(ada, reference)).not.toContain('accept-standing')
  })

  test('is nobody’s to decide of a child, by whichever way', async () => {
    const { ada, reference } = await given()
    const offered = await offeredTo(ada, reference)
    expect(offered).not.toContain('decline-standing')
    expect(offered).not.toContain('accept-standing')
    const { seq } = (await caseOf(ada, reference)).view
    const refused = await ada.post(`/officer/cases/${reference}`, {
      act: 'refuse',
      part: '1',
      seq: String(seq),
      reason: 'no-sufficient-interest',
      text: 'No.',
      ...assured,
    })
    expect(faultsOf(refused)).toEqual(['act-own-right'])
  })
})

describe('an answer to a young person', () => {
  test('has the formal letter beside the plain words, and says which is which', async () => {
    const { desk, ada, reference, code } = await given()
    await can(ada, reference, 'add-point', { text: 'My visit.' })
    const found = { point: '1', outcome: 'upheld', text: 'True.' }
    await can(ada, reference, 'answer-point', found)
    const { typed } = await formOf(ada, reference, 'answer')
    expect(typed.text?.[0]).toContain('You were right about this.')
    expect(typed.beside?.[0]).toContain('We uphold this.')
    expect(typed.text?.[0]).toContain('True.')
    const { text = [], beside = [] } = typed
    await can(ada, reference, 'answer', { text, beside })
    const said = (await desk.wayBack(code)).messages.at(-1)?.text ?? ''
    const order = [
      'You were right about this.',
      'formal letter',
      'We uphold this.',
      '0300 061 0614',
    ]
    expect(order.map((each) => said.lastIndexOf(each))).toEqual(
      order.map((each) => said.lastIndexOf(each)).sort((a, b) => a - b),
    )
    // What is owed is said in both.
    expect(said.split('0300 061 0614')).toHaveLength(3)
    expect(order.every((each) => said.includes(each))).toBe(true)
  })
})

describe('a letter that gives less', () => {
  const MORE = {
    still: ['ombudsman'],
    reviewOn: '2026-12-14',
    advocacyReminder: 'yes',
    ombudsmanLine: 'yes',
  }

  test('refuses a later stage in plain words and formally, with all that is owed in both', async () => {
    const { desk, ada, reference, code } = await given()
    await can(ada, reference, 'answer', { outcome: 'not-upheld', text: 'We looked.' })
    const asked = { on: TODAY, because: 'not-happy', text: 'Again.' }
    await can(ada, reference, 'request-stage', asked)
    const { typed } = await formOf(ada, reference, 'refuse-stage')
    const [text = '', beside = ''] = [typed.text?.[0], typed.beside?.[0]]
    const bare = { reason: 'already-considered', text, beside, ...MORE }
    expect(faultsOf(await act(ada, reference, 'refuse-stage', bare))).toEqual([
      'text-unfinished',
      'beside-unfinished',
    ])
    const reasons = { text: `${text} We did it twice.`, beside: `${beside} It was considered.` }
    await can(ada, reference, 'refuse-stage', { ...bare, ...reasons })
    const said = (await desk.wayBack(code)).decisions.at(-1)?.text ?? ''
    for (const each of ['We did it twice.', 'It was considered.']) expect(said).toContain(each)
    expect(said.split('0300 061 0614')).toHaveLength(3)
    expect(said.split('Monday 14 December')).toHaveLength(3)
  })

  test.each(['freeze-decision', 'decline-freeze'])(
    'on a disputed decision says the same thing in both: %s',
    async (id) => {
      const { desk, ada, reference, code } = await given(A_MOVE)
      const { typed } = await formOf(ada, reference, id)
      const [text = '', beside = ''] = [typed.text?.[0], typed.beside?.[0]]
      expect(beside).not.toBe(text)
      await can(ada, reference, id, { text: `${text} Yes.`, beside: `${beside} Yes.` })
      const said = (await desk.wayBack(code)).messages.at(-1)?.text ?? ''
      expect(said).toContain('formal letter')
      expect(said.includes('wait with the change until')).toBe(id === 'freeze-decision')
      expect(said.includes('The change will not wait.')).toBe(id === 'decline-freeze')
    },
  )
})

describe('a letter that the procedure asks for', () => {
  test.each(['acknowledge', 'withdraw', 'extend'])(
    '%s stands ready in plain words and as the formal letter',
    async (id) => {
      const { ada, reference } = await given()
      const { typed } = await formOf(ada, reference, id)
      expect(typed.text?.[0]).not.toBe('')
      expect(typed.beside?.[0]).not.toBe(typed.text?.[0])
    },
  )

  test('to an adult has room for the child’s version, and says which is which', async () => {
    const { desk, ada, reference, code } = await given({ ...A_NEIGHBOUR, who: 'parent' })
    const { typed } = await formOf(ada, reference, 'acknowledge')
    expect(typed.beside).toBeUndefined()
    const { text = [] } = typed
    await can(ada, reference, 'acknowledge', { text, beside: 'We read what Mum sent.' })
    const said = (await desk.wayBack(code)).messages.at(-1)?.text ?? ''
    expect(said).toMatch(/for a child to read:\n\nWe read what Mum sent\./)
  })

  test('to an adult who wrote for a child has the child’s version ready', async () => {
    const facts = { ...A_NEIGHBOUR, who: 'parent', speaking_for: 'child' } as const
    const { ada, reference } = await given(facts)
    const { typed } = await formOf(ada, reference, 'acknowledge')
    expect(typed.beside?.[0]).not.toBe(typed.text?.[0])
    expect(typed.beside?.[0]).toContain('Hello')
  })

  test('promises no day that has passed', async () => {
    const { desk, ada, reference } = await given()
    const before = (await formOf(ada, reference, 'acknowledge')).typed.text?.[0]
    expect(before).toContain('We will write to you by')
    desk.minutesOn(60 * 24 * 31)
    await desk.signInAgain(ada)
    const after = (await formOf(ada, reference, 'acknowledge')).typed.text?.[0]
    expect(after).not.toContain('by')
    expect(after).toContain('I have read what you told us.')
  })
})
