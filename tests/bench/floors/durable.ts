import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient, type InStatement } from '@libsql/client'
import { z } from 'zod'
import { serve } from './serve.ts'

/**
 * The floor of a submission: as many rows of the same size and with as many unique indexes, the same durability and group commit,
 * behind Node's own server. It reads JSON and knows nothing of the field. `PLAIN` leaves the encryption out.
 */
const folder = mkdtempSync(join(tmpdir(), 'earshot-floor-'))
const client = createClient({
  url: `file:${join(folder, 'floor.db')}`,
  ...(process.env.PLAIN === undefined && { encryptionKey: 'k'.repeat(32) }),
})
for (const statement of [
  'pragma journal_mode = wal',
  'pragma synchronous = full',
  'pragma secure_delete = on',
  'create table cases (id integer primary key, reference text, code text, data text)',
  'create unique index cases_reference on cases (reference)',
  'create unique index cases_code on cases (code)',
  'create table submissions (id integer primary key, key text, sealed blob)',
  'create unique index submissions_key on submissions (key)',
  'create table rows (id integer primary key, case_id integer, kind text, data blob)',
  'create index rows_case on rows (case_id, kind)',
])
  await client.execute(statement)

const MOST_IN_A_BATCH = 64
/** What the product keeps of a young person's complaint, in bytes: the words, sealed; triage and events; who wrote; the mail. */
const SEALED = Buffer.alloc(1400, 7)
const SMALL = [
  ['part', 40],
  ['event', 250],
  ['person', 140],
  ['row', 120],
  ['mail', 600],
] as const

const Body = z.object({ idempotencyKey: z.string() })
type Waiting = { readonly rows: readonly InStatement[]; readonly done: () => void }
const waiting: Waiting[] = []
let isWriting = false
let last = 0

serve(async (request, response) => {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(Buffer.from(part))
  const { idempotencyKey } = Body.parse(JSON.parse(Buffer.concat(parts).toString()))
  await new Promise<void>((done) => {
    waiting.push({ rows: rowsFor(++last, idempotencyKey), done })
    void commit()
  })
  response.statusCode = 201
  response.end('{"reference":"KKKKKKKK"}')
})

/** What is waiting goes to the disk together. */
async function commit(): Promise<void> {
  if (isWriting) return
  isWriting = true
  while (waiting.length > 0) {
    const batch = waiting.splice(0, MOST_IN_A_BATCH)
    await client.batch(
      batch.flatMap(({ rows }) => rows),
      'write',
    )
    for (const { done } of batch) done()
  }
  isWriting = false
}

function rowsFor(n: number, key: string): readonly InStatement[] {
  return [
    {
      sql: 'insert into cases (id, reference, code, data) values (?, ?, ?, ?)',
      args: [n, `reference ${n}`, `code ${n}`, 'x'.repeat(700)],
    },
    { sql: 'insert into submissions (key, sealed) values (?, ?)', args: [key, SEALED] },
    ...SMALL.map(([kind, bytes]) => ({
      sql: 'insert into rows (case_id, kind, data) values (?, ?, ?)',
      args: [n, kind, SEALED.subarray(0, bytes)],
    })),
  ]
}
