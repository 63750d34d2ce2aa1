import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openWriter } from '#api/store/connection.ts'
import { SHARED_TABLES, takeLead } from '#api/store/on-a-server.ts'
import { temporaryFolder } from '../../support/store.ts'

const MINUTE = 60_000
const START = Date.parse('2026-11-23T09:00:00.000Z')

async function sharedDatabase() {
  const path = join(temporaryFolder(), 'shared.db')
  const client = await openWriter({ kind: 'file', path, key: Buffer.alloc(32, 3) })
  onTestFinished(() => client.close())
  await client.batch([...SHARED_TABLES], 'write')
  return client
}

test('of two processes one leads, for as long as it says so each minute', async () => {
  const client = await sharedDatabase()
  expect(await takeLead(client, 'one', START)).toBe(true)
  for (let minute = 1; minute < 10; minute++) {
    expect(await takeLead(client, 'other', START + minute * MINUTE)).toBe(false)
    expect(await takeLead(client, 'one', START + minute * MINUTE)).toBe(true)
  }
})

test('when the one that led is silent for three minutes the other leads, and keeps it', async () => {
  const client = await sharedDatabase()
  await takeLead(client, 'one', START)
  expect(await takeLead(client, 'other', START + 2 * MINUTE)).toBe(false)
  expect(await takeLead(client, 'other', START + 3 * MINUTE)).toBe(true)
  expect(await takeLead(client, 'one', START + 4 * MINUTE)).toBe(false)
})
