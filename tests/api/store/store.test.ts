import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { WrongMasterKey } from '#api/store/key-file.ts'
import { openStore } from '#api/store/open-store.ts'
import { ownDataFolder } from '#api/store/owner.ts'
import type { Store } from '#api/store/store.ts'
import { cases, events, submissions } from '#api/store/tables.ts'
import {
  A_MASTER_KEY,
  NINE_ON_MONDAY,
  temporaryFolder,
  temporaryStore,
} from '#tests/support/store.ts'

const STORY = 'They moved Marigold without telling anyone'

async function receive(store: Store, reference: string) {
  const id = await store.nextId('cases')
  const { keyId, sealer } = await store.keys.createCaseKey()
  await store.write([
    store.db.insert(cases).values({
      id,
      reference,
      keyId,
      codeHash: store.keys.hash('code', reference),
      receivedAt: NINE_ON_MONDAY,
      receivedOn: '2026-11-23',
      language: 'en',
      audience: 'young',
      who: 'child',
      triage: { category: 'statutory' },
    }),
    store.db.insert(submissions).values({
      caseId: id,
      idempotencyKey: `key-of-${reference}`,
      bodyHash: 'hash',
      contentVersion: '1',
      sealed: sealer.seal(STORY),
    }),
    store.db.insert(events).values({
      caseId: id,
      kind: 'received',
      at: NINE_ON_MONDAY,
      on: '2026-11-23',
      by: 'writer',
      data: {},
    }),
  ])
  return { id, keyId }
}

test('what was received is read back with the key of its case', async () => {
  const store = await temporaryStore()
  const { keyId } = await receive(store, 'ABCD2345')
  const [row] = await store.db.select().from(submissions)
  const sealer = await store.keys.caseKey(keyId)
  expect(sealer?.open(row?.sealed ?? Buffer.alloc(0)).toString()).toBe(STORY)
})

test('no word and no reference of a case stands in any file of the data folder', async () => {
  const dataDir = temporaryFolder()
  const store = await temporaryStore({ dataDir })
  const { keyId } = await receive(store, 'ABCD2345')
  const folder = join(dataDir, 'coventry')
  const files = readdirSync(folder)
  expect(files).toEqual(expect.arrayContaining(['cases.db', 'cases.db-wal', 'keyring.db-wal']))
  for (const file of files) {
    const bytes = readFileSync(join(folder, file))
    for (const secret of ['Marigold', 'ABCD2345', keyId, 'SQLite format']) {
      expect(bytes.includes(secret), `${secret} in ${file}`).toBe(false)
    }
  }
})

test('words cannot be read once the key of their case was destroyed, and no file holds the key', async () => {
  const store = await temporaryStore()
  const { keyId } = await receive(store, 'ABCD2345')
  await store.keys.destroyCaseKey(keyId)
  expect(await store.keys.caseKey(keyId)).toBeUndefined()
})

test.each([
  ['edited', "update submissions set sealed = x'00'", 'a submission is never edited'],
  ['deleted', 'delete from submissions', 'a submission is never deleted'],
  ['edited', "update events set kind = 'closed'", 'an event is never edited'],
  ['deleted', 'delete from events', 'an event is never deleted'],
  [
    'replaced',
    'insert or replace into events select seq, case_id, \'closed\', at, "on", by, data, sealed from events',
    'an event is never deleted',
  ],
])('what was sent and what happened cannot be %s: %s', async (_, sql, refusal) => {
  const store = await temporaryStore()
  await receive(store, 'ABCD2345')
  await expect(store.write([sql])).rejects.toThrow(refusal)
})

test('who read a case stays written', async () => {
  const store = await temporaryStore()
  await store.write([`insert into reads (case_id, officer_id, at) values (1, 1, '2026-11-23')`])
  await expect(store.write(['delete from reads'])).rejects.toThrow('never deleted')
  await expect(store.write(['update reads set officer_id = 2'])).rejects.toThrow('never edited')
})

test('everything is there after the server ended and started again', async () => {
  const dataDir = temporaryFolder()
  const folder = await ownDataFolder(dataDir)
  const parts = { folder, slug: 'coventry', masterKey: A_MASTER_KEY, clock: () => NINE_ON_MONDAY }
  const before = await openStore(parts)
  const { id, keyId } = await receive(before, 'ABCD2345')
  const hash = before.keys.hash('code', 'the code')
  const derived = before.keys.derive('code', 'the key', 10)
  await before.close()

  const after = await openStore(parts)
  expect((await after.db.select().from(cases)).map((row) => row.reference)).toEqual(['ABCD2345'])
  expect(await after.keys.caseKey(keyId)).toBeDefined()
  expect(after.keys.hash('code', 'the code')).toBe(hash)
  expect(after.keys.derive('code', 'the key', 10)).toEqual(derived)
  expect(await after.nextId('cases')).toBeGreaterThan(id)
  await after.close()
  folder.release()
})

test('another master key opens nothing', async () => {
  const folder = await ownDataFolder(temporaryFolder())
  const parts = { folder, slug: 'coventry', clock: () => NINE_ON_MONDAY }
  const store = await openStore({ ...parts, masterKey: A_MASTER_KEY })
  await store.close()
  await expect(openStore({ ...parts, masterKey: Buffer.alloc(32, 8) })).rejects.toThrow(
    WrongMasterKey,
  )
  folder.release()
})

test('a hundred submissions at once each get a number of their own', async () => {
  const store = await temporaryStore()
  const received = await Promise.all(
    Array.from({ length: 100 }, (_, n) => receive(store, `REF${n}`)),
  )
  expect(new Set(received.map(({ id }) => id)).size).toBe(100)
  expect(await store.db.$count(events)).toBe(100)
})

test('the database for queries refuses a write', async () => {
  const store = await temporaryStore()
  await expect(store.db.delete(cases)).rejects.toThrow()
  await expect(store.db.run('update sqlite_sequence set seq = 9')).rejects.toThrow()
})

test('equality answers are kept as counts alone', async () => {
  const store = await temporaryStore()
  const answer = { year: 2026, route: 'young', question: 'sex', answer: 'female' }
  await store.countEquality([answer, { ...answer, answer: 'not-said' }])
  await store.countEquality([answer])
  expect(await store.equalityOfYear(2026)).toEqual([
    { ...answer, n: 2 },
    { ...answer, answer: 'not-said', n: 1 },
  ])
  expect(await store.equalityOfYear(2027)).toEqual([])
})
