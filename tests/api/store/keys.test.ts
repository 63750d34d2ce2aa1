import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { silentLog } from '#api/log.ts'
import type { Place } from '#api/store/connection.ts'
import { openDataKeys, rewrapDataKeys, WrongMasterKey } from '#api/store/key-file.ts'
import { openKeyring } from '#api/store/keyring.ts'
import { fingerprintOf, masterKeyPath, readMasterKey } from '#api/store/master-key.ts'
import { sealerOf } from '#api/store/sealing.ts'
import {
  A_MASTER_KEY,
  NINE_ON_MONDAY,
  temporaryFolder,
  temporaryStore,
} from '#tests/support/store.ts'

const KEY = Buffer.alloc(32, 3)
const QUIETLY = { log: silentLog, clock: () => NINE_ON_MONDAY }

test('what was sealed opens again, whatever it was', () => {
  const sealer = sealerOf(KEY, 'case/1')
  fc.assert(
    fc.property(fc.uint8Array(), (plain) => {
      expect(sealer.open(sealer.seal(plain)).equals(plain)).toBe(true)
    }),
  )
  expect(sealer.open(sealer.seal('Zoë سلام')).toString()).toBe('Zoë سلام')
})

test('one changed bit anywhere, another key or another purpose opens nothing', () => {
  const sealed = sealerOf(KEY, 'case/1').seal('They moved me')
  for (const index of sealed.keys()) {
    const changed = Buffer.from(sealed)
    changed.writeUInt8(changed.readUInt8(index) ^ 1, index)
    expect(() => sealerOf(KEY, 'case/1').open(changed)).toThrow()
  }
  expect(() => sealerOf(KEY, 'case/2').open(sealed)).toThrow()
  expect(() => sealerOf(Buffer.alloc(32, 4), 'case/1').open(sealed)).toThrow()
  expect(() => sealerOf(KEY, 'case/1').open(sealed.subarray(0, 20))).toThrow()
})

test('the same words sealed twice look different', () => {
  const sealer = sealerOf(KEY, 'case/1')
  expect(sealer.seal('They moved me').equals(sealer.seal('They moved me'))).toBe(false)
})

test('at the first start a master key is made beside the data folder, for its owner alone', () => {
  const dataDir = join(temporaryFolder(), 'data')
  const key = readMasterKey({ dataDir })
  const path = masterKeyPath(dataDir)
  expect(path).toBe(`${dataDir}.key`)
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(readMasterKey({ dataDir })).toEqual(key)
  expect(existsSync(dataDir)).toBe(false)
})

test('a key file that others may read is refused', () => {
  const dataDir = join(temporaryFolder(), 'data')
  readMasterKey({ dataDir })
  chmodSync(masterKeyPath(dataDir), 0o644)
  expect(() => readMasterKey({ dataDir })).toThrow('chmod 600')
})

test('a key file that was named and is missing is not made', () => {
  const secretKeyFile = join(temporaryFolder(), 'there-is-none.key')
  expect(() => readMasterKey({ dataDir: 'data', secretKeyFile })).toThrow('ENOENT')
  expect(existsSync(secretKeyFile)).toBe(false)
})

test.each([
  ['too short', 'abc'],
  ['not base64url', `${'+'.repeat(43)}`],
  ['with bits to spare', `${'A'.repeat(42)}B`],
])('a master key that is %s is refused', (_, secretKey) => {
  expect(() => readMasterKey({ dataDir: 'data', secretKey })).toThrow('32 bytes')
})

test('the file of the data keys holds no key in the clear, and the fingerprint tells which key opens it', () => {
  const path = join(temporaryFolder(), 'keys.json')
  const keys = openDataKeys(path, 'coventry', A_MASTER_KEY)
  const file = readFileSync(path, 'utf8')
  for (const key of Object.values(keys)) {
    expect(file).not.toContain(key.toString('base64url'))
    expect(file).not.toContain(key.toString('hex'))
  }
  expect(JSON.parse(file).masterKey).toBe(fingerprintOf(A_MASTER_KEY))
  expect(openDataKeys(path, 'coventry', A_MASTER_KEY)).toEqual(keys)
})

test('the data keys of one authority are not opened as those of another', () => {
  const path = join(temporaryFolder(), 'keys.json')
  openDataKeys(path, 'coventry', A_MASTER_KEY)
  expect(() => openDataKeys(path, 'oxfordshire', A_MASTER_KEY)).toThrow()
})

test('another master key can be put in place, and the data keys stay', () => {
  const path = join(temporaryFolder(), 'keys.json')
  const next = Buffer.alloc(32, 9)
  const keys = openDataKeys(path, 'coventry', A_MASTER_KEY)
  rewrapDataKeys(path, 'coventry', A_MASTER_KEY, next)
  expect(openDataKeys(path, 'coventry', next)).toEqual(keys)
  expect(() => openDataKeys(path, 'coventry', A_MASTER_KEY)).toThrow(WrongMasterKey)
})

test('a key file that was cut short is refused, not replaced', () => {
  const path = join(temporaryFolder(), 'keys.json')
  openDataKeys(path, 'coventry', A_MASTER_KEY)
  writeFileSync(path, readFileSync(path).subarray(0, 100))
  expect(() => openDataKeys(path, 'coventry', A_MASTER_KEY)).toThrow()
})

test('a destroyed key of a case is gone for good, from the log of the keyring too', async () => {
  const place: Place = { kind: 'file', path: join(temporaryFolder(), 'keyring.db'), key: KEY }
  const keyring = await openKeyring(place, A_MASTER_KEY, QUIETLY)
  const [kept, gone] = [await keyring.createCaseKey(), await keyring.createCaseKey()]
  const sealed = gone.sealer.seal('They moved me')
  await keyring.destroyCaseKey(gone.keyId)
  expect(await keyring.caseKey(gone.keyId)).toBeUndefined()
  expect((await keyring.caseKey(kept.keyId))?.open(kept.sealer.seal('still here')).toString()).toBe(
    'still here',
  )
  expect(statSync(`${place.path}-wal`).size).toBe(0)
  await keyring.close()

  const again = await openKeyring(place, A_MASTER_KEY, QUIETLY)
  expect(await again.caseKey(gone.keyId)).toBeUndefined()
  const opens = (await again.caseKey(kept.keyId))?.open.bind(undefined, sealed)
  expect(opens).toThrow()
  await again.close()
})

test('each case has a key of its own', async () => {
  const { keys } = await temporaryStore()
  const [one, other] = [await keys.createCaseKey(), await keys.createCaseKey()]
  expect(() => other.sealer.open(one.sealer.seal('They moved me'))).toThrow()
})

test('hashes and derived bytes of one purpose say nothing of another, nor of another authority', async () => {
  const dataDir = temporaryFolder()
  const { keys } = await temporaryStore({ dataDir })
  expect(keys.hash('code', 'K7PM')).toBe(keys.hash('code', 'K7PM'))
  expect(keys.hash('code', 'K7PM')).not.toBe(keys.hash('cookie', 'K7PM'))
  expect(keys.derive('code', 'key', 10)).toHaveLength(10)
  expect(keys.derive('code', 'key', 10)).not.toEqual(keys.derive('other', 'key', 10))
  const elsewhere = await temporaryStore({ slug: 'oxfordshire' })
  expect(elsewhere.keys.hash('code', 'K7PM')).not.toBe(keys.hash('code', 'K7PM'))
})

test('a draft opens with its cookie alone', async () => {
  const { keys } = await temporaryStore()
  const sealed = keys.derived('draft', 'the cookie').seal('half an answer')
  expect(keys.derived('draft', 'the cookie').open(sealed).toString()).toBe('half an answer')
  expect(() => keys.derived('draft', 'another cookie').open(sealed)).toThrow()
  expect(() => keys.derived('saved', 'the cookie').open(sealed)).toThrow()
})
