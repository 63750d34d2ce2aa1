import { isIP } from 'node:net'
import { connect } from 'node:tls'
import type { Clock } from '#api/clock.ts'

/** Whoever renews it by hand needs as long; what renews itself has done so long before. */
const RENEW_DAYS = 14
const AGAIN_MS = 3_600_000
const PATIENCE_MS = 10_000

/** `unknown`: we cannot reach our own address from here, which says nothing about others. */
export type Certificate = 'good' | 'wrong' | 'unknown'

/** What people's browsers are shown at our address: `wrong` when it is not trusted, or over in two weeks. */
export function readCertificate(
  address: string,
  clock: Clock,
  /** What is trusted, in place of what this machine trusts. */
  trusted?: string,
): Promise<Certificate> {
  const { hostname, port } = new URL(address)
  return new Promise((resolve) => {
    const socket = connect({
      host: hostname,
      port: Number(port || 443),
      ...(isIP(hostname) ? {} : { servername: hostname }),
      ...(trusted === undefined ? {} : { ca: trusted }),
      // It is looked at, whatever it is; nothing is sent.
      rejectUnauthorized: false,
      timeout: PATIENCE_MS,
    })
    const say = (found: Certificate) => {
      socket.destroy()
      resolve(found)
    }
    socket.once('secureConnect', () => {
      const goodUntil = Date.parse(socket.getPeerCertificate().valid_to)
      const daysLeft = (goodUntil - Date.parse(clock())) / 86_400_000
      say(socket.authorized && daysLeft >= RENEW_DAYS ? 'good' : 'wrong')
    })
    socket.once('error', () => say('unknown'))
    socket.once('timeout', () => say('unknown'))
  })
}

/** Looks at this address once an hour; answers at once what was found last. */
export function createCertificateWatch(address: string, clock: Clock): () => Certificate {
  let found: Certificate = 'unknown'
  let lookedAt = Number.NEGATIVE_INFINITY
  return () => {
    if (performance.now() - lookedAt < AGAIN_MS) return found
    lookedAt = performance.now()
    void readCertificate(address, clock).then((now) => {
      found = now
    })
    return found
  }
}
