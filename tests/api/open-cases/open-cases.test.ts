import { describe, expect, test } from 'vitest'
import { bringInOpenCases } from '#api/open-cases/bring-in.ts'
import { outbox } from '#api/store/tables.ts'
import { loadContent } from '#content/index.ts'
import { caseOf } from '#tests/api/cases/acting.ts'
import { openDesk, pageOf } from '#tests/api/cases/desk.ts'

const content = loadContent('content')

async function givenDesk() {
  const desk = await openDesk()
  const ada = await desk.signIn()
  const served = desk.app.authorities.of('coventry')
  if (served === undefined) throw new Error('it is not served')
  const bring = (text: string, mode: 'write' | 'dry-run' = 'write') =>
    bringInOpenCases(
      {
        served,
        content,
        publicUrl: 'http://localhost:4321',
        at: desk.clock.now,
        by: ada.officer,
        mode,
      },
      text,
    )
  return { desk, ada, bring }
}

const STAGE_TWO = [
  'ref,received_on,channel,who,child_known,wants,service,story,name,contact_kind,contact_value,acknowledged_on,stage_1_answered_on,stage_2_requested_on,owner,note',
  'OLD-7,2026-09-01,letter,young-person,looked-after,put-right,family-time,"They cancelled, again.",Kim,letter,1 High Street,2026-09-02,2026-09-14,2026-11-16,ada@council.example,Paper file 7',
].join('\r\n')

describe('cases that were open before', () => {
  test('come in with their words, people and days, their clocks run on, and nobody is mailed', async () => {
    const { desk, ada, bring } = await givenDesk()
    const brought = await bring(STAGE_TWO)
    if (!brought.ok) throw new Error(JSON.stringify(brought))
    const [first] = brought.cases
    expect(first?.ref).toBe('OLD-7')
    const { view } = await caseOf(ada, first?.reference ?? '')
    expect(view.submitted?.answers.story).toBe('They cancelled, again.')
    expect(view.state).toMatchObject({
      receivedOn: '2026-09-01',
      acknowledgedOn: '2026-09-02',
      assignedTo: `officer:${ada.officer.id}`,
      received: { source: 'import', channel: 'letter' },
    })
    expect(
      view.state.parts[0]?.stages.map(({ stage, requestedOn }) => [stage, requestedOn]),
    ).toEqual([
      [1, '2026-09-01'],
      [2, '2026-11-16'],
    ])
    expect(view.row).toMatchObject({ stage: 2, isUnread: false })
    expect(view.people).toMatchObject([{ kind: 'writer', name: 'Kim' }])
    expect(view.events.at(-1)?.text).toBe('OLD-7\nPaper file 7')
    expect(await desk.store.db.select().from(outbox)).toEqual([])
    expect((await desk.wayBack(first?.code ?? '')).reference).toBe(first?.reference)
  })

  test('are one case each, however often the file is brought in', async () => {
    const { desk, bring } = await givenDesk()
    const once = await bring(STAGE_TWO)
    expect(await bring(STAGE_TWO)).toEqual(once)
    expect(await desk.submitted()).toHaveLength(1)
    expect(await bring(STAGE_TWO.replace('again', 'twice'))).toMatchObject({
      ok: false,
      faults: [{ line: 2, column: 'ref' }],
    })
  })

  test('are all refused where one line is wrong, by line and column and without what stood there', async () => {
    const { desk, bring } = await givenDesk()
    const text = [
      STAGE_TWO,
      'OLD-8,2027-09-01,letter,young-person,,,family-time,A story,,,,,,,,',
      'OLD-9,soon,pigeon,young-person,,,family-time,A story,,,,,,,,',
      'OLD-7,2026-09-01,letter,young-person,,,family-time,A story,,,,,,,,',
    ].join('\r\n')
    const read = await bring(text)
    expect(read).toMatchObject({
      ok: false,
      faults: [
        { line: 4, column: 'received_on' },
        { line: 4, column: 'channel' },
        { line: 5, column: 'ref' },
      ],
    })
    expect(JSON.stringify(read)).not.toContain('pigeon')
    expect(await desk.submitted()).toEqual([])
  })

  test.each([
    ['a day to come', '2027-09-01,letter,,', 'received_on'],
    ['an owner who is not here', '2026-09-01,letter,,nobody@council.example', 'owner'],
    [
      'a stage that is asked for before it came',
      '2026-09-01,letter,2026-08-01,',
      'stage_2_requested_on',
    ],
  ])('are refused with %s', async (_, cells, column) => {
    const { desk, bring } = await givenDesk()
    const [received, channel, requested, owner] = cells.split(',')
    const text = `ref,received_on,channel,who,service,story,stage_2_requested_on,owner
A1,${received},${channel},young-person,family-time,A story,${requested},${owner}`
    expect(await bring(text, 'dry-run')).toMatchObject({ ok: false, faults: [{ line: 2, column }] })
    expect(await desk.submitted()).toEqual([])
  })

  test('are only looked at in a dry run', async () => {
    const { desk, bring } = await givenDesk()
    expect(await bring(STAGE_TWO, 'dry-run')).toEqual({ ok: true, cases: [], found: 1 })
    expect(await desk.submitted()).toEqual([])
  })

  test('come in from a file on the desk, looked at first, with each writer’s code', async () => {
    const { desk, ada } = await givenDesk()
    const send = async (fields: Record<string, string>, text = STAGE_TWO) => {
      const body = new FormData()
      body.append('file', new Blob([text]), 'open.csv')
      for (const [name, value] of Object.entries(fields)) body.append(name, value)
      const answer = await ada.ask('/officer/new/open-cases', { method: 'POST', body })
      return pageOf(answer, 'open-cases').opening
    }
    expect(await send({})).toEqual({ brought: { ok: true, cases: [], found: 1 }, isDry: true })
    expect((await send({}, STAGE_TWO.replace('letter', 'pigeon'))).brought).toMatchObject({
      ok: false,
      faults: [{ line: 2, column: 'channel', expected: expect.stringMatching(/^one of email, /) }],
    })
    expect(await desk.submitted()).toEqual([])
    const { brought } = await send({ write: 'yes' })
    if (brought?.ok !== true) throw new Error(JSON.stringify(brought))
    const [first] = brought.cases
    expect((await desk.wayBack(first?.code ?? '')).reference).toBe(first?.reference)
    const dee = await desk.signIn({ email: 'dee@council.example', roles: ['duty'] })
    expect((await dee.get('/officer/new/open-cases')).status).toBe(404)
  })
})
