import type { Clock } from '#api/clock.ts'
import { faultCode, type Log } from '#api/log.ts'
import type { Store } from '#api/store/store.ts'
import {
  againWrite,
  dueCalls,
  forgetOldCalls,
  gatherCalls,
  signedCall,
  takenWrite,
  type WaitingCall,
} from './calls.ts'
import { placeOf } from './hooks.ts'

const EVERY_MS = 10_000
const AT_ONCE = 4
const CALLS_PER_ROUND = 40
/** A system that takes longer to say that it has a call is tried again later. */
const LONGEST_CALL_MS = 5_000

export type CallerParts = {
  readonly stores: readonly Store[]
  readonly clock: Clock
  readonly log: Log
}

export type Caller = {
  /** Writes down what is to be told and tells it, once. Asked during a round, it answers at the end of that. */
  runOnce(): Promise<void>
  /** Ends after the calls on their way: what was not taken goes at the next start. */
  stop(): Promise<void>
}

/** Tells other systems of received and closed cases, every ten seconds. Nobody waits for it. */
export function startCaller(parts: CallerParts): Caller {
  let round: Promise<void> | undefined
  let isStopped = false
  const runOnce = () => {
    round ??= runRound(parts, () => isStopped).finally(() => {
      round = undefined
    })
    return round
  }
  const timer = setInterval(() => void runOnce(), EVERY_MS).unref()
  return {
    runOnce,
    async stop() {
      isStopped = true
      clearInterval(timer)
      await round
    },
  }
}

async function runRound(parts: CallerParts, isStopped: () => boolean): Promise<void> {
  for (const store of parts.stores) {
    if (isStopped()) return
    try {
      while (!isStopped() && (await gatherCalls(store, parts.clock())) > 0);
      const due = await dueCalls(store, parts.clock(), CALLS_PER_ROUND)
      for (let from = 0; from < due.length && !isStopped(); from += AT_ONCE) {
        await Promise.all(
          due.slice(from, from + AT_ONCE).map((call) => makeCall(parts, store, call)),
        )
      }
      await forgetOldCalls(store, parts.clock())
    } catch (fault) {
      // What was not told stays written down, and the next round tries it again.
      parts.log('warn', 'hook-delayed', { authority: store.slug, fault: faultCode(fault) })
    }
  }
}

async function makeCall({ clock, log }: CallerParts, store: Store, call: WaitingCall) {
  const isTaken = await send(store, call, clock)
  await store.write([isTaken ? takenWrite(store, call) : againWrite(store, call, clock())])
  log(isTaken ? 'info' : 'warn', isTaken ? 'hook-called' : 'hook-delayed', {
    authority: store.slug,
    count: call.attempts + 1,
  })
}

/** Whether the other system said that it has it. A redirect is no such answer: nobody named its address here. */
async function send(store: Store, call: WaitingCall, clock: Clock): Promise<boolean> {
  const { url, secret } = placeOf(store, call.sealed)
  const signed = signedCall(call, store.slug, secret, clock())
  try {
    const answer = await fetch(url, {
      method: 'POST',
      ...signed,
      redirect: 'manual',
      signal: AbortSignal.timeout(LONGEST_CALL_MS),
    })
    await answer.body?.cancel()
    return answer.ok
  } catch {
    return false
  }
}
