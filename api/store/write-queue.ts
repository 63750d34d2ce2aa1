import type { Client, InStatement, ResultSet } from '@libsql/client'
import { faultCode, type Log } from '#api/log.ts'
import { baseCode, isOfTheStore, mayBeKept, statementAtFault } from './database-faults.ts'
import { StoreBusy, StoreUnsure } from './store.ts'

/** Waiting writes beyond this are refused: an answer of "busy" now is better than one after minutes. */
const LONGEST_QUEUE = 1000
/** The statements of one commit. More would hold the event loop for too long. */
const STATEMENTS_PER_COMMIT = 512
/** Empty ones take some microseconds each. */
const TURNS_BEFORE_COMMIT = 16
/** Turns are long where others ask for other things: who waits for the commit does not wait for all of them. */
const LONGEST_GATHERING_MS = 4
const FRESH_MS = 5000
const PROBE_EVERY_MS = 200

/** Counts commits, so that another connection can see whether the last one arrived. */
export const COMMITS_TABLE = [
  'CREATE TABLE IF NOT EXISTS commits (id INTEGER PRIMARY KEY CHECK (id = 1), n INTEGER NOT NULL)',
  'INSERT OR IGNORE INTO commits VALUES (1, 0)',
]
const COUNT_COMMIT = 'UPDATE commits SET n = n + 1 WHERE id = 1 RETURNING n'
const READ_COMMITS = 'SELECT n FROM commits WHERE id = 1'

type Job = {
  readonly statements: readonly InStatement[]
  readonly resolve: (results: ResultSet[]) => void
  readonly reject: (fault: unknown) => void
}

/** `open`: writes. `closed`: refuses until a probe reached the disk. `stopped`: refuses for good. */
type State = 'open' | 'closed' | 'stopped'

type WriteQueueParts = {
  readonly writer: Client
  /** Opens a connection that does not wait for locks, until `patient` lets it. */
  readonly reopen: () => Promise<Client>
  readonly patient: (writer: Client) => Promise<unknown>
  /** Another connection, to see what the writer says it committed; none on a server. */
  readonly witness: Client | undefined
  readonly log: Log
}

/**
 * All writes of one database, one commit at a time: what is waiting goes together. After a lock that was
 * not given, libSQL's client acknowledges writes that never reach the disk (tursodatabase/libsql-client-ts
 * #352). Hence the connection is replaced after one, and nothing is acknowledged that a second connection
 * does not see.
 */
export class WriteQueue {
  #writer: Client
  readonly #parts: WriteQueueParts
  #waiting: Job[] = []
  #draining: Promise<void> | undefined
  #state: State = 'open'
  #probe: NodeJS.Timeout | undefined
  #committedAt = Number.NEGATIVE_INFINITY

  constructor(parts: WriteQueueParts) {
    this.#parts = parts
    this.#writer = parts.writer
  }

  /** Commits these together or none of them. Refuses with `StoreBusy` when it cannot be done now. */
  write(statements: readonly InStatement[]): Promise<ResultSet[]> {
    if (this.#state !== 'open') return Promise.reject(new StoreBusy('the store cannot be written'))
    if (this.#waiting.length >= LONGEST_QUEUE) {
      return Promise.reject(new StoreBusy('too many writes are waiting'))
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ statements, resolve, reject })
      this.#draining ??= this.#drain()
    })
  }

  /** True when a write reached the disk within the last 5 seconds, or one does now. */
  async healthy(): Promise<boolean> {
    if (this.#state !== 'open') return false
    if (performance.now() - this.#committedAt < FRESH_MS) return true
    return this.write([]).then(
      () => true,
      () => false,
    )
  }

  /** Runs something on the writing connection between two commits, such as a checkpoint. */
  async between<T>(act: (writer: Client) => Promise<T>): Promise<T> {
    while (this.#draining !== undefined) await this.#draining
    if (this.#state !== 'open') throw new StoreBusy('the store cannot be written')
    return act(this.#writer)
  }

  /** Commits what was accepted, then ends. */
  async close(): Promise<void> {
    while (this.#draining !== undefined) await this.#draining
    this.#state = 'stopped'
    clearTimeout(this.#probe)
    this.#writer.close()
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      // Every request that is ready joins this commit. Node takes one new connection in a turn of its event loop:
      // with a single turn between two commits the last of many who come together would wait for as many commits.
      const until = performance.now() + LONGEST_GATHERING_MS
      for (let turn = 0; turn < TURNS_BEFORE_COMMIT && performance.now() < until; turn++)
        await new Promise((done) => setImmediate(done))
      await this.#commit(this.#takeGroup())
    }
    this.#draining = undefined
  }

  #takeGroup(): Job[] {
    let statements = 0
    let jobs = 0
    for (const job of this.#waiting) {
      statements += job.statements.length
      if (jobs > 0 && statements > STATEMENTS_PER_COMMIT) break
      jobs += 1
    }
    return this.#waiting.splice(0, jobs)
  }

  async #commit(jobs: readonly Job[]): Promise<void> {
    if (this.#state !== 'open') {
      return refuseAll(jobs, new StoreBusy('the store cannot be written'))
    }
    try {
      const results = await this.#commitAndSee(
        this.#writer,
        jobs.flatMap((job) => job.statements),
      )
      let taken = 0
      for (const job of jobs) {
        job.resolve(results.slice(taken, taken + job.statements.length))
        taken += job.statements.length
      }
    } catch (fault) {
      await this.#answerFault(jobs, fault)
    }
  }

  async #commitAndSee(writer: Client, statements: readonly InStatement[]): Promise<ResultSet[]> {
    const results = await writer.batch([COUNT_COMMIT, ...statements], 'write')
    const counted = results.shift()?.rows[0]?.[0]
    const seen = await this.#parts.witness?.execute(READ_COMMITS)
    if (seen !== undefined && seen.rows[0]?.[0] !== counted) {
      throw new StoreBusy('a commit did not arrive')
    }
    this.#committedAt = performance.now()
    return results
  }

  /** One bad write must not roll back its neighbours: it is refused, and they are committed without it. */
  async #answerFault(jobs: readonly Job[], fault: unknown): Promise<void> {
    if (isOfTheStore(fault)) {
      this.#closeFor(fault)
      const Busy = mayBeKept(fault) ? StoreUnsure : StoreBusy
      return refuseAll(jobs, new Busy('the store cannot be written', { cause: fault }))
    }
    const [only] = jobs
    if (jobs.length === 1 && only !== undefined) return only.reject(fault)
    const bad = jobAtFault(jobs, fault)
    if (bad === undefined) {
      for (const job of jobs) await this.#commit([job])
      return
    }
    bad.reject(fault)
    await this.#commit(jobs.filter((job) => job !== bad))
  }

  #closeFor(fault: unknown): void {
    this.#writer.close()
    // After a failed fsync the kernel may have dropped what it did not write: only a restart reads the truth.
    this.#state = baseCode(fault) === 'SQLITE_IOERR' ? 'stopped' : 'closed'
    const code = this.#state === 'stopped' ? 'store-stopped' : 'store-busy'
    this.#parts.log('error', code, { fault: faultCode(fault) })
    if (this.#state === 'closed') this.#probeSoon()
  }

  #probeSoon(): void {
    this.#probe = setTimeout(() => void this.#reopen(), PROBE_EVERY_MS).unref()
  }

  async #reopen(): Promise<void> {
    let writer: Client | undefined
    try {
      writer = await this.#parts.reopen()
      await this.#commitAndSee(writer, [])
      await this.#parts.patient(writer)
      if (this.#state !== 'closed') return writer.close()
      this.#writer = writer
      this.#state = 'open'
      this.#parts.log('warn', 'store-recovered')
    } catch {
      // Still held or full: the next probe asks again, and health says so until one succeeds.
      writer?.close()
      if (this.#state === 'closed') this.#probeSoon()
    }
  }
}

function refuseAll(jobs: readonly Job[], fault: StoreBusy): void {
  for (const job of jobs) job.reject(fault)
}

/** Which write a fault belongs to; undefined when it came with the commit. Statement 0 counts the commit. */
function jobAtFault(jobs: readonly Job[], fault: unknown): Job | undefined {
  const statement = statementAtFault(fault)
  if (statement === undefined) return undefined
  let end = 1
  return jobs.find((job) => {
    end += job.statements.length
    return statement >= 1 && statement < end
  })
}
