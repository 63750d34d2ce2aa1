import { randomBytes } from 'node:crypto'
import { resolve } from 'node:path'
import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Clock } from '#api/clock.ts'
import type { Authorities } from '#api/http/authorities.ts'
import { codeOfStep, SECRET_BYTES, stepAt } from '#api/officers/authenticator.ts'
import { HANDED_LINK_MINUTES, linkUrl, newLink } from '#api/officers/links.ts'
import { officers } from '#api/store/tables.ts'
import type { Content } from '#content/index.ts'
import { readInventedCases } from '#content/invented-cases.ts'
import { fillYear } from './fill.ts'

export type DemoDeps = {
  readonly authorities: Authorities
  readonly content: Content
  readonly clock: Clock
  readonly publicUrl: string
}

type DemoResult = { readonly exitCode: 0 | 1; readonly lines: readonly string[] }

const Secret = z.string().regex(/^[0-9a-f]{40}$/)

/**
 * `demo fill`: an invented year in every authority of an empty data folder, and a one-time link for the
 * demonstration's officer of each. Refuses a folder in which somebody works already.
 */
export async function fillDemo(deps: DemoDeps): Promise<DemoResult> {
  const secret = randomBytes(SECRET_BYTES)
  const lines: string[] = []
  for (const served of deps.authorities.all) {
    const { store, base } = served
    const [somebody] = await store.db.select({ id: officers.id }).from(officers).limit(1)
    if (somebody !== undefined) return { exitCode: 1, lines: ['this folder is in use'] }
    const now = deps.clock()
    const invented = readInventedCases(resolve('content'))
    const officer = await fillYear({ ...deps, invented, now }, served)
    const { key, writes } = newLink(store, officer, now, HANDED_LINK_MINUTES)
    const authenticator = store.keys.own.seal(secret)
    await store.write([
      ...writes,
      store.db.update(officers).set({ authenticator }).where(eq(officers.id, officer)),
    ])
    lines.push(`demo-officer ${linkUrl(`${deps.publicUrl}${base}`, key)}`)
  }
  return { exitCode: 0, lines: [...lines, `demo-secret ${secret.toString('hex')}`] }
}

/** `demo code SECRET`: the six digits of the demonstration's officers at this moment. */
export function demoCode([act, typed]: readonly string[], clock: Clock): DemoResult {
  const secret = Secret.safeParse(typed)
  if (act !== 'code' || !secret.success) {
    return { exitCode: 1, lines: ['demo fill', 'demo code SECRET, as "demo fill" prints it'] }
  }
  const code = codeOfStep(Buffer.from(secret.data, 'hex'), stepAt(clock()))
  return { exitCode: 0, lines: [`demo-code ${code}`] }
}
