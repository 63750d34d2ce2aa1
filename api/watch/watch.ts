import type { BackupSchedule } from '#api/backup/schedule.ts'
import type { Clock } from '#api/clock.ts'
import { isChainBroken } from '#api/history/watch-chain.ts'
import type { Served } from '#api/http/context.ts'
import { unconfirmedDates } from '#api/upkeep/unconfirmed-dates.ts'
import type { Problem } from '#schema/desk/problems.ts'
import type { Calendar } from '#schema/rules/days/working-days.ts'
import type { Certificate } from './certificate.ts'
import { type ClockWatch, createClockWatch } from './clock-watch.ts'
import { roomIn } from './disk-room.ts'
import { lateAlarms } from './unopened-alarms.ts'

export type WatchParts = {
  readonly authorities: readonly Served[]
  readonly dataDir: string
  readonly calendar: Calendar
  readonly clock: Clock
  readonly oldestUnsentSeconds: () => Promise<number>
  /** None where the databases are on a server. */
  readonly backups?: Pick<BackupSchedule, 'state'> | undefined
  /** None where people do not reach us by https. */
  readonly certificate?: (() => Certificate) | undefined
  /** What the clock is watched by: it only ever goes on, as long as this process lives. */
  readonly elapsedMs?: (() => number) | undefined
}

/** What was found in one look. */
export type Seen = {
  readonly oldestUnsentSeconds: number
  /** Of the machine, the same for every authority. */
  readonly shared: readonly Problem[]
  /** Of one authority, by its slug. */
  readonly own: ReadonlyMap<string, readonly Problem[]>
}

export type Watch = {
  /** Looks now. Asked often, it looks every two seconds at what a submission does not depend on. */
  look(): Promise<Seen>
  /** What the last look found for an authority; nothing before the first. */
  last(slug: string): { readonly problems: readonly Problem[]; readonly unsentMinutes: number }
}

const LOOK_AGAIN_MS = 2_000
/** A quarter of an hour: then an officer may not know of a child who waits. */
const MAIL_LATE_SECONDS = 900

/** Looks after the service itself, for health, for the desk and for those who mend it. */
export function createWatch(parts: WatchParts): Watch {
  const clockWatch = createClockWatch(parts.clock, parts.elapsedMs)
  let seen: Seen | undefined
  const lookAround = remembered(() => lookAtTheRest(parts, clockWatch), LOOK_AGAIN_MS)
  return {
    look: async () => {
      const [inTheWay, rest] = await Promise.all([whatIsInTheWay(parts), lookAround()])
      seen = { ...rest, shared: [...inTheWay, ...rest.shared] }
      return seen
    },
    last: (slug) => ({
      problems: [...(seen?.shared ?? []), ...(seen?.own.get(slug) ?? [])],
      unsentMinutes: Math.floor((seen?.oldestUnsentSeconds ?? 0) / 60),
    }),
  }
}

/** Why a submission might not be accepted. Never remembered: a disk fills within a second. */
async function whatIsInTheWay({ authorities, dataDir }: WatchParts): Promise<readonly Problem[]> {
  const [healthy, room] = await Promise.all([
    Promise.all(authorities.map(({ store }) => store.healthy().catch(() => false))),
    roomIn(dataDir),
  ])
  const problems: Problem[] = []
  if (!healthy.every(Boolean)) problems.push('database')
  if (room === 'none') problems.push('disk')
  if (room === 'filling') problems.push('disk-filling')
  return problems
}

async function lookAtTheRest(parts: WatchParts, clockWatch: ClockWatch): Promise<Seen> {
  const [oldestUnsentSeconds, clockIsWrong, own] = await Promise.all([
    parts.oldestUnsentSeconds().catch(() => 0),
    clockWatch.isWrong(parts.authorities.map(({ store }) => store)).catch(() => false),
    Promise.all(
      parts.authorities.map(
        async (served) => [served.profile.slug, await lookAt(served, parts)] as const,
      ),
    ),
  ])
  const shared: Problem[] = []
  if (oldestUnsentSeconds > MAIL_LATE_SECONDS) shared.push('mail-late')
  shared.push(...(parts.backups?.state().problems ?? []))
  if (clockIsWrong) shared.push('clock')
  if (parts.certificate?.() === 'wrong') shared.push('certificate')
  return { oldestUnsentSeconds, shared, own: new Map(own) }
}

async function lookAt(
  served: Served,
  { calendar, clock }: WatchParts,
): Promise<readonly Problem[]> {
  const { store } = served
  const [late, dates] = await Promise.all([
    lateAlarms(served, clock()).catch(() => []),
    unconfirmedDates(store, calendar).catch(() => 0),
  ])
  const problems: Problem[] = []
  if (late.length > 0) problems.push('urgent-unopened')
  if (dates > 0) problems.push('bank-holidays-unconfirmed')
  if (isChainBroken(store)) problems.push('history-broken')
  return problems
}

/** Asks once for everybody who asks within this time. */
function remembered<T>(ask: () => Promise<T>, forMs: number): () => Promise<T> {
  let answer: Promise<T> | undefined
  let until = 0
  return () => {
    const now = performance.now()
    if (answer === undefined || now > until) {
      answer = ask()
      until = now + forMs
    }
    return answer
  }
}
