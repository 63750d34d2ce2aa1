import { z } from 'zod'
import { type Limits, noteWrongCode } from '#api/http/limits.ts'
import { openActs } from '#api/messages/act-pages.ts'
import type { Act } from '#api/messages/acts.ts'
import { openForm, sealForm } from '#api/messages/kept-form.ts'
import { noteOpened } from '#api/messages/note-opened.ts'
import { openForHours, readHours } from '#api/messages/tickets.ts'
import type { Store } from '#api/store/store.ts'
import { unlessBusy } from '#api/store/unless-busy.ts'
import type { Instant } from '#schema/dates.ts'
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

/** What the writer's cookie names. */
const Back = z.strictObject({ caseId: z.number().int() })

/** What one request of a public page may do. */
export function openDoor(parts: FullDoorParts): Door {
  const { served, words, back, limits, network } = parts
  const journeys = openJourneys(parts)
  const look = async (caseId: number | undefined) => {
    if (caseId === undefined) return undefined
    const held = await holdCase(served, caseId)
    return held === undefined ? undefined : lookBack(parts, held, words.language)
  }
  const ticket = () =>
    readHours(served.store, 'way-back', Back, { cookie: back.read(), now: parts.clock() })
  const backCase = () => {
    const read = ticket()
    return read?.isOver === false ? read.held.caseId : undefined
  }
  const wayBack = () => look(backCase())
  const write = async (act: Act) => {
    const caseId = backCase()
    // The page keeps the words of what is not taken, and says to send them again.
    return caseId === undefined ? false : unlessBusy(writeBack(parts, caseId, act), () => false)
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
      if (caseId !== undefined) back.write(sealBack(served.store, caseId, parts.clock()))
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
    keepForm(path, texts) {
      const read = ticket()
      if (read?.isOver !== true) return undefined
      return sealForm(served.store, 'way-back', { ...read.held, path, texts })
    },
    keptForm(sealed) {
      const caseId = backCase()
      return caseId === undefined
        ? undefined
        : openForm(served.store, 'way-back', { sealed, caseId })
    },
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

/** Opens one case to its writer's browser. */
export function sealBack(store: Store, caseId: number, now: Instant): string {
  return openForHours(store, 'way-back', { caseId }, now)
}
