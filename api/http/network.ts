import { isIPv6 } from 'node:net'
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

/**
 * `2001:db8:1:2::9` → `2001:db8:1:2`, `2001:db8::9` → `2001:db8:0:0`: one household or school has a whole IPv6
 * network, whose zeros are left out in some of its addresses. `203.0.113.9:5123`, as some proxies write it, →
 * `203.0.113.9`.
 */
export function networkOf(peer: Peer): string {
  const address = plain(peer.address).replace(/^\[(.*)\](:\d+)?$/, '$1')
  if (!isIPv6(address)) return address.replace(/:\d+$/, '')
  const [before = '', after] = address.split('::')
  const groups = (part: string) => (part === '' ? [] : part.split(':'))
  const [left, right] = [groups(before), groups(after ?? '')]
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => '0')
  const all = after === undefined ? left : [...left, ...zeros, ...right]
  return all.slice(0, 4).join(':')
}

function plain(address: string): string {
  return address.replace(/^::ffff:/, '')
}
