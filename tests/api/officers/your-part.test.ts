import { expect, test } from 'vitest'
import { openDesk, pageOf } from '#tests/api/cases/desk.ts'

test('the first page says what somebody is here for: their services, whom they stand in for, and the duty', async () => {
  const desk = await openDesk()
  const ada = await desk.signIn()
  const ben = await desk.signIn({
    email: 'ben@council.example',
    name: 'Ben',
    roles: ['manager'],
    services: ['send'],
  })
  const part = async () => pageOf(await ben.get('/officer'), 'today').part
  const bare = { roles: ['manager'], services: ['send'], standsIn: [], isOnDuty: false }
  expect(await part()).toEqual(bare)
  const officer = String(ben.officer.id)
  const days = { firstDay: '2026-11-23', lastDay: '2026-11-24' }
  await ada.post('/officer/rota', { what: 'turn', officer, hours: 'duty-hours', ...days })
  const forOfficer = String(ada.officer.id)
  await ada.post('/officer/rota', { what: 'cover', officer, forOfficer, ...days })
  const later = { firstDay: '2026-12-07', lastDay: '2026-12-11' }
  await ada.post('/officer/rota', { what: 'cover', officer, forOfficer, ...later })
  expect(await part()).toEqual({
    ...bare,
    standsIn: [{ name: 'Ada', until: '2026-11-24' }],
    isOnDuty: true,
  })
})
