/**
 * Lets `coventry-cases.db.localhost` lead to this machine, as a name server does in a real place: libSQL tells
 * its databases apart by the host's name. Loaded before the server with `--import`.
 */
import dns from 'node:dns'

const LOOPBACK = { address: '127.0.0.1', family: 4 }
const lookUp = dns.lookup

dns.lookup = (name, options, done) => {
  const [settings, tell] = typeof options === 'function' ? [{}, options] : [options, done]
  if (!name.endsWith('.localhost')) return lookUp(name, settings, tell)
  if (settings.all === true) return process.nextTick(tell, null, [LOOPBACK])
  return process.nextTick(tell, null, LOOPBACK.address, LOOPBACK.family)
}
