import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { openMail } from '#api/mail/outbox.ts'
import type { Store } from '#api/store/store.ts'
import { outbox } from '#api/store/tables.ts'
import { instant } from '#schema/dates.ts'
import { A_YOUNG_PERSON, openDesk } from '#tests/api/cases/desk.ts'

const MANAGER = {
  email: 'mo@council.example',
  name: 'Mo',
  roles: ['manager' as const],
  services: ['family-time' as const],
}

async function weeklyMails(store: Store) {
  const rows = await store.db.select().from(outbox).where(eq(outbox.kind, 'weekly'))
  return rows.map(({ sealed }) => openMail(store, sealed))
}

test('each manager is sent the list of their services once a week, also after a restart', async () => {
  const desk = await openDesk()
  await desk.signIn(MANAGER)
  const { reference } = await desk.submit({ facts: A_YOUNG_PERSON })
  const other = await desk.submit({ facts: { who: 'parent', service: 'send', wants: 'put-right' } })
  const upkeep = await desk.startUpkeep()
  await upkeep.runOnce()
  desk.clock.now = instant('2026-11-25T09:00:00.000Z')
  await upkeep.runOnce()
  const again = await desk.startUpkeep()
  await again.runOnce()
  const [mail, ...more] = await weeklyMails(desk.store)
  expect(more).toEqual([])
  expect(mail).toMatchObject({
    to: 'mo@council.example',
    subject: 'This week: 0 late, 0 due soon, 1 on time',
  })
  expect(mail?.text).toContain(`Green, 1: ${reference}`)
  expect(mail?.text).not.toContain(other.reference)
  expect(mail?.text).not.toContain('cancelled')
  desk.clock.now = instant('2026-12-14T09:00:00.000Z')
  await again.runOnce()
  expect((await weeklyMails(desk.store)).map(({ subject }) => subject)).toEqual([
    'This week: 0 late, 0 due soon, 1 on time',
    'This week: 1 late, 0 due soon, 0 on time',
  ])
})

test('a manager is sent nothing of a case that they are kept out of, and nothing where nothing is open', async () => {
  const desk = await openDesk()
  const mo = await desk.signIn(MANAGER)
  const { reference } = await desk.submit({ facts: A_YOUNG_PERSON })
  await desk.keepOut(mo.officer, reference)
  await (await desk.startUpkeep()).runOnce()
  expect(await weeklyMails(desk.store)).toEqual([])
})
