import { mailAddress } from '#api/mail/mail.ts'
import { mailWrites } from '#api/mail/outbox.ts'
import { digest } from '#api/mail/templates.ts'
import type { Upkeeping } from './upkeep.ts'

/** Tells an inbox in one mail how many were set apart in a flood that is over. Answers how many. */
export async function tellOfFlood(upkeeping: Upkeeping): Promise<number> {
  const { served, floodGuards, content, clock, publicUrl } = upkeeping
  const { store, profile, base } = served
  const count = floodGuards.get(profile.slug)?.takeCount() ?? 0
  const to = mailAddress(profile.inboxes.statutory)
  if (count === 0 || to === undefined) return 0
  const now = clock()
  const link = `${publicUrl}${base}/officer/inbox?apart=yes`
  const mail = digest(content.words('en'), { to, count, link })
  const sender = { host: new URL(publicUrl).hostname, now }
  await store.write(mailWrites(store, sender, [{ kind: 'digest', about: `apart.${now}`, mail }]))
  return count
}
