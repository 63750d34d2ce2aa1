import type { BackupSchedule } from '#api/backup/schedule.ts'
import type { Clock } from '#api/clock.ts'
import { forgetDue } from '#api/forgetting/forget-due.ts'
import { extendChain } from '#api/history/chain.ts'
import { watchChain } from '#api/history/watch-chain.ts'
import type { Authorities } from '#api/http/authorities.ts'
import type { Served } from '#api/http/context.ts'
import type { FloodGuard } from '#api/intake/flood-guard.ts'
import { faultCode, type Log } from '#api/log.ts'
import { readDetails } from '#api/profile/local-details.ts'
import { countLive } from '#api/reports/live-records.ts'
import { keepUp } from '#api/search/keep-up.ts'
import { tellOfProblems } from '#api/watch/tell-of-problems.ts'
import type { Watch } from '#api/watch/watch.ts'
import { sendWeeklyLists } from '#api/weekly/send-weekly-lists.ts'
import type { Content } from '#content/index.ts'
import type { Calendar } from '#schema/rules/days/working-days.ts'
import { chaseAdvocates } from './chase-advocates.ts'
import { noteDateBasis } from './date-basis.ts'
import { handLeftCases } from './hand-left-cases.ts'
import { moveDates } from './move-dates.ts'
import { passOnAlarms } from './pass-on-alarms.ts'
import { remindOfStatements } from './remind-of-statements.ts'
import { destroyStrayFiles, sweep } from './sweep.ts'
import { tellOfFlood } from './tell-of-flood.ts'
import { turnConcerns } from './turn-concerns.ts'

const EVERY_MS = 60_000
/** What waited for a start waits until people are served: of many cases it is seconds of work. */
const FIRST_AFTER_MS = 500
const STRAY_FILES_EVERY_ROUNDS = 60
const REMINDERS_EVERY_ROUNDS = 60

type UpkeepParts = {
  readonly authorities: Authorities
  readonly floodGuards: ReadonlyMap<string, FloodGuard>
  readonly watch: Watch
  readonly content: Content
  readonly calendar: Calendar
  readonly clock: Clock
  readonly log: Log
  /** Where people reach us, without a slash at the end. */
  readonly publicUrl: string
  /** None where the databases are on a server. */
  readonly backups?: BackupSchedule | undefined
}

/** What every act is given: one authority, and whether it is time to end. */
export type Upkeeping = Omit<UpkeepParts, 'authorities'> & {
  readonly served: Served
  readonly signal: AbortSignal
}

/** What one round came to, over all authorities. */
type Round = {
  /** Concerns that became complaints. */
  readonly turned: number
  /** Cases that were told of another day, since the bank holidays changed. */
  readonly moved: number
}

export type Upkeep = {
  /** Everything that is due now, once. Asked during a round, it answers at the end of that. */
  runOnce(): Promise<Round>
  /** Ends after what is being written now. What is left is taken up at the next start. */
  stop(): Promise<void>
}

/**
 * What the service does by itself, soon after it is started and every minute. Resolves when it is written down which bank
 * holidays are new: await it before anybody is served, whose dates will rest on them already.
 */
export async function startUpkeep(parts: UpkeepParts): Promise<Upkeep> {
  const ending = new AbortController()
  for (const { store } of parts.authorities.all) {
    await noteDateBasis(store, parts.content)
    await readDetails(store)
  }
  let round: Promise<Round> | undefined
  let rounds = 0
  const runOnce = () => {
    round ??= runRound(parts, ending.signal, rounds++).finally(() => {
      round = undefined
    })
    return round
  }
  const timer = setInterval(() => void runOnce(), EVERY_MS).unref()
  const first = setTimeout(() => void runOnce(), FIRST_AFTER_MS).unref()
  return {
    runOnce,
    async stop() {
      clearInterval(timer)
      clearTimeout(first)
      ending.abort()
      await round
    },
  }
}

async function runRound(parts: UpkeepParts, signal: AbortSignal, nth: number): Promise<Round> {
  // It may take minutes: nothing else waits for it.
  void parts.backups?.runIfDue()
  let [turned, moved] = [0, 0]
  for (const served of parts.authorities.all) {
    const upkeeping = { ...parts, served, signal }
    await attempt(upkeeping, () => readDetailsAnew(upkeeping))
    if (!(await leads(upkeeping))) {
      await attempt(upkeeping, () => readWords(upkeeping))
      await attempt(upkeeping, () => tellOfFlood(upkeeping))
      continue
    }
    // First, whatever else there is to do: somebody may not be safe.
    await attempt(upkeeping, () => passOnAlarms(upkeeping))
    moved += await attempt(upkeeping, () => moveDates(upkeeping))
    turned += await attempt(upkeeping, () => turnConcerns(upkeeping))
    await attempt(upkeeping, () => handLeftCases(upkeeping))
    await attempt(upkeeping, () => readWords(upkeeping))
    await attempt(upkeeping, () => extendChain(served.store))
    await attempt(upkeeping, () => watchChain(served.store))
    await attempt(upkeeping, () => sweep(upkeeping))
    await attempt(upkeeping, () => countLiveCases(upkeeping))
    await attempt(upkeeping, () => forgetDue(upkeeping))
    await attempt(upkeeping, () => tellOfFlood(upkeeping))
    if (nth % REMINDERS_EVERY_ROUNDS === 0) {
      await attempt(upkeeping, () => chaseAdvocates(upkeeping))
      await attempt(upkeeping, () => remindOfStatements(upkeeping))
    }
    await attempt(upkeeping, () => tellOfProblems(upkeeping))
    await attempt(upkeeping, () => sendWeeklyLists(upkeeping))
    if (nth % STRAY_FILES_EVERY_ROUNDS === 0) {
      await attempt(upkeeping, () => destroyStrayFiles(upkeeping))
    }
  }
  return { turned, moved }
}

/** Another process may serve the same data, where it is on a server. */
async function readDetailsAnew({ served }: Upkeeping): Promise<number> {
  await readDetails(served.store)
  return 0
}

/** All but what a process keeps for itself is for one of those that share a database: its words to search, its own flood. */
async function leads(upkeeping: Upkeeping): Promise<boolean> {
  const answer = await attempt(upkeeping, async () => Number(await upkeeping.served.store.leads()))
  return answer === 1
}

/** Words for the search, a second's worth a round: after a restore there are many, and others wait too. */
async function readWords({ served }: Upkeeping): Promise<number> {
  await keepUp(served.store, performance.now() + 1000)
  return 0
}

/** Keeps what the report counts up to date, so that nobody who asks for one waits for it. */
async function countLiveCases({ served, content, signal }: Upkeeping): Promise<number> {
  const layout = content.reportLayouts.get(served.profile.slug)
  return layout === undefined ? 0 : countLive({ ...served, content, layout, signal })
}

/** Answers how many. One act that fails keeps none of the others; the next round tries it again. */
async function attempt(
  { log, served, signal }: Upkeeping,
  act: () => Promise<number>,
): Promise<number> {
  if (signal.aborted) return 0
  try {
    return await act()
  } catch (fault) {
    log('warn', 'upkeep-delayed', { authority: served.store.slug, fault: faultCode(fault) })
    return 0
  }
}
