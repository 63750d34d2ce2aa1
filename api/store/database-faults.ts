import { LibsqlBatchError, LibsqlError } from '@libsql/client/sqlite3'
import { StoreBusy } from './store.ts'

/** What a statement can be refused for while the file and the connection are well. */
const OF_THE_STATEMENT = new Set([
  'SQLITE_CONSTRAINT',
  'SQLITE_ERROR',
  'SQLITE_MISMATCH',
  'SQLITE_RANGE',
  'SQLITE_TOOBIG',
])

/** True when the file or the connection is at fault, not a statement that someone handed in. */
export function isOfTheStore(fault: unknown): boolean {
  if (fault instanceof StoreBusy || isOfTheLine(fault)) return true
  const code = baseCode(fault)
  if (code === undefined) return false
  // A fault without a statement came from BEGIN or COMMIT; of those only a broken reference is the writer's.
  if (statementAtFault(fault) === undefined) return code !== 'SQLITE_CONSTRAINT'
  return !OF_THE_STATEMENT.has(code)
}

/** True when a database server could not be reached, or broke off: what was asked may have been done or not. */
export function isOfTheLine(fault: unknown): boolean {
  return fault instanceof TypeError && fault.message === 'fetch failed'
}

/** True when what was to be committed may have been, although nobody was told so: a sync failed, or the line. */
export function mayBeKept(fault: unknown): boolean {
  return isOfTheLine(fault) || baseCode(fault) === 'SQLITE_IOERR'
}

/** `SQLITE_BUSY`, without what the extended codes add. */
export function baseCode(fault: unknown): string | undefined {
  return fault instanceof LibsqlError ? fault.code : undefined
}

/** Which statement of a batch failed, from 0; undefined when the transaction itself did. */
export function statementAtFault(fault: unknown): number | undefined {
  return fault instanceof LibsqlBatchError ? fault.statementIndex : undefined
}
