import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createLog, silentLog } from '#api/log.ts'
import {
  firstNumber,
  openReader,
  openWriter,
  type Place,
  serverAddress,
} from '#api/store/connection.ts'
import { type Database, openDatabase } from '#api/store/database.ts'
import { StoreBusy } from '#api/store/store.ts'
import { WriteQueue } from '#api/store/write-queue.ts'
import { temporaryFolder } from '#tests/support/store.ts'
import { startOther } from './processes/start.ts'

const KEY = Buffer.alloc(32, 3)

function aPlace(name = 'rows.db'): Place & { readonly path: string } {
  return { kind: 'file', path: join(temporaryFolder(), name), key: KEY }
}

async function rowsDatabase(place: Place, lines: string[] = []): Promise<Database> {
  const log = createLog('debug', (line) => lines.push(line))
  return openDatabase(place, log, (writer) =>
    writer.execute('CREATE TABLE IF NOT EXISTS rows (n INTEGER PRIMARY KEY, bytes BLOB)'),
  )
}

function insert(n: number) {
  return { sql: 'INSERT INTO rows (n) VALUES (?)', args: [n] }
}

/** What a fresh connection of this process finds. */
async function rowsSeen(place: Place): Promise<number[]> {
  const reader = await openReader(place)
  const { rows } = await reader.execute('SELECT n FROM rows ORDER BY n')
  reader.close()
  return rows.map((row) => Number(row.n))
}

/** Another process writes 50 rows while a third holds the lock for two seconds. */
async function writeUnderLock(place: Place & { readonly path: string }, how: 'queue' | 'bare') {
  const writer = startOther('write-rows', place.path, KEY.toString('hex'), how)
  await writer.heard('ready')
  const holder = startOther('hold-lock', place.path, KEY.toString('hex'), '2000')
  await holder.heard('held')
  writer.tell('go')
  await writer.heard('done')
  const said = (outcome: string) =>
    writer.lines
      .filter((line) => line.startsWith(`${outcome} `))
      .map((line) => Number(line.split(' ')[1]))
  const seenBefore = await rowsSeen(place)
  await writer.kill()
  return { kept: said('kept'), busy: said('busy'), seenBefore, seenAfter: await rowsSeen(place) }
}

test('after another program held the lock, every acknowledged write is on the disk and every other was refused', async () => {
  const { kept, busy, seenBefore, seenAfter } = await writeUnderLock(aPlace(), 'queue')
  expect(kept.length).toBeGreaterThan(10)
  expect(busy.length).toBeGreaterThan(0)
  expect(kept.length + busy.length).toBe(50)
  expect(seenBefore).toEqual(kept)
  expect(seenAfter).toEqual(kept)
})

test('the client as it comes loses what it acknowledged then, which is why it is replaced', async () => {
  const { kept, seenAfter } = await writeUnderLock(aPlace(), 'bare')
  expect(kept.length).toBeGreaterThan(10)
  expect(seenAfter.length).toBeLessThan(kept.length)
})

test('health is red while another program holds the lock, and recovers by itself', async () => {
  const place = aPlace()
  const lines: string[] = []
  const { queue, close } = await rowsDatabase(place, lines)
  const holder = startOther('hold-lock', place.path, KEY.toString('hex'), '2500')
  await holder.heard('held')
  const refused = async (n: number) => {
    const began = performance.now()
    await expect(queue.write([insert(n)])).rejects.toThrow(StoreBusy)
    return performance.now() - began
  }
  const patient = await refused(1)
  expect(await queue.healthy()).toBe(false)
  // Nobody waits again for what is known to be held.
  expect(await refused(2)).toBeLessThan(patient / 2)
  await expect.poll(() => queue.healthy(), { timeout: 5000 }).toBe(true)
  await queue.write([insert(3)])
  await close()
  expect(await rowsSeen(place)).toEqual([3])
  expect(lines.map((line) => JSON.parse(line).code)).toEqual(['store-busy', 'store-recovered'])
})

test('nothing is acknowledged that a second connection does not see', async () => {
  const [here, elsewhere] = [aPlace('here.db'), aPlace('elsewhere.db')]
  await (await rowsDatabase(here)).close()
  await (await rowsDatabase(elsewhere)).close()
  const witness = await openReader(elsewhere)
  const queue = new WriteQueue({
    writer: await openWriter(here),
    reopen: () => openWriter(here),
    patient: async () => {},
    witness,
    log: silentLog,
  })
  await expect(queue.write([insert(1)])).rejects.toThrow(StoreBusy)
  await queue.close()
  witness.close()
})

test('writes that wait at the same time are committed together', async () => {
  const place = aPlace()
  const { queue, reader, close } = await rowsDatabase(place)
  await Promise.all(Array.from({ length: 300 }, (_, n) => queue.write([insert(n)])))
  expect(firstNumber(await reader.execute('SELECT n FROM commits'))).toBeLessThan(5)
  await close()
  expect(await rowsSeen(place)).toHaveLength(300)
})

test('what many send at once over lines of their own is committed together, and the last waits for few commits', async () => {
  const { queue, reader, close } = await rowsDatabase(aPlace())
  let n = 0
  const server = createServer((_, response) => {
    void queue.write([insert(n++)]).then(() => response.end())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('it listens nowhere')
  const answers = Array.from({ length: 32 }, async () => {
    const socket = connect(address.port, '127.0.0.1')
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')
    socket.resume()
    await once(socket, 'end')
  })
  await Promise.all(answers)
  expect(n).toBe(32)
  expect(firstNumber(await reader.execute('SELECT n FROM commits'))).toBeLessThan(16)
  server.close()
  await close()
})

test('each write gets the answers to its own statements', async () => {
  const { queue, close } = await rowsDatabase(aPlace())
  const answers = await Promise.all(
    [1, 2, 3].map((n) =>
      queue.write([insert(n), { sql: 'SELECT n * 10 FROM rows WHERE n = ?', args: [n] }]),
    ),
  )
  expect(answers.map((results) => firstNumber(results[1]))).toEqual([10, 20, 30])
  await close()
})

test('one write that cannot be kept is refused alone, whole, and its neighbours are kept', async () => {
  const place = aPlace()
  const { queue, close } = await rowsDatabase(place)
  await queue.write([insert(5)])
  const outcomes = await Promise.allSettled(
    [1, 2, 5, 3, 5, 4].map((n, i) => queue.write([insert(n), insert(100 + i)])),
  )
  expect(outcomes.map((outcome) => outcome.status)).toEqual([
    'fulfilled',
    'fulfilled',
    'rejected',
    'fulfilled',
    'rejected',
    'fulfilled',
  ])
  expect(await rowsSeen(place)).toEqual([1, 2, 3, 4, 5, 100, 101, 103, 105])
  expect(await queue.healthy()).toBe(true)
  await close()
})

test('a write with a value that no column takes is refused alone', async () => {
  const place = aPlace()
  const { queue, close } = await rowsDatabase(place)
  const outcomes = await Promise.allSettled([
    queue.write([insert(1)]),
    queue.write([insert(Number.NaN)]),
    queue.write(['this is no statement']),
    queue.write([insert(2)]),
  ])
  expect(outcomes.map((outcome) => outcome.status)).toEqual([
    'fulfilled',
    'rejected',
    'rejected',
    'fulfilled',
  ])
  expect(await rowsSeen(place)).toEqual([1, 2])
  await close()
})

test('beyond a thousand waiting writes the next is refused at once, and no accepted one is lost', async () => {
  const place = aPlace()
  const { queue, close } = await rowsDatabase(place)
  const outcomes = await Promise.allSettled(
    Array.from({ length: 1200 }, (_, n) => queue.write([insert(n)])),
  )
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
  expect(refused).toHaveLength(200)
  for (const outcome of refused) expect(outcome.reason).toBeInstanceOf(StoreBusy)
  expect(await rowsSeen(place)).toHaveLength(1000)
  await close()
})

test('on a full disk a write is refused, what was acknowledged stays, and it recovers without a restart', async () => {
  const place = aPlace()
  const { queue, close } = await rowsDatabase(place)
  await queue.write([insert(1)])
  await queue.between((writer) => writer.execute('PRAGMA max_page_count = 12'))
  const big = { sql: 'INSERT INTO rows VALUES (2, zeroblob(100000))', args: [] }
  await expect(queue.write([big])).rejects.toThrow(StoreBusy)
  await expect.poll(() => queue.healthy(), { timeout: 5000 }).toBe(true)
  await queue.write([insert(3)])
  expect(await rowsSeen(place)).toEqual([1, 3])
  await close()
})

test('what was accepted before the end is written before the end', async () => {
  const place = aPlace()
  const { queue, close } = await rowsDatabase(place)
  const writes = [1, 2, 3].map((n) => queue.write([insert(n)]))
  await close()
  await Promise.all(writes)
  expect(await rowsSeen(place)).toEqual([1, 2, 3])
  await expect(queue.write([insert(4)])).rejects.toThrow(StoreBusy)
})

test('on a libSQL server each database of an authority has a host label of its own', () => {
  expect(serverAddress('http://db.internal:8080/?authToken=t', 'coventry-cases')).toBe(
    'http://coventry-cases.db.internal:8080/?authToken=t',
  )
  expect(serverAddress('libsql://db.example.org', 'coventry-keyring')).toBe(
    'libsql://coventry-keyring.db.example.org',
  )
})
