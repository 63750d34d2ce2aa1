import { toEach } from '#api/intake/letters.ts'
import { mailAddress } from '#api/mail/mail.ts'
import { mailWrites } from '#api/mail/outbox.ts'
import { problemNotice } from '#api/mail/templates.ts'
import { listOfficers } from '#api/officers/officers.ts'
import type { Upkeeping } from '#api/upkeep/upkeep.ts'
import { type LocalDate, localDateOf } from '#schema/dates.ts'
import type { Problem } from '#schema/desk/problems.ts'

/**
 * Tells the administrators of an authority what is wrong with the service, once a day for each thing as long as
 * it lasts (once a month for bank holidays). The day stands in the letter's name, so a restart tells nobody twice. Answers how many things.
 */
export async function tellOfProblems(upkeeping: Upkeeping): Promise<number> {
  const { served, watch } = upkeeping
  const seen = await watch.look()
  const problems = [...seen.shared, ...(seen.own.get(served.profile.slug) ?? [])]
  if (problems.length === 0) return 0
  const officers = await listOfficers(served.store)
  const to = officers
    .filter(({ roles }) => roles.includes('admin'))
    .flatMap(({ email }) => mailAddress(email) ?? [])
  const letters = problems.flatMap((problem) => lettersAbout(upkeeping, problem, to))
  const { clock, publicUrl } = upkeeping
  const sender = { host: new URL(publicUrl).hostname, now: clock() }
  await served.store.write(mailWrites(served.store, sender, letters))
  return problems.length
}

/** The day; the month for what nobody can put right before its year is proclaimed. */
function toldFor(problem: Problem, today: LocalDate): string {
  return problem === 'bank-holidays-unconfirmed' ? today.slice(0, 7) : today
}

function lettersAbout(
  { served, content, clock, publicUrl, watch }: Upkeeping,
  problem: Problem,
  to: Parameters<typeof toEach>[0],
) {
  const { profile, base } = served
  const { unsentMinutes } = watch.last(profile.slug)
  const about = `${problem}.${profile.slug}.${toldFor(problem, localDateOf(clock()))}`
  return toEach(to, { kind: 'problem', about }, (address) =>
    problemNotice(content.words('en'), {
      to: address,
      problem,
      unsentMinutes,
      link: `${publicUrl}${base}/officer`,
    }),
  )
}
