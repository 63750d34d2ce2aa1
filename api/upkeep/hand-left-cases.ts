import { and, eq, sql } from 'drizzle-orm'
import { handToFallback, keepFallbackReader } from '#api/cases/keep-out.ts'
import { knowingOfCase } from '#api/cases/knowing-of-case.ts'
import { addressesFor, fallbackOf } from '#api/cases/who-to-tell.ts'
import { deskLink, toEach } from '#api/intake/letters.ts'
import { mailWrites } from '#api/mail/outbox.ts'
import { fallbackNotice } from '#api/mail/templates.ts'
import { findOfficer, hasNoOfficer } from '#api/officers/officers.ts'
import { exclusions, inbox } from '#api/store/tables.ts'
import { day, type LocalDate, localDateOf } from '#schema/dates.ts'
import { Category } from '#schema/vocabulary.ts'
import { localWords } from '#schema/words/local-words.ts'
import { sayDayFrom } from '#schema/words/spoken.ts'
import { onCase } from './pages.ts'
import type { Upkeeping } from './upkeep.ts'

/**
 * Gives every open case from which people are kept out, and which nobody is left to answer, to the fallback
 * reader: whoever could answer it may have left, or be kept out since. Answers how many.
 */
export async function handLeftCases(upkeeping: Upkeeping): Promise<number> {
  const { log, served, clock, signal } = upkeeping
  await listFallbackReader(upkeeping)
  let handed = 0
  for (const left of await leftCases(upkeeping, localDateOf(clock()))) {
    if (signal.aborted) break
    const isHanded = await onCase(upkeeping, left.reference, () => handOver(upkeeping, left))
    if (isHanded === true) handed += 1
    else log('error', 'nobody-may-read', { authority: served.store.slug })
  }
  return handed
}

/**
 * The fallback reader is at the desk from the first day: one who came with a case would tell everybody who
 * reads the list of officers that there is one.
 */
async function listFallbackReader({ served, clock }: Upkeeping): Promise<void> {
  const { store, profile } = served
  if (await hasNoOfficer(store)) return
  const known = await findOfficer(store, profile.fallbackReader)
  if (known === undefined) await store.write([keepFallbackReader(profile.fallbackReader, clock())])
}

type LeftCase = typeof inbox.$inferSelect

/** Nobody of the desk answers them: no officer, no manager of their services, nobody who was given them. */
async function leftCases({ served }: Upkeeping, today: LocalDate): Promise<readonly LeftCase[]> {
  const someone = sql`select 1 from officers as o
    where o.removed_at is null
      and not exists (select 1 from exclusions as x
        where x.case_id = ${inbox.caseId} and x.officer_id = o.id)
      and (exists (select 1 from json_each(o.roles) where value = 'officer')
        or (exists (select 1 from json_each(o.roles) where value = 'manager')
          and (exists (select 1 from parts as p, json_each(p.services) as s, json_each(o.services) as own
              where p.case_id = ${inbox.caseId} and s.value = own.value)
            or exists (select 1 from grants as g
              where g.case_id = ${inbox.caseId} and g.officer_id = o.id and g.until >= ${today}))))`
  const rows = await served.store.db
    .selectDistinct({ row: inbox })
    .from(exclusions)
    .innerJoin(inbox, eq(inbox.caseId, exclusions.caseId))
    .where(and(eq(inbox.open, 1), sql`not exists (${someone})`))
  return rows.map(({ row }) => row)
}

/** True when the fallback reader has it now; else it is about them too, and an administrator is told. */
async function handOver(upkeeping: Upkeeping, left: LeftCase): Promise<boolean> {
  const { served, content, clock, publicUrl } = upkeeping
  const { store, profile } = served
  const { caseId, reference } = left
  const at = clock()
  const today = localDateOf(at)
  const knowing = await knowingOfCase(served, content.names, { caseId, today })
  const email = fallbackOf(knowing, profile)
  const category = Category.parse(left.category)
  const letters = toEach(
    addressesFor(profile.inboxes[category], knowing, profile),
    { kind: 'notice', about: `${reference}.left`, caseId },
    (to) =>
      fallbackNotice(localWords(content.words('en'), profile), {
        to,
        reference,
        category,
        dueOn: sayDayFrom(today, day(left.dueOn), 'en'),
        link: deskLink(upkeeping, reference),
      }),
  )
  const host = new URL(publicUrl).hostname
  await store.write([
    ...(email === undefined ? [] : handToFallback({ caseId, email, at })),
    ...mailWrites(store, { host, now: at }, letters),
  ])
  return email !== undefined
}
