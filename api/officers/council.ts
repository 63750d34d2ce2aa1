import { z } from 'zod'
import { type GroupRole, rolesOfGroups } from '#schema/authority/council-sign-in.ts'
import type { Role } from '#schema/vocabulary.ts'

/** The council's own sign-in, as the environment names it. */
export type Council = {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** Which claim lists somebody's groups. */
  readonly claim: string
  /** Undefined: it says who somebody is, and the desk says what they may do. */
  readonly roles: readonly GroupRole[] | undefined
}

/** Who somebody is, as the council's sign-in says. */
export type CouncilPerson = {
  readonly subject: string
  readonly email: string
  readonly name: string | undefined
  /** What their groups give them; undefined where groups give nothing, and the desk does. */
  readonly roles: readonly Role[] | undefined
}

/** What only this browser knows between leaving for the council's sign-in and coming back. */
export const Leaving = z.strictObject({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
})
export type Leaving = z.infer<typeof Leaving>

const Claims = z.looseObject({
  sub: z.string().min(1).max(255),
  email: z.email().max(254),
  /** A sign-in that says that an address is not checked is believed in that. */
  email_verified: z.boolean().default(true),
  name: z.string().trim().min(1).max(100).optional(),
})
const Groups = z.union([z.array(z.string()), z.string().transform((one) => [one])])

/** Why somebody did not come back as themselves. */
type CouncilRefusal = 'not-reached' | 'refused'

export type CouncilClient = {
  /** Where the browser goes, and what it keeps meanwhile. */
  leave(back: string): Promise<{ readonly to: URL; readonly leaving: Leaving } | CouncilRefusal>
  /** Who came back with this address. */
  comeBack(
    address: URL,
    leaving: Leaving,
    authority: string,
  ): Promise<CouncilPerson | CouncilRefusal>
}

/** A loopback issuer may be asked without https: nothing leaves this machine. */
const LOOPBACK = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/]/

/** Loaded when somebody signs in there: it is not needed to serve a child. */
function openid() {
  return import('openid-client')
}

/** Speaks with the council's sign-in. It is looked up once, and again as long as it was not reached. */
export function createCouncilClient(council: Council): CouncilClient {
  let found: ReturnType<typeof find> | undefined
  const configuration = () => {
    found ??= find(council).catch((fault) => {
      found = undefined
      throw fault
    })
    return found
  }
  return {
    async leave(back) {
      const { buildAuthorizationUrl, calculatePKCECodeChallenge, ...random } = await openid()
      const leaving = {
        state: random.randomState(),
        nonce: random.randomNonce(),
        verifier: random.randomPKCECodeVerifier(),
      }
      const config = await configuration().catch(() => undefined)
      if (config === undefined) return 'not-reached'
      const to = buildAuthorizationUrl(config, {
        redirect_uri: back,
        scope: 'openid email profile',
        state: leaving.state,
        nonce: leaving.nonce,
        code_challenge: await calculatePKCECodeChallenge(leaving.verifier),
        code_challenge_method: 'S256',
      })
      return { to, leaving }
    },
    async comeBack(address, leaving, authority) {
      const { authorizationCodeGrant, fetchUserInfo } = await openid()
      const config = await configuration().catch(() => undefined)
      if (config === undefined) return 'not-reached'
      try {
        const tokens = await authorizationCodeGrant(config, address, {
          expectedState: leaving.state,
          expectedNonce: leaving.nonce,
          pkceCodeVerifier: leaving.verifier,
        })
        const claims = tokens.claims()
        if (claims === undefined) return 'refused'
        const more =
          config.serverMetadata().userinfo_endpoint === undefined
            ? {}
            : await fetchUserInfo(config, tokens.access_token, claims.sub)
        return personOf({ ...more, ...claims }, council, authority)
      } catch {
        // A wrong state, a code of somebody else, a signature that does not fit: a stranger's, no fault of ours.
        return 'refused'
      }
    },
  }
}

async function find({ issuer, clientId, clientSecret }: Council) {
  const { allowInsecureRequests, discovery } = await openid()
  const execute = LOOPBACK.test(`${issuer}/`) ? [allowInsecureRequests] : []
  return discovery(new URL(issuer), clientId, clientSecret, undefined, { execute })
}

/** `refused` for whoever is not told apart by a checked address. */
export function personOf(
  said: object,
  council: Pick<Council, 'claim' | 'roles'>,
  authority: string,
): CouncilPerson | CouncilRefusal {
  const read = Claims.safeParse(said)
  if (!read.success || !read.data.email_verified) return 'refused'
  const { sub, email, name } = read.data
  const groups = Groups.safeParse(read.data[council.claim])
  const roles =
    council.roles && rolesOfGroups(council.roles, groups.success ? groups.data : [], authority)
  return { subject: sub, email, name, roles }
}
