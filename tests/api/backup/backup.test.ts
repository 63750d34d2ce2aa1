import { execFileSync } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { keyringCopyBeside } from '#api/backup/places.ts'
import { caseOfCode, holdCase } from '#api/intake/way-back.ts'
import { fingerprintOf } from '#api/store/master-key.ts'
import { cases, submissions } from '#api/store/tables.ts'
import { A_MASTER_KEY, temporaryFolder } from '#tests/support/store.ts'
import { givenService, openRestored, restoreInto } from './given.ts'

test('a backup that is made while people write holds all that was acknowledged before it, and restores', async () => {
  const service = await givenService()
  const before = [await service.sendPicture(), await service.send(), await service.send()]
  let isMaking = true
  const writing = (async () => {
    let sent = 0
    for (; isMaking; sent++) {
      await service.send()
      await new Promise((done) => setTimeout(done, 50))
    }
    return sent
  })()
  const made = await service.backUpApart('a.tar')
  isMaking = false
  expect(await writing).toBeGreaterThan(0)
  expect(made.found).toMatchObject([{ slug: 'coventry', files: 1, removed: 0 }])

  const empty = temporaryFolder()
  const [found] = await restoreInto(empty, service.fileOf('a.tar'))
  expect(found).toEqual(made.found[0])
  const store = await openRestored(empty)
  const profile = service.app.authorities.all[0]?.profile
  if (profile === undefined) throw new Error('one authority is served')
  for (const { reference, code } of before) {
    const caseId = await caseOfCode({ profile, store, base: '' }, code)
    const held =
      caseId === undefined ? undefined : await holdCase({ profile, store, base: '' }, caseId)
    expect(held?.row.reference).toBe(reference)
    expect(held?.key).toBeDefined()
  }
})

test('a backup holds no key and none of the words, and any tar lists it', async () => {
  const service = await givenService()
  await service.send({ story: 'The heron on the roof knows' })
  await service.backUp('a.tar')
  const [backup, keys] = [service.fileOf('a.tar'), keyringCopyBeside(service.fileOf('a.tar'))]
  for (const file of [backup, keys]) {
    const bytes = readFileSync(file)
    expect(bytes.includes('heron')).toBe(false)
    expect(bytes.includes(A_MASTER_KEY)).toBe(false)
    expect(bytes.includes(A_MASTER_KEY.toString('base64url'))).toBe(false)
  }
  const names = execFileSync('tar', ['tf', backup], { encoding: 'utf8' }).split('\n')
  expect(names.filter((name) => name !== '')).toEqual([
    'ABOUT.txt',
    'coventry/cases.db',
    'coventry/equality.db',
    'manifest.json',
  ])
  expect(readFileSync(backup).includes(fingerprintOf(A_MASTER_KEY))).toBe(true)
})

test('an old backup does not give back the words of a case whose key was destroyed since', async () => {
  const service = await givenService()
  const [gone, kept] = [await service.send(), await service.send()]
  await service.backUp('old.tar')
  const rows = await service.store.db.select().from(cases)
  const keyId = rows.find(({ reference }) => reference === gone.reference)?.keyId ?? ''
  await service.store.keys.destroyCaseKey(keyId)
  await service.backUp('new.tar')

  const empty = temporaryFolder()
  const [found] = await restoreInto(empty, service.fileOf('old.tar'))
  expect(found).toMatchObject({ cases: 2, opened: 1, removed: 1 })
  const store = await openRestored(empty)
  expect(await store.keys.caseKey(keyId)).toBeUndefined()
  const [sealed] = await store.db.select().from(submissions)
  for (const { reference, keyId: other } of await store.db.select().from(cases)) {
    if (reference !== kept.reference) continue
    const key = await store.keys.caseKey(other)
    expect(key).toBeDefined()
    expect(() => key?.open(sealed?.sealed ?? Buffer.alloc(0))).toThrow()
  }
})

test('another master key is refused with the fingerprint of the one that is needed, and nothing is written', async () => {
  const service = await givenService()
  await service.send()
  await service.backUp('a.tar')
  const empty = temporaryFolder()
  const masterKey = Buffer.alloc(32, 8)
  await expect(restoreInto(empty, service.fileOf('a.tar'), { masterKey })).rejects.toThrow(
    `needs the master key ${fingerprintOf(A_MASTER_KEY)}`,
  )
  expect(existsSync(join(empty, 'coventry'))).toBe(false)
})

test('a backup that was damaged or cut short anywhere is refused', async () => {
  const service = await givenService()
  await service.sendPicture()
  await service.backUp('a.tar')
  const whole = readFileSync(service.fileOf('a.tar'))
  for (const share of [0.001, 0.2, 0.5, 0.9, 0.97]) {
    const at = Math.floor(whole.length * share)
    const changed = Buffer.from(whole)
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at)
    writeFileSync(service.fileOf('bad.tar'), changed)
    // Of what is not data a changed bit may stand in the padding, which nobody reads.
    const outcome = await restoreInto(temporaryFolder(), service.fileOf('bad.tar')).then(
      ([found]) => found?.cases,
      (fault: unknown) => fault,
    )
    if (outcome !== 1) expect(outcome).toBeInstanceOf(Error)
    writeFileSync(service.fileOf('bad.tar'), whole.subarray(0, at))
    await expect(restoreInto(temporaryFolder(), service.fileOf('bad.tar'))).rejects.toThrow()
  }
})

test('keys that are older than the backup are refused: somebody would lose their words', async () => {
  const service = await givenService()
  await service.send()
  await service.backUp('a.tar')
  const older = service.fileOf('older.keyring')
  copyFileSync(keyringCopyBeside(service.fileOf('a.tar')), older)
  await service.send()
  await service.backUp('a.tar')
  await expect(
    restoreInto(temporaryFolder(), service.fileOf('a.tar'), { keys: older }),
  ).rejects.toThrow('older than this backup')
})

test('a folder with data in it is never written over', async () => {
  const service = await givenService()
  await service.send()
  await service.backUp('a.tar')
  const empty = temporaryFolder()
  await restoreInto(empty, service.fileOf('a.tar'))
  await expect(restoreInto(empty, service.fileOf('a.tar'))).rejects.toThrow('is not empty')
})

test('a backup replaces an older one of its name, and nothing that is something else', async () => {
  const service = await givenService()
  await service.backUp('a.tar')
  await service.send()
  expect((await service.backUp('a.tar')).found).toMatchObject([{ cases: 1 }])
  writeFileSync(service.fileOf('letter.txt'), 'Dear Ada')
  await expect(service.backUp('letter.txt')).rejects.toThrow('is no backup')
  expect(readFileSync(service.fileOf('letter.txt'), 'utf8')).toBe('Dear Ada')
  const beside = readdirSync(join(service.fileOf('a.tar'), '..')).sort()
  expect(beside).toEqual(['a.tar', 'earshot.keyring', 'letter.txt'])
})

test('two services do not overwrite each other’s keys in one folder of backups', async () => {
  // Stores of tests begin as copies of one, and share its keys: this one makes its own.
  const dataDir = temporaryFolder()
  mkdirSync(join(dataDir, 'coventry'))
  const [one, other] = [await givenService(), await givenService({ dataDirs: [dataDir] })]
  await one.backUp('a.tar')
  await other.backUp('a.tar')
  copyFileSync(keyringCopyBeside(one.fileOf('a.tar')), keyringCopyBeside(other.fileOf('a.tar')))
  await expect(other.backUp('b.tar')).rejects.toThrow('another service')
  await expect(restoreInto(temporaryFolder(), other.fileOf('a.tar'))).rejects.toThrow()
})
