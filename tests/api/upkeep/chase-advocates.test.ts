import { expect, test } from 'vitest'
import { givenAuthority } from './given.ts'

const ASKS = { advocate: { answer: 'yes', share: 'contact' }, contact: { kind: 'code' } } as const

test('a provider who has not been in touch by the day that was promised is reminded, weekly', async () => {
  const given = await givenAuthority()
  const { reference } = await given.receive({}, ASKS)
  const reminders = async () =>
    (await given.mails()).filter(
      ({ kind, text }) => kind === 'referral' && /nobody has told us/.test(text),
    )
  const round = async (at: string) => {
    given.until(at)
    const upkeep = await given.start()
    await upkeep.runOnce()
    await upkeep.stop()
  }
  await round('2026-11-26T12:00:00.000Z')
  expect(await reminders()).toEqual([])
  await round('2026-11-27T12:00:00.000Z')
  expect(await reminders()).toMatchObject([{ to: 'advocacy@coventry.example.org' }])
  await round('2026-11-28T12:00:00.000Z')
  expect(await reminders()).toHaveLength(1)
  await round('2026-12-04T12:00:00.000Z')
  expect(await reminders()).toHaveLength(2)
  const kinds = (await given.events(reference)).map(({ kind }) => kind)
  expect(kinds.filter((kind) => kind === 'advocate-chased')).toHaveLength(2)
})

test('nobody is reminded of someone whom an advocate has reached', async () => {
  const given = await givenAuthority()
  const { reference } = await given.receive({}, ASKS)
  const mail = (await given.mails()).find(({ kind }) => kind === 'referral')
  const link = /\/referral\/[\w-]+/.exec(mail?.text ?? '')?.[0] ?? ''
  const opened = await given.app.request(link, { method: 'POST' })
  const cookie = opened.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const body = new URLSearchParams({ act: 'contacted' })
  await given.app.request('/advocate', { method: 'POST', body, headers: { Cookie: cookie } })
  given.until('2026-12-10T12:00:00.000Z')
  const upkeep = await given.start()
  await upkeep.runOnce()
  const kinds = (await given.events(reference)).map(({ kind }) => kind)
  expect(kinds).toContain('advocate-contacted')
  expect(kinds).not.toContain('advocate-chased')
})
