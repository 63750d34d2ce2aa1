import { eq, sql } from 'drizzle-orm'
import { mailAddress } from '#api/mail/mail.ts'
import { type Letter, mailWrites } from '#api/mail/outbox.ts'
import { weeklyList } from '#api/mail/weekly-list.ts'
import { listOfficers } from '#api/officers/officers.ts'
import { weeklyLists } from '#api/store/tables.ts'
import type { Upkeeping } from '#api/upkeep/upkeep.ts'
import { localDateOf } from '#schema/dates.ts'
import { isWeekListDue, weekOf } from '#schema/rules/clocks/rag.ts'
import { ragOfServices } from './rag-of-services.ts'

/**
 * Sends each manager the list of their services, from the first working day of the week on and once a week,
 * whatever was restarted meanwhile: that it was sent is kept with the mails. Counts and references only. Answers how
 * many managers were sent one.
 */
export async function sendWeeklyLists(upkeeping: Upkeeping): Promise<number> {
  const { served, calendar, clock, publicUrl, content } = upkeeping
  const { store, profile, base } = served
  const now = clock()
  const today = localDateOf(now)
  const week = weekOf(today)
  if (!isWeekListDue(today, calendar)) return 0
  const [sent] = await store.db.select().from(weeklyLists).where(eq(weeklyLists.week, week))
  if (sent !== undefined) return 0
  const managers = (await listOfficers(store)).filter(({ roles }) => roles.includes('manager'))
  const letters: Letter[] = []
  for (const manager of managers) {
    const to = mailAddress(manager.email)
    const services = await ragOfServices(store, profile, manager, { today, calendar })
    if (to === undefined || services.length === 0) continue
    const link = `${publicUrl}${base}/officer`
    const mail = weeklyList(content.words('en'), { to, services, link })
    letters.push({ kind: 'weekly', about: `${week}.${manager.id}`, mail })
  }
  const isFirst = sql`not exists (select 1 from weekly_lists where week = ${week})`
  await store.write([
    ...mailWrites(store, { host: new URL(publicUrl).hostname, now, onlyWhile: isFirst }, letters),
    store.db.insert(weeklyLists).values({ week, sentAt: now }).onConflictDoNothing(),
  ])
  return letters.length
}
