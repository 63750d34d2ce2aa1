/**
 * `node tests/bench/scale-out/run.ts [seconds]`: the same build against a libSQL server, with four processes in
 * front of it, a database for each authority, and a real mail server. One process and then the database server
 * are killed under load. Says what each took, and whether anything that was acknowledged is lost or there twice.
 */
import { createClient as createReplica } from '@libsql/client'
import { createClient } from '@libsql/client/http'
import { openMailSink, until } from '#tests/support/mail-sink.ts'
import { startServer, temporaryFolder } from '#tests/support/server.ts'
import { residentMbOf } from '../process-figures.ts'
import { type Acknowledged, pressAll, type Target } from './press-all.ts'
import { startSqld } from './sqld.ts'
import './names.mjs'
import { wait } from '#tests/trials/trial.ts'

const PROCESSES = 4
const SLUGS = ['coventry', 'oxfordshire']
const DATABASES = ['cases', 'keyring', 'equality']
const CONNECTIONS = 16
const SECRET_KEY = Buffer.alloc(32, 9).toString('base64url')
const seconds = Number(process.argv[2] ?? 20)

const folder = temporaryFolder()
const say = (line: string) => process.stdout.write(`${line}\n`)
const sink = await openMailSink()
const common = {
  AUTHORITIES: SLUGS.join(','),
  SMTP_URL: sink.url,
  FLOOD_PER_MINUTE: '0',
  SECRET_KEY,
}

say(`one process and its files, ${CONNECTIONS} at a time, ${seconds} s`)
const alone = await startServer({ dataDir: `${folder.path}/alone`, env: common })
const one = await pressAll({ targets: [alone], slugs: SLUGS, seconds, connections: CONNECTIONS })
say(`  ${line(one)}, ${residentMbOf(alone.pid).toFixed(0)} MB`)
await alone.stop()

const sqld = await startSqld(
  process.env.SQLD_FOLDER ?? `${folder.path}/sqld`,
  SLUGS.flatMap((slug) => DATABASES.map((name) => `${slug}-${name}`)),
)
const names = `--import ${new URL('./names.mjs', import.meta.url).href}`
const start = (nth: number) =>
  startServer({
    dataDir: `${folder.path}/process-${nth}`,
    env: { ...common, DATABASE_URL: sqld.url, NODE_OPTIONS: names },
  })
const targets: Target[] = []
for (let nth = 0; nth < PROCESSES; nth++) targets.push(await start(nth))

say(`${PROCESSES} processes and a database server, ${CONNECTIONS} at a time, ${seconds} s`)
const before = sink.mails().length
const calm = await pressAll({ targets, slugs: SLUGS, seconds, connections: CONNECTIONS })
const memory = targets.map(({ pid }) => residentMbOf(pid).toFixed(0)).join(', ')
say(`  ${line(calm)}, ${memory} MB, the server ${residentMbOf(sqld.pid()).toFixed(0)} MB`)

say('the same, one process killed after a third and the database server after two')
const killing = after(seconds / 3, async () => {
  await targets[1]?.kill9()
  targets[1] = await start(1)
})
const breaking = after((seconds * 2) / 3, async () => {
  await sqld.kill9()
  await sqld.begin()
})
const hard = await pressAll({ targets, slugs: SLUGS, seconds, connections: CONNECTIONS })
await Promise.all([killing, breaking])
say(`  ${line(hard)}`)

const acknowledged = [...calm.acknowledged, ...hard.acknowledged]
const kept = await rowsKept()
const lost = acknowledged.filter(({ reference }) => !kept.references.has(reference))
say(
  `acknowledged ${acknowledged.length}, lost ${lost.length}, kept under one key twice ${kept.twice}`,
)
say(
  `asked again of another process: ${await askAgain(acknowledged.slice(-20))} of 20 the same answer`,
)
await mailOnce()
say(await replicaBesideTheLine())
for (const { stop } of targets) await stop()
await sqld.kill9()
await sink.close()
folder.remove()

function line(pressed: {
  perSecond: number
  p50: number
  p99: number
  refused: number
  broken: number
}) {
  const { perSecond, p50, p99, refused, broken } = pressed
  return `${perSecond.toFixed(0)} a second, p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms, ${refused} told to come back, ${broken} broken off`
}

async function after(inSeconds: number, act: () => Promise<void>): Promise<void> {
  await wait(inSeconds * 1000)
  await act()
}

function clientOf(slug: string, database: string) {
  const url = new URL(sqld.url)
  return createClient({ url: `${url.protocol}//${slug}-${database}.${url.host}` })
}

async function rowsKept() {
  const references = new Set<string>()
  let twice = 0
  for (const slug of SLUGS) {
    const client = clientOf(slug, 'cases')
    const { rows } = await client.execute('SELECT reference FROM cases')
    for (const row of rows) references.add(String(row.reference))
    const again = await client.execute(
      'SELECT count(*) - count(DISTINCT idempotency_key) AS n FROM submissions',
    )
    twice += Number(again.rows[0]?.n)
    client.close()
  }
  return { references, twice }
}

async function askAgain(some: readonly Acknowledged[]): Promise<number> {
  let same = 0
  for (const { body, reference } of some) {
    const answer = await fetch(`${targets[0]?.url}/api/submissions`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body,
    })
    const again: unknown = await answer.json()
    if (answer.status === 200 && JSON.stringify(again).includes(`"${reference}"`)) same += 1
  }
  return same
}

/** Waits for the outboxes, and counts what came twice. What a killed process was sending waits for its lease, five minutes. */
async function mailOnce(): Promise<void> {
  const waiting = async () => {
    let n = 0
    for (const slug of SLUGS) {
      const client = clientOf(slug, 'cases')
      const { rows } = await client.execute(
        "SELECT count(*) AS n FROM outbox WHERE state = 'waiting'",
      )
      n += Number(rows[0]?.n)
      client.close()
    }
    return n === 0 ? true : undefined
  }
  const isEmpty = await until(waiting, 90_000, 'empty outboxes').catch(() => false)
  const came = sink.mails().slice(before)
  const times = new Map<string, number>()
  for (const { messageId = '' } of came) times.set(messageId, (times.get(messageId) ?? 0) + 1)
  const again = [...times.values()].filter((n) => n > 1).length
  say(`mails ${came.length}, of these twice ${again}${isEmpty ? '' : ', some still waiting'}`)
}

/**
 * Reads a list of fifty over the line, and from a copy of the database that libSQL keeps beside the reader. The
 * server's own database does for it: the native part of libSQL asks the system for names, which knows only `localhost`.
 */
async function replicaBesideTheLine(): Promise<string> {
  const syncUrl = `http://localhost:${new URL(sqld.url).port}`
  const over = createClient({ url: syncUrl })
  await over.batch(
    [
      'CREATE TABLE IF NOT EXISTS inbox (case_id INTEGER PRIMARY KEY, due_on TEXT, open INTEGER)',
      'CREATE INDEX IF NOT EXISTS inbox_by_due ON inbox (open, due_on, case_id)',
      `INSERT OR IGNORE INTO inbox WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
        SELECT i, date('2026-11-23', (i % 60) || ' days'), i % 10 = 0 FROM n`,
    ],
    'write',
  )
  const replica = createReplica({ url: `file:${folder.path}/replica.db`, syncUrl })
  const began = performance.now()
  await replica.sync()
  const synced = performance.now() - began
  const [line, copy] = [await readingOf(over), await readingOf(replica)]
  over.close()
  replica.close()
  return `a list of fifty: ${line.toFixed(1)} ms over the line, ${copy.toFixed(1)} ms from an embedded replica, which was brought up to date in ${synced.toFixed(0)} ms`
}

async function readingOf(client: ReturnType<typeof createClient>): Promise<number> {
  const took: number[] = []
  for (let n = 0; n < 100; n++) {
    const began = performance.now()
    await client.execute('SELECT * FROM inbox WHERE open = 1 ORDER BY due_on, case_id LIMIT 50')
    took.push(performance.now() - began)
  }
  return took.toSorted((a, b) => a - b)[50] ?? 0
}
