import { isIP } from 'node:net'
import type { Desk } from './desk-app.ts'

/** Who asks for a passkey, as the browser sees it. */
export type RelyingParty = {
  /** A name, `earshot.coventry.gov.uk`: a passkey works there and nowhere else. */
  readonly id: string
  readonly origin: string
}

/** Where this request reached us, as the browser knows it: a host of the authority, else the public address. */
export function originOf({ c, served, deps }: Desk): string {
  const { host } = new URL(c.req.url)
  return served.profile.hosts.includes(host) ? `https://${host}` : deps.publicUrl
}

/** Undefined where people reach us by a number: no browser makes a passkey for one. */
export function relyingPartyOf(desk: Desk): RelyingParty | undefined {
  const origin = originOf(desk)
  const { hostname } = new URL(origin)
  return isIP(hostname.replace(/^\[|\]$/g, '')) > 0 ? undefined : { id: hostname, origin }
}
