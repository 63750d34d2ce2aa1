import type { Context } from './context.ts'

/** What is known of the other end of a connection. Kept in memory for a moment, never written. */
type Peer = { readonly address: string; readonly isForwarded: boolean }

const FORWARDING = ['Forwarded', 'X-Forwarded-For', 'X-Forwarded-Host', 'X-Real-IP', 'Via']
const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/

/**
 * Who is asking: the peer of the socket, or what the trusted proxy says of it. Without a socket (an
 * app called directly) nobody is local.
 */
export function peerOf(c: Context, trustedProxy: string | undefined): Peer {
  const address = c.env?.incoming?.socket.remoteAddress ?? ''
  const isForwarded = FORWARDING.some((name) => c.req.header(name) !== undefined)
  if (trustedProxy === undefined || plain(address) !== trustedProxy) return { address, isForwarded }
  const [first = address] = (c.req.header('X-Forwarded-For') ?? address).split(',').slice(-1)
  return { address: first.trim(), isForwarded }
}

/** Whether a request comes from this machine itself, through nothing. */
export function isLocal(peer: Peer): boolean {
  return !peer.isForwarded && LOOPBACK.test(peer.address)
}

/** `2001:db8:1:2::9` → `2001:db8:1:2`: one household or school has a whole IPv6 network. */
export function networkOf(peer: Peer): string {
  const address = plain(peer.address)
  return address.includes(':') ? address.split(':', 4).join(':') : address
}

function plain(address: string): string {
  return address.replace(/^::ffff:/, '')
}
