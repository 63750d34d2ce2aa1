import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'

/** Rows that end once and stay, with the moment of their ending. */
type Ends = SQLiteTable & { readonly id: SQLiteColumn; readonly endedAt: SQLiteColumn }

/**
 * The row of this number while it has not ended: `row` for what ends it, `exists` for what tells of it in the
 * same batch, so that an ending is told of once.
 */
export function standing(table: Ends, id: number): { row: SQL | undefined; exists: SQL } {
  const row = and(eq(table.id, id), isNull(table.endedAt))
  return { row, exists: sql`exists (select 1 from ${table} where ${row})` }
}
