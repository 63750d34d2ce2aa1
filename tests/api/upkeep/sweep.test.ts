import { existsSync, readdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { folderOf } from '#api/intake/attachments.ts'
import { newCookie, newDraft, openDrafts } from '#api/intake/draft.ts'
import { MAILED_LINK_MINUTES, newLink } from '#api/officers/links.ts'
import { newSession } from '#api/officers/sessions.ts'
import { attachments, drafts, sessions, signInLinks } from '#api/store/tables.ts'
import { addOfficer } from '#tests/support/officers.ts'
import { type GivenAuthority, givenAuthority } from './given.ts'

const PNG = Buffer.from(
  '89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0000003010100c9fe92ef0000000049454e44ae426082',
  'hex',
)

async function upload(given: GivenAuthority): Promise<string> {
  const body = new FormData()
  body.set('file', new File([PNG], 'a.png', { type: 'image/png' }))
  const answer = await given.app.request('/api/attachments', { method: 'POST', body })
  if (answer.status !== 201) throw new Error(await answer.text())
  return (await answer.json()).id
}

test('what nobody may open any more is destroyed when its time is over, and not before', async () => {
  const given = await givenAuthority()
  const { store, clock } = given
  const newcomer = { email: 'ada@council.example', name: 'Ada', roles: ['officer' as const] }
  const officer = await addOfficer(store, { ...newcomer, services: [] }, clock())
  await openDrafts(store, clock).write(newCookie(), newDraft(clock()))
  await store.write([
    ...newLink(store, officer.id, clock(), MAILED_LINK_MINUTES).writes,
    newSession(store, officer.id, 'full', clock()).write,
  ])
  const file = await upload(given)
  const counts = async () => ({
    drafts: (await store.db.select().from(drafts)).length,
    links: (await store.db.select().from(signInLinks)).length,
    sessions: (await store.db.select().from(sessions)).length,
    files: (await store.db.select().from(attachments)).length,
  })
  const upkeep = await given.start()
  given.until('2026-11-23T09:14:00.000Z')
  await upkeep.runOnce()
  expect(await counts()).toEqual({ drafts: 1, links: 1, sessions: 1, files: 1 })
  given.until('2026-11-23T09:16:00.000Z')
  await upkeep.runOnce()
  expect(await counts()).toEqual({ drafts: 1, links: 0, sessions: 0, files: 1 })
  given.until('2026-11-24T09:01:00.000Z')
  await upkeep.runOnce()
  expect(await counts()).toEqual({ drafts: 0, links: 0, sessions: 0, files: 0 })
  expect(existsSync(join(folderOf(store).folder, file))).toBe(false)
})

test('a file that a crash left without a row goes after two days, and a claimed one stays with its copy', async () => {
  const given = await givenAuthority()
  const file = await upload(given)
  await given.receive({}, { attachments: [file] })
  const { folder } = folderOf(given.store)
  const dayOld = (name: string, days: number) => {
    const path = join(folder, name)
    if (!existsSync(path)) writeFileSync(path, 'sealed')
    const at = new Date(Date.parse(given.clock()) - days * 86_400_000)
    utimesSync(path, at, at)
  }
  dayOld(file, 9)
  dayOld(`${file}.copy`, 9)
  dayOld('left-long-ago.copy', 3)
  dayOld('left-long-ago', 3)
  dayOld('being-sent-now', 0)
  await (await given.start()).runOnce()
  expect(readdirSync(folder).sort()).toEqual(['being-sent-now', file, `${file}.copy`].sort())
})

test('a file that goes while the others are looked through stops nothing', async () => {
  const given = await givenAuthority()
  await upload(given)
  const { folder } = folderOf(given.store)
  const old = new Date(Date.parse(given.clock()) - 9 * 86_400_000)
  // A name with nothing behind it, as one that was taken back after the folder was read.
  symlinkSync(join(folder, 'nowhere'), join(folder, 'gone-meanwhile'))
  writeFileSync(join(folder, 'left-long-ago'), 'sealed')
  utimesSync(join(folder, 'left-long-ago'), old, old)
  await (await given.start()).runOnce()
  expect(readdirSync(folder)).not.toContain('left-long-ago')
  expect(given.logged).toEqual([])
})

test('an inbox hears in one mail how many were set apart, once the minute of the flood is over', async () => {
  const given = await givenAuthority({ floodPerMinute: 1 })
  for (let nth = 0; nth < 4; nth++) await given.receive()
  const upkeep = await given.start()
  given.until('2026-11-23T09:01:00.000Z')
  await upkeep.runOnce()
  await upkeep.runOnce()
  const digests = (await given.mails()).filter(({ kind }) => kind === 'digest')
  expect(digests).toMatchObject([{ to: given.served.profile.inboxes.statutory }])
  expect(digests[0]?.subject).toBe('Set apart: 3')
})
