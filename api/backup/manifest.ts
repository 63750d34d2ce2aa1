import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { DataKeys } from '#api/store/key-file.ts'
import { Instant } from '#schema/dates.ts'

/** Raised when a backup of before can no longer be read. */
export const FORMAT = 1

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const Bytes = z.number().int().nonnegative()

/** How many rows a table has, and a hash over all of them. */
export const TableDigest = z.strictObject({ name: z.string(), rows: Bytes, digest: Sha256 })
export type TableDigest = z.infer<typeof TableDigest>

const Kept = z.strictObject({ name: z.string(), bytes: Bytes, sha256: Sha256 })

/** What a backup holds of one authority. */
export const Holding = z.strictObject({
  slug: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  databases: z.array(Kept.extend({ tables: z.array(TableDigest) })),
  files: z.array(Kept),
})
export type Holding = z.infer<typeof Holding>

export const Manifest = z.strictObject({
  format: z.literal(FORMAT),
  madeAt: Instant,
  /** Of the master key then; changing that key does not make an old backup unreadable. */
  masterKey: z.string(),
  authorities: z.array(z.strictObject({ holding: Holding, mac: z.string() })),
})
export type Manifest = z.infer<typeof Manifest>

/** Binds what a backup holds to the authority's own keys: nobody else can have written it. */
export function macOf(keys: DataKeys, madeAt: string, holding: Holding): string {
  const key = Buffer.from(hkdfSync('sha256', keys.hash, '', 'backup', 32))
  return createHmac('sha256', key)
    .update(JSON.stringify([FORMAT, madeAt, holding]))
    .digest('base64url')
}

export function fits(mac: string, expected: string): boolean {
  const [given, own] = [Buffer.from(mac), Buffer.from(expected)]
  return given.length === own.length && timingSafeEqual(given, own)
}

/** Names one authority's data for ever, through every change of the master key, and tells nothing of it. */
export function storeIdOf(keys: DataKeys): string {
  return Buffer.from(hkdfSync('sha256', keys.hash, '', 'backup-of', 16)).toString('hex')
}
