import type { Clock } from '#api/clock.ts'
import { faultCode, type Log } from '#api/log.ts'
import { type Store, StoreBusy, type Write } from '#api/store/store.ts'
import type { Mail } from './mail.ts'
import {
  againWrite,
  notYetWrite,
  oldestUnsentSeconds,
  openMail,
  sentWrite,
  takeBackInterrupted,
  takeDue,
  type Waiting,
} from './outbox.ts'
import type { Attempt, Transport } from './transport.ts'

const AT_ONCE = 8
const LOOK_EVERY_MS = 2000
const SOON_MS = 20
const LONGEST_ABSENCE_SECONDS = 60
const KEEP_AGAIN_MS = 500
const LAST_PATIENCE_MS = 5000
/** Times that each outbox is asked in one round: with mail that never ends, a store that was at fault is tried again then. */
const TURNS_OF_A_ROUND = 1000

type PostmanParts = {
  readonly stores: readonly Store[]
  readonly transport: Transport
  readonly clock: Clock
  readonly log: Log
}

/**
 * Delivers what waits in the outboxes: soon after it was written, and again until it was taken. While
 * the server cannot be reached one mail is tried at a time, after 1, 2, 4 … 60 seconds.
 */
export class Postman {
  readonly #parts: PostmanParts
  #round: Promise<void> | undefined
  #timer: NodeJS.Timeout | undefined
  #lookAt = 0
  #isAskedMeanwhile = false
  #isStarted = false
  #isStopped = false
  #awayTimes = 0
  #nextTryAt = 0

  constructor(parts: PostmanParts) {
    this.#parts = parts
  }

  /** Takes up what an earlier process left, and delivers from now on whenever something is written. */
  async start(): Promise<void> {
    this.#isStarted = true
    for (const store of this.#parts.stores) {
      // Where others share the database, what is being sent may be theirs: it comes back when its time is over.
      if (store.casesAt.kind === 'file') await takeBackInterrupted(store, this.#parts.clock())
      store.onWritten(() => this.#look(SOON_MS))
    }
    this.#look(SOON_MS)
  }

  /** Ends after the mails on their way, or after 5 seconds: what was not sent then goes at the next start. */
  async stop(): Promise<void> {
    this.#isStopped = true
    clearTimeout(this.#timer)
    await Promise.race([this.#round, after(LAST_PATIENCE_MS)])
  }

  /** Delivers all that is due now. One round at a time: asked during one, it answers at the end of that. */
  deliverDue(): Promise<void> {
    this.#round ??= this.#deliver().finally(() => {
      this.#round = undefined
      this.#look(this.#isAskedMeanwhile ? SOON_MS : LOOK_EVERY_MS)
      this.#isAskedMeanwhile = false
    })
    return this.#round
  }

  /** For health: how long the oldest mail of all authorities has waited. */
  async oldestUnsentSeconds(): Promise<number> {
    const now = this.#parts.clock()
    const ages = this.#parts.stores.map((store) => oldestUnsentSeconds(store, now))
    return Math.max(0, ...(await Promise.all(ages)))
  }

  /** The earlier of two looks wins, so that constant writing does not put delivery off for ever. */
  #look(inMs: number): void {
    const at = performance.now() + inMs
    if (!this.#isStarted || this.#isStopped) return
    if (this.#round !== undefined) {
      this.#isAskedMeanwhile = true
      return
    }
    if (this.#timer !== undefined && this.#lookAt <= at) return
    clearTimeout(this.#timer)
    this.#lookAt = at
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      void this.deliverDue()
    }, inMs).unref()
  }

  /** A few of each store in turn, so that a campaign at one council does not keep the mail of the others waiting. */
  async #deliver(): Promise<void> {
    const atFault = new Set<Store>()
    let isMore = true
    for (let turn = 0; isMore && turn < TURNS_OF_A_ROUND; turn++) {
      isMore = false
      for (const store of this.#parts.stores)
        if (!atFault.has(store) && (await this.#deliverOrNote(store, atFault))) isMore = true
    }
  }

  /** Whatever is at fault, the mails stay in the outbox and the next round tries again. */
  async #deliverOrNote(store: Store, atFault: Set<Store>): Promise<boolean> {
    try {
      return await this.#deliverSome(store)
    } catch (fault) {
      atFault.add(store)
      const { log } = this.#parts
      if (!this.#isStopped)
        log('error', 'fault', { authority: store.slug, fault: faultCode(fault) })
      return false
    }
  }

  /** Delivers a few of one store. False when nothing was due or the server is away. */
  async #deliverSome(store: Store): Promise<boolean> {
    if (this.#isStopped || this.#isPausing()) return false
    const now = this.#parts.clock()
    const due = await takeDue(store, now, this.#awayTimes > 0 ? 1 : AT_ONCE)
    await Promise.all(due.map((waiting) => this.#deliverOne(store, waiting)))
    return due.length > 0
  }

  async #deliverOne(store: Store, waiting: Waiting): Promise<void> {
    const { clock, log } = this.#parts
    const mail = this.#open(store, waiting)
    const attempt = mail && (await this.#parts.transport.send(mail, waiting.messageId, clock()))
    this.#noteServer(attempt)
    await this.#keep(store, writeFor(store, waiting, attempt, clock))
    if (attempt === 'taken') log('info', 'mail-sent', { authority: store.slug })
    else log('warn', 'mail-delayed', { authority: store.slug, count: waiting.attempts + 1 })
  }

  #open(store: Store, waiting: Waiting): Mail | undefined {
    try {
      return openMail(store, waiting.sealed)
    } catch {
      this.#parts.log('error', 'mail-unreadable', { authority: store.slug })
      return undefined
    }
  }

  #isPausing(): boolean {
    const pause = this.#nextTryAt - Date.parse(this.#parts.clock())
    // A longer pause than we ever make means that the clock was set back.
    return pause > 0 && pause <= LONGEST_ABSENCE_SECONDS * 1000
  }

  #noteServer(attempt: Attempt | undefined): void {
    if (attempt === undefined) return
    if (attempt !== 'server-away') {
      this.#awayTimes = 0
      return
    }
    const pause = Math.min(2 ** Math.min(this.#awayTimes, 6), LONGEST_ABSENCE_SECONDS)
    this.#awayTimes += 1
    this.#nextTryAt = Date.parse(this.#parts.clock()) + pause * 1000
  }

  /** What the server took must not be sent again because the store was busy for a moment. */
  async #keep(store: Store, write: Write): Promise<void> {
    for (;;) {
      try {
        await store.write([write])
        return
      } catch (fault) {
        if (!(fault instanceof StoreBusy) || this.#isStopped) throw fault
        await after(KEEP_AGAIN_MS)
      }
    }
  }
}

function writeFor(store: Store, waiting: Waiting, attempt: Attempt | undefined, clock: Clock) {
  if (attempt === 'taken') return sentWrite(store, waiting.id, clock())
  if (attempt === 'server-away') return notYetWrite(store, waiting, clock())
  return againWrite(store, waiting, clock())
}

function after(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms))
}
