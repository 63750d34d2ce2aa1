import type { Clock } from '#api/clock.ts'
import type { Authorities } from '#api/http/authorities.ts'
import type { Served } from '#api/http/context.ts'
import { faultCode, type Log } from '#api/log.ts'
import { mailAddress } from '#api/mail/mail.ts'
import { mailWrites } from '#api/mail/outbox.ts'
import { digest } from '#api/mail/templates.ts'
import type { Content } from '#content/index.ts'
import type { Calendar } from '#schema/rules/working-days.ts'
import { destroyUnclaimed, folderOf } from './attachments.ts'
import { destroyExpiredDrafts } from './draft.ts'
import type { FloodGuard } from './flood-guard.ts'
import { turnConcerns } from './turn-concerns.ts'

const EVERY_MS = 60_000

export type TidyParts = {
  readonly authorities: Authorities
  readonly floodGuards: ReadonlyMap<string, FloodGuard>
  readonly content: Content
  readonly calendar: Calendar
  readonly clock: Clock
  readonly log: Log
  readonly publicUrl: string
}

/**
 * Once a minute: destroys drafts and files whose day is over, makes complaints of concerns whose time
 * ran out, and tells an inbox in one mail how many were set apart. Answers how to stop it.
 */
export function startTidying(parts: TidyParts): () => void {
  const timer = setInterval(() => void tidyAll(parts), EVERY_MS).unref()
  return () => clearInterval(timer)
}

export async function tidyAll(parts: TidyParts): Promise<void> {
  for (const served of parts.authorities.all) {
    try {
      await tidy(parts, served)
    } catch (fault) {
      // The next minute tries again.
      parts.log('warn', 'store-busy', { fault: faultCode(fault) })
    }
  }
}

async function tidy(parts: TidyParts, served: Served): Promise<void> {
  const { store, profile, base } = served
  const now = parts.clock()
  await destroyExpiredDrafts(store, now)
  await destroyUnclaimed(folderOf(store), now)
  await turnConcerns({ ...parts, served })
  const count = parts.floodGuards.get(profile.slug)?.takeCount() ?? 0
  const to = mailAddress(profile.inboxes.statutory)
  if (count === 0 || to === undefined) return
  const link = `${parts.publicUrl}${base}/officer?apart=yes`
  const mail = digest(parts.content.words('en'), { to, count, link })
  const sender = { host: new URL(parts.publicUrl).hostname, now }
  await store.write(mailWrites(store, sender, [{ kind: 'digest', about: `apart.${now}`, mail }]))
}
