import type { InStatement, ResultSet } from '@libsql/client'
import type { LibSQLDatabase } from 'drizzle-orm/libsql'
import type { Instant } from '#schema/dates.ts'
import type { Place } from './connection.ts'
import type { EqualityAnswer, EqualityCount } from './equality.ts'
import type { SearchFile } from './search-file.ts'
import type * as tables from './tables.ts'

/** A drizzle query that can be turned into SQL: `db.insert(cases).values(…)`. */
export type Write = { toSQL(): { sql: string; params: unknown[] } } | InStatement

/**
 * One authority's store. Reads go straight to the database; every write goes through one queue, which
 * commits what is waiting as one batch. A resolved `write` is on the disk.
 */
export interface Store {
  readonly slug: string
  /** Where files of this authority lie: `DATA_DIR/coventry`. */
  readonly folder: string
  /** Where its cases lie, for a process of our own that reads them and never writes. */
  readonly casesAt: Place
  /** For queries only: a write through it is refused. Building an insert with it and handing that to `write` is the way to write. */
  readonly db: LibSQLDatabase<typeof tables>
  /**
   * Commits all of these together or none of them, and answers their results in order.
   * Refuses with `StoreBusy` (answer 503, Retry-After) when the file cannot be written now.
   */
  write(statements: readonly Write[]): Promise<ResultSet[]>
  /** Whether this process, of all that share the database, does what is done without being asked. A file has one. */
  leads(): Promise<boolean>
  /** Calls this after every write that was kept. */
  onWritten(listener: () => void): void
  /** A number for a case that is about to be written; never given twice. */
  nextId(table: 'cases'): Promise<number>
  /** Adds one to the count of each answer, in a file apart from the cases. */
  countEquality(answers: readonly EqualityAnswer[]): Promise<void>
  equalityOfYear(year: number): Promise<EqualityCount[]>
  /** The words of the cases, to be searched. Always a file here, also where the cases lie on a server. */
  readonly search: SearchFile
  /** Keys of cases, the store's own sealing key and keyed hashes. */
  readonly keys: Keys
  /** True when a write of a case and one of a key reached the disk within the last 5 seconds. */
  healthy(): Promise<boolean>
  close(): Promise<void>
}

/** What is sealed can be opened with the same key alone, and is refused when one bit of it changed. */
export interface Sealer {
  seal(plain: string | Uint8Array): Buffer
  open(sealed: Uint8Array): Buffer
}

export interface Keys {
  /** Makes and keeps a new key for a case that is about to be written; durable before it resolves. */
  createCaseKey(): Promise<{ readonly keyId: string; readonly sealer: Sealer }>
  /** The key of a case; undefined when it was destroyed. */
  caseKey(keyId: string): Promise<Sealer | undefined>
  /** Makes the words of a case unreadable, in old backups too. */
  destroyCaseKey(keyId: string): Promise<void>
  /** Which keys were destroyed, and when. */
  destroyedCaseKeys(): Promise<ReadonlyMap<string, Instant>>
  /** Seals what belongs to the store and to no case: outbox, authenticators. */
  readonly own: Sealer
  /** A sealer whose key is derived from a secret that we do not hold, such as a cookie. */
  derived(purpose: string, secret: string): Sealer
  /** HMAC-SHA256 under a key of this purpose, base64url: for codes, cookies, links. */
  hash(purpose: string, value: string): string
  /** Bytes derived for ever from this store's secret: the private code of an idempotency key. */
  derive(purpose: string, value: string, bytes: number): Buffer
}

/** The file cannot be written now: another program holds it, or the disk is full. Nothing was kept. */
export class StoreBusy extends Error {
  override name = 'StoreBusy'
}

/** A write broke off so late that it may be kept all the same: only a later reading knows. */
export class StoreUnsure extends StoreBusy {}
