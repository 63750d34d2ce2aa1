import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { networkOf, peerOf } from '#api/http/network.ts'
import type { Desk } from './desk-app.ts'
import { keepTicket, readTicket } from './tickets.ts'

/** A quarter of a year: longer than leave, shorter than a laptop is kept. */
const KNOWN_MINUTES = 90 * 24 * 60

const Known = z.strictObject({ officer: z.number().int(), browser: z.string() })

/**
 * Remembers that this officer signed in with this browser. It opens nothing: it gives the browser tries of its
 * own, so that somebody else who guesses in the officer's name cannot use them up.
 */
export function rememberBrowser(desk: Desk, officer: number): void {
  const browser = readTicket(desk, 'known', Known)?.browser ?? randomBytes(16).toString('base64url')
  keepTicket(desk, 'known', { officer, browser }, { minutes: KNOWN_MINUTES, sameSite: 'Strict' })
}

/** Whether this officer signed in with this browser before. */
export function isKnownBrowserOf(desk: Desk, officer: number): boolean {
  return readTicket(desk, 'known', Known)?.officer === officer
}

/** Counts a try at an officer's code. Answers how to give it back when it was right; undefined: wait. */
export function takeTry(desk: Desk, officer: number): (() => void) | undefined {
  const { limits } = desk.deps
  const { slug } = desk.served.profile
  const known = readTicket(desk, 'known', Known)
  if (known?.officer === officer) {
    const { triesOfKnownBrowser: tries } = limits
    return tries.take(known.browser) ? () => tries.giveBack(known.browser) : undefined
  }
  const { triesOfStrangers, triesOfNetwork } = limits
  const [who, network] = [`${slug} ${officer}`, networkOfDesk(desk)]
  if (triesOfStrangers.isFull(who) || !triesOfNetwork.take(network)) return undefined
  triesOfStrangers.note(who)
  return () => {
    triesOfStrangers.giveBack(who)
    triesOfNetwork.giveBack(network)
  }
}

/** Counts that a link is asked for; false: too many were, from this network or this known browser. */
export function mayAskForLink(desk: Desk): boolean {
  const known = readTicket(desk, 'known', Known)
  return desk.deps.limits.askedLinks.take(known?.browser ?? networkOfDesk(desk))
}

function networkOfDesk({ c, deps }: Desk): string {
  return networkOf(peerOf(c, deps.trustedProxy))
}
