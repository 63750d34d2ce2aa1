import { statSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { adminSocket, askAdmin, NOT_RUNNING, serveAdmin } from '#api/store/admin.ts'
import { FolderTaken, ownDataFolder } from '#api/store/owner.ts'
import { temporaryFolder } from '#tests/support/store.ts'
import { startOther } from './processes/start.ts'

test('a data folder has one owner, and is free again when that was killed', async () => {
  const path = temporaryFolder()
  const owner = startOther('own-folder', path)
  await owner.heard('owned')
  await expect(ownDataFolder(path)).rejects.toThrow(FolderTaken)
  await owner.kill()
  const folder = await ownDataFolder(path)
  await startOther('own-folder', path).heard('FolderTaken')
  folder.release()
})

test('of ten claims at once on a folder one is granted', async () => {
  const path = temporaryFolder()
  const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => ownDataFolder(path)))
  const owners = outcomes.filter((outcome) => outcome.status === 'fulfilled')
  expect(owners).toHaveLength(1)
  owners[0]?.value.release()
})

test('a command has its work done by the server that runs', async () => {
  const path = adminSocket(temporaryFolder())
  const double = async (args: unknown) => z.number().parse(args) * 2
  const server = await serveAdmin(path, { double })
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(await askAdmin(path, 'double', 21)).toBe(42)
  await server.close()
})

test('a command that the server refuses says why', async () => {
  const path = adminSocket(temporaryFolder())
  const refuse = async () => {
    throw new Error('there is no officer with this address')
  }
  const server = await serveAdmin(path, { refuse })
  await expect(askAdmin(path, 'refuse')).rejects.toThrow('there is no officer with this address')
  await expect(askAdmin(path, 'toString')).rejects.toThrow('no such command: toString')
  await server.close()
})

test('a command that is ended in the middle of its answers does not end the service', async () => {
  const path = adminSocket(temporaryFolder())
  const told = Promise.withResolvers<void>()
  const server = await serveAdmin(path, {
    tell: async (_, say) => {
      // More than the line holds: what nobody reads is left in it, and its end is a fault on our side.
      for (let n = 0; n < 100; n++) say('a'.repeat(50_000))
      told.resolve()
    },
    ping: async () => 'pong',
  })
  const ended = connect(path)
  ended.write('{"command":"tell","args":null}\n')
  await told.promise
  ended.pause()
  await new Promise((done) => setTimeout(done, 50))
  ended.destroy()
  expect(await askAdmin(path, 'ping')).toBe('pong')
  await server.close()
})

test('without a server a command learns that it may open the folder itself', async () => {
  const path = adminSocket(temporaryFolder())
  expect(await askAdmin(path, 'double', 21)).toBe(NOT_RUNNING)
  const server = await serveAdmin(path, {})
  await server.close()
  expect(await askAdmin(path, 'double', 21)).toBe(NOT_RUNNING)
})

test('a socket that a killed server left is taken over', async () => {
  const path = adminSocket(temporaryFolder())
  writeFileSync(path, '')
  const server = await serveAdmin(path, { ping: async () => 'pong' })
  expect(await askAdmin(path, 'ping')).toBe('pong')
  await server.close()
})
