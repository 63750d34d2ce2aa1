import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { makeBackup } from '#api/backup/make-backup.ts'
import { restoreBackup } from '#api/backup/restore.ts'
import { readEvents } from '#api/cases/events.ts'
import { type Removal, remove } from '#api/forgetting/remove.ts'
import { copyNameOf, folderOf } from '#api/intake/attachments.ts'
import { sealCopy } from '#api/intake/clean-copy.ts'
import { cases, inbox, outbox, people, removals } from '#api/store/tables.ts'
import { CaseEvent } from '#schema/case/case.ts'
import { type Instant, localDateOf } from '#schema/dates.ts'
import { englandAndWales } from '#schema/rules/days/working-days.ts'
import { type GivenAuthority, givenAuthority } from '#tests/api/upkeep/given.ts'
import { content, postJson } from '#tests/support/app.ts'
import { A_MASTER_KEY, temporaryFolder } from '#tests/support/store.ts'
import { markersIn } from './found-in.ts'

/** Twenty things that a person told us, each to be found nowhere afterwards. */
const MARKERS = Array.from(
  { length: 20 },
  (_, nth) => `Quillfeather${String.fromCharCode(65 + nth)}`,
)
const [
  STORY = '',
  NAME = '',
  CHILD = '',
  PLACE = '',
  ALERT = '',
  NOTE = '',
  ABOUT = '',
  FILE = '',
] = MARKERS
const OTHERS = MARKERS.slice(8).join(' ')

const EVERYTHING = {
  story: `${STORY} took my bag to ${PLACE}. ${OTHERS}`,
  name: NAME,
  about_person: ABOUT,
  contact: { kind: 'phone', value: '07700 900123', safe_note: NOTE },
  with_child: 'yes',
  child: { name: CHILD },
  alert: { kind: 'email', value: `${ALERT}@example.org` },
  advocate: { answer: 'yes', share: 'contact', details: PLACE },
}

async function attach(given: GivenAuthority): Promise<string> {
  const body = new FormData()
  body.set('file', new File([`a note of ${FILE}`], 'a.txt', { type: 'text/plain' }))
  const answer = await given.app.request('/api/attachments', { method: 'POST', body })
  return (await answer.json()).id
}

async function removeCase(
  given: GivenAuthority,
  reference: string,
  kind: Removal['kind'] = 'removed',
) {
  const { store, clock, served } = given
  const caseId = await given.caseId(reference)
  const at = clock()
  const event = CaseEvent.parse({
    kind,
    at,
    on: localDateOf(at),
    by: 'officer:1',
    data: kind === 'removed' ? { why: 'asked' } : {},
  }) as Removal
  const saving = { ...savingOf(given), at }
  const seen = { caseId, key: undefined, kept: await readEvents(store, caseId) }
  expect(served.store).toBe(store)
  return remove(saving, seen, event)
}

function savingOf({ store, served, clock }: GivenAuthority) {
  return {
    store,
    profile: served.profile,
    calendar: englandAndWales(content.bankHolidays),
    at: clock() as Instant,
    publicUrl: 'http://localhost',
  }
}

function dataDirOf({ store }: GivenAuthority): string {
  return join(store.folder, '..')
}

async function wayBack(given: GivenAuthority, code: string) {
  const answer = await postJson(given.app, '/api/way-back', { authority: 'coventry', code })
  return answer.json()
}

test('of a removed case none of twenty things that a person told us is found anywhere, and the others stay', async () => {
  const given = await givenAuthority()
  const sent = await given.receive({}, { ...EVERYTHING, attachments: [await attach(given)] })
  const other = await given.receive({}, { story: 'A heron sat on the roof' })
  const before = await markersIn(dataDirOf(given), MARKERS)
  expect(new Set(before.map((each) => each.split(' ')[0]))).toEqual(new Set(MARKERS))

  expect(await removeCase(given, sent.reference)).toEqual({ ok: true })
  expect(await markersIn(dataDirOf(given), MARKERS)).toEqual([])
  expect(given.app.logged.join('\n')).not.toContain('Quillfeather')
  expect(await markersIn(dataDirOf(given), ['A heron sat'])).not.toEqual([])
  expect((await wayBack(given, other.code)).messages).toMatchObject([{ from: 'writer' }])
})

test('the code of a removed case still opens, and says that it was removed and when', async () => {
  const given = await givenAuthority()
  const { reference, code } = await given.receive({}, EVERYTHING)
  given.until('2026-11-25T09:00:00.000Z')
  await removeCase(given, reference)
  const back = await wayBack(given, code)
  expect(back).toMatchObject({ reference, status: 'removed', messages: [] })
  expect(await given.wayBack(code)).toMatchObject({ removedOn: '2026-11-25' })
})

test('a removed case is counted as before: its events, parts and days stay', async () => {
  const given = await givenAuthority()
  const { reference } = await given.receive({}, EVERYTHING)
  const before = await given.events(reference)
  await removeCase(given, reference)
  const after = await given.events(reference)
  expect(after.slice(0, -1)).toEqual(before)
  expect(after.at(-1)).toMatchObject({ kind: 'removed', by: 'officer:1' })
  expect(await given.row(reference)).toMatchObject({ open: 0, category: 'statutory' })
})

test('an old backup brings the rows back and the words not, and they are removed again as of that day', async () => {
  const given = await givenAuthority()
  const { reference, code } = await given.receive({}, EVERYTHING)
  const kept = temporaryFolder()
  const job = { dataDir: dataDirOf(given), masterKey: A_MASTER_KEY, at: given.clock() }
  await makeBackup({ ...job, file: join(kept, 'old.tar') })
  given.until('2026-11-24T09:00:00.000Z')
  await removeCase(given, reference)
  await makeBackup({ ...job, file: join(kept, 'new.tar') })

  const empty = temporaryFolder()
  await restoreBackup({ dataDir: empty, masterKey: A_MASTER_KEY, file: join(kept, 'old.tar') })
  const words = MARKERS.filter((marker) => marker !== ALERT)
  expect(await markersIn(empty, words)).toEqual([])

  const again = await givenAuthority({ dataDir: empty, at: '2026-11-30T09:00:00.000Z' })
  expect((await again.events(reference)).at(-1)?.kind).not.toBe('removed')
  await (await again.start()).runOnce()
  expect((await again.events(reference)).at(-1)).toMatchObject({
    kind: 'removed',
    on: '2026-11-24',
  })
  expect(await again.wayBack(code)).toMatchObject({ removedOn: '2026-11-24' })
  expect(await markersIn(empty, MARKERS)).toEqual([])
})

test('who wrote can go without the words, with every mail that has not gone', async () => {
  const given = await givenAuthority()
  const { reference } = await given.receive({}, EVERYTHING)
  const caseId = await given.caseId(reference)
  await removeCase(given, reference, 'person-removed')
  expect(await given.store.db.select().from(people)).toEqual([])
  expect(await given.store.db.select().from(outbox).where(eq(outbox.caseId, caseId))).toEqual([])
  expect(await markersIn(dataDirOf(given), [NAME, CHILD, ALERT, NOTE])).toEqual([])
  expect(await markersIn(dataDirOf(given), [STORY])).not.toEqual([])
})

test('a removal that was cut short after its first step is finished by the next round', async () => {
  const given = await givenAuthority()
  const { reference } = await given.receive(
    {},
    { ...EVERYTHING, attachments: [await attach(given)] },
  )
  const [row] = await given.store.db.select().from(cases)
  const { destroyCaseKey } = given.store.keys
  given.store.keys.destroyCaseKey = () => Promise.reject(new Error('the power went'))
  await expect(removeCase(given, reference)).rejects.toThrow('the power went')
  given.store.keys.destroyCaseKey = destroyCaseKey
  expect(await given.store.keys.caseKey(row?.keyId ?? '')).toBeDefined()
  await (await given.start()).runOnce()
  expect(await given.store.keys.caseKey(row?.keyId ?? '')).toBeUndefined()
  expect(await markersIn(dataDirOf(given), MARKERS)).toEqual([])
  expect(await given.store.db.select().from(removals)).toMatchObject([{ files: [] }])
})

test('a removal that cannot be finished keeps no other from being finished', async () => {
  const given = await givenAuthority()
  const received = [await given.receive({}, EVERYTHING), await given.receive({}, EVERYTHING)]
  const { keys, db } = given.store
  const { destroyCaseKey } = keys
  keys.destroyCaseKey = () => Promise.reject(new Error('the power went'))
  for (const { reference } of received)
    await expect(removeCase(given, reference)).rejects.toThrow('the power went')
  const [first] = await db.select({ keyId: cases.keyId }).from(cases)
  keys.destroyCaseKey = (id) =>
    id === first?.keyId ? Promise.reject(new Error('no such disk')) : destroyCaseKey(id)
  await (await given.start()).runOnce()
  const done = (await db.select().from(removals)).map(({ doneAt }) => doneAt !== null)
  expect(done).toEqual([false, true])
  keys.destroyCaseKey = destroyCaseKey
  await (await given.start()).runOnce()
  expect(await markersIn(dataDirOf(given), MARKERS)).toEqual([])
})

test('the clean copy of a file goes with the file', async () => {
  const given = await givenAuthority()
  const file = await attach(given)
  const { reference } = await given.receive({}, { story: 'See my photo', attachments: [file] })
  const place = folderOf(given.store)
  await sealCopy(place, file, Buffer.from('a photo without its maker'))
  expect(readdirSync(place.folder).toSorted()).toEqual([file, copyNameOf(file)])
  expect(await removeCase(given, reference)).toEqual({ ok: true })
  expect(readdirSync(place.folder)).toEqual([])
})

test('while a case is removed nobody else can change it, and it can be removed once', async () => {
  const given = await givenAuthority()
  const { reference } = await given.receive()
  await removeCase(given, reference)
  expect(await removeCase(given, reference)).toMatchObject({ ok: false, why: 'removed' })
  expect((await given.store.db.select().from(inbox))[0]?.open).toBe(0)
})
