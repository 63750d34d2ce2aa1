import { z } from 'zod'
import type { Clock } from '#api/clock.ts'
import { type Limits, noteWrongCode } from '#api/http/limits.ts'
import { openActs } from '#api/messages/act-pages.ts'
import type { Act } from '#api/messages/acts.ts'
import { noteOpened } from '#api/messages/note-opened.ts'
import type { Store } from '#api/store/store.ts'
import { openAfterwards } from './afterwards.ts'
import type { CameBack, Door } from './door.ts'
import { type DoorParts, openJourneys } from './journeys-door.ts'
import { resumeDraft } from './saved-draft.ts'
import { caseOfCode, holdCase, lookBack } from './way-back.ts'
import { writeBack } from './write-back.ts'

/** The cookie that keeps "Your messages" open. */
type BackCookie = {
  read(): string | undefined
  write(value: string): void
  clear(): void
}

type FullDoorParts = DoorParts & {
  readonly publicUrl: string
  readonly back: BackCookie
  readonly limits: Limits
  /** The network of the one who asks; kept in memory alone. */
  readonly network: string
}

const HOURS_OPEN = 12
const BackTicket = z.strictObject({ caseId: z.number().int(), until: z.string() })

/** What one request of a public page may do. */
export function openDoor(parts: FullDoorParts): Door {
  const { served, words, back, limits, network } = parts
  const journeys = openJourneys(parts)
  const look = async (caseId: number | undefined) => {
    if (caseId === undefined) return undefined
    const held = await holdCase(served, caseId)
    return held === undefined ? undefined : lookBack(parts, held, words.language)
  }
  const backCase = () => readTicket(served.store, back.read(), parts.clock())
  const wayBack = () => look(backCase())
  const write = async (act: Act) => {
    const caseId = backCase()
    return caseId === undefined ? false : writeBack(parts, caseId, act)
  }
  const isTooOften = () => {
    const caseId = backCase()
    return caseId !== undefined && !limits.messages.take(`${served.store.slug} ${caseId}`)
  }
  return {
    ...journeys,
    ...openAfterwards(parts),
    ...openActs({ ...parts, look: wayBack, write, isTooOften }),
    async leave() {
      back.clear()
      await journeys.leave()
    },
    async comeBack(code) {
      const caseId = await caseOfCode(served, code)
      if (caseId !== undefined) back.write(sealTicket(served.store, caseId, parts.clock()))
      const opened: CameBack | undefined =
        caseId === undefined
          ? await resumeDraft(parts, code)
          : { opens: 'messages', to: `${parts.prefix}/way-back/messages` }
      if (opened === undefined) await noteWrongCode(limits, network)
      return opened
    },
    wayBack,
    async openMessages() {
      const caseId = backCase()
      const seen = await look(caseId)
      if (caseId !== undefined) await noteOpened(parts, caseId)
      return seen
    },
    writeBack: write,
    mustWait: () => limits.wrongCodes.isFull(network),
    isTooOften,
  }
}

/**
 * The case that a code opens. A right one opens whatever others of the network tried before: at 80 bits a
 * guess finds nothing, and somebody at the next desk must not keep a child from their messages.
 */
export async function tryCode(
  guess: Pick<FullDoorParts, 'served' | 'limits' | 'network'>,
  code: string,
): Promise<number | undefined> {
  const { served, limits, network } = guess
  const caseId = await caseOfCode(served, code)
  if (caseId === undefined) await noteWrongCode(limits, network)
  return caseId
}

/** Opens one case for some hours; the code itself is never in a cookie. */
export function sealTicket(store: Store, caseId: number, now: ReturnType<Clock>): string {
  const until = new Date(Date.parse(now) + HOURS_OPEN * 3_600_000).toISOString()
  return ticketSealer(store).seal(JSON.stringify({ caseId, until })).toString('base64url')
}

function readTicket(
  store: Store,
  cookie: string | undefined,
  now: ReturnType<Clock>,
): number | undefined {
  if (cookie === undefined || cookie.length > 500) return undefined
  try {
    const opened = ticketSealer(store).open(Buffer.from(cookie, 'base64url'))
    const ticket = BackTicket.parse(JSON.parse(opened.toString('utf8')))
    return ticket.until > now ? ticket.caseId : undefined
  } catch {
    return undefined
  }
}

/** Of its own purpose, so that nothing else that was sealed opens as a ticket. */
function ticketSealer(store: Store) {
  return store.keys.derived('way-back', store.keys.hash('way-back-ticket', store.slug))
}
