import { linkSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { keysCommand } from '#api/store/key-commands.ts'
import { openDataKeys, rewrapDataKeys, WrongMasterKey } from '#api/store/key-file.ts'
import { makeKeyFile, masterKeyPath, readMasterKey } from '#api/store/master-key.ts'
import { openStore } from '#api/store/open-store.ts'
import { ownDataFolder } from '#api/store/owner.ts'
import { restoreInto } from '#tests/api/backup/given.ts'
import { backUpInto } from '#tests/api/store/back-up-into.ts'
import { NINE_ON_MONDAY, temporaryFolder } from '#tests/support/store.ts'

const clock = () => NINE_ON_MONDAY

/** A data folder with one case’s key and something sealed with it, and the master key beside it. */
async function givenData() {
  const dataDir = join(temporaryFolder(), 'data')
  const work = async <T>(act: (store: Awaited<ReturnType<typeof openStore>>) => Promise<T>) => {
    const folder = await ownDataFolder(dataDir)
    const masterKey = readMasterKey({ dataDir })
    const store = await openStore({ folder, slug: 'coventry', masterKey, clock })
    try {
      return await act(store)
    } finally {
      await store.close()
      folder.release()
    }
  }
  const kept = await work(async ({ keys }) => {
    const { keyId, sealer } = await keys.createCaseKey()
    return { keyId, sealed: sealer.seal('They moved me'), hash: keys.hash('code', 'ABCD') }
  })
  const readAgain = () =>
    work(async ({ keys }) => ({
      words: (await keys.caseKey(kept.keyId))?.open(kept.sealed).toString(),
      hash: keys.hash('code', 'ABCD'),
    }))
  return { dataDir, kept, readAgain, keyFile: masterKeyPath(dataDir) }
}

test('after the master key was changed every word opens, every private code fits, and the old key opens nothing', async () => {
  const { dataDir, kept, readAgain, keyFile } = await givenData()
  const old = readMasterKey({ dataDir })
  const done = await keysCommand(['rotate'], { DATA_DIR: dataDir })
  expect(done.exitCode).toBe(0)
  expect(readMasterKey({ dataDir })).not.toEqual(old)
  expect(statSync(keyFile).mode & 0o777).toBe(0o600)
  expect(await readAgain()).toEqual({ words: 'They moved me', hash: kept.hash })
  const path = join(dataDir, 'coventry', 'keys.json')
  expect(() => openDataKeys(path, 'coventry', old)).toThrow(WrongMasterKey)
  expect(done.lines.join()).not.toContain(readFileSync(keyFile, 'utf8').trim())
})

test('a change that was cut short between two authorities is finished by asking again', async () => {
  const { dataDir, readAgain, keyFile } = await givenData()
  const old = readMasterKey({ dataDir })
  const other = join(dataDir, 'slough', 'keys.json')
  const folder = await ownDataFolder(dataDir)
  await (await openStore({ folder, slug: 'slough', masterKey: old, clock })).close()
  folder.release()
  const next = makeKeyFile(`${keyFile}.next`)
  rewrapDataKeys(other, 'slough', old, next)

  const listed = await keysCommand(['list'], { DATA_DIR: dataDir })
  expect(listed.lines.join('\n')).toMatch(/coventry: \w+ fits\nslough: \w+ needs another key/)
  expect((await keysCommand(['rotate'], { DATA_DIR: dataDir })).exitCode).toBe(0)
  expect(readMasterKey({ dataDir })).toEqual(next)
  expect(openDataKeys(other, 'slough', next)).toBeDefined()
  expect(await readAgain()).toMatchObject({ words: 'They moved me' })
})

test('a change that was cut short before its last step is finished, and the old key is kept', async () => {
  const { dataDir, readAgain, keyFile } = await givenData()
  const old = readMasterKey({ dataDir })
  const next = makeKeyFile(`${keyFile}.next`)
  rewrapDataKeys(join(dataDir, 'coventry', 'keys.json'), 'coventry', old, next)
  linkSync(keyFile, `${keyFile}.old`)

  expect((await keysCommand(['rotate'], { DATA_DIR: dataDir })).exitCode).toBe(0)
  expect(readMasterKey({ dataDir })).toEqual(next)
  expect(readMasterKey({ dataDir, secretKeyFile: `${keyFile}.old` })).toEqual(old)
  expect(await readAgain()).toMatchObject({ words: 'They moved me' })
})

test('a backup from before the change opens with the new key and the newest copy of the keys', async () => {
  const { dataDir, keyFile } = await givenData()
  const old = await backUpInto(dataDir, 'old.tar')
  await keysCommand(['rotate'], { DATA_DIR: dataDir })
  await backUpInto(dataDir, 'new.tar', old)
  const empty = temporaryFolder()
  const [found] = await restoreInto(empty, old, { masterKey: readMasterKey({ dataDir }) })
  expect(found).toMatchObject({ slug: 'coventry' })
  const before = Buffer.from(readFileSync(`${keyFile}.old`, 'utf8').trim(), 'base64url')
  await expect(restoreInto(temporaryFolder(), old, { masterKey: before })).rejects.toThrow(
    'needs the master key',
  )
})

test('a key from the environment is changed into a named file, and where it stands is not touched', async () => {
  const { dataDir, keyFile } = await givenData()
  const secret = readFileSync(keyFile, 'utf8').trim()
  const env = { DATA_DIR: dataDir, SECRET_KEY: secret }
  expect(await keysCommand(['rotate'], env)).toMatchObject({ exitCode: 1 })
  const to = join(temporaryFolder(), 'next.key')
  expect(await keysCommand(['rotate', '--to', to], env)).toMatchObject({ exitCode: 0 })
  expect(readFileSync(keyFile, 'utf8').trim()).toBe(secret)
  const path = join(dataDir, 'coventry', 'keys.json')
  expect(
    openDataKeys(path, 'coventry', readMasterKey({ dataDir, secretKeyFile: to })),
  ).toBeDefined()
})

test('nothing is changed under a service that runs, with another key, or without one', async () => {
  const { dataDir, keyFile } = await givenData()
  const folder = await ownDataFolder(dataDir)
  await expect(keysCommand(['rotate'], { DATA_DIR: dataDir })).rejects.toThrow(
    'another process owns',
  )
  folder.release()
  const before = readFileSync(join(dataDir, 'coventry', 'keys.json'), 'utf8')
  writeFileSync(keyFile, `${Buffer.alloc(32, 9).toString('base64url')}\n`)
  expect(await keysCommand(['rotate'], { DATA_DIR: dataDir })).toMatchObject({ exitCode: 1 })
  expect(readFileSync(join(dataDir, 'coventry', 'keys.json'), 'utf8')).toBe(before)
  const nowhere = join(temporaryFolder(), 'data')
  expect(await keysCommand(['rotate'], { DATA_DIR: nowhere })).toMatchObject({ exitCode: 1 })
})
