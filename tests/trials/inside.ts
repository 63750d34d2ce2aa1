import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { z } from 'zod'

const Inside = z.strictObject({
  integrity: z.string(),
  cases: z.number(),
  /** Cases that lack one of: their submission, their first event, their row of the list, their mail. */
  half: z.number(),
})
export type Inside = z.infer<typeof Inside>

/**
 * Looks into the database of a server that has ended: is each case whole? In a process of its own: SQLite keeps
 * the index of a write-ahead log as long as its process lives, also one whose file a power cut took away.
 */
export async function lookInside(dataDir: string, slug = 'coventry'): Promise<Inside> {
  const args = ['tests/trials/processes/look-inside.ts', dataDir, slug]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  return Inside.parse(JSON.parse(stdout))
}
