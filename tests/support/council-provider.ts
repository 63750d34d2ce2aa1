import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'
import { onTestFinished, vi } from 'vitest'

const CLIENT_ID = 'earshot'
const CLIENT_SECRET = 'a secret of the test'

/** Somebody as the council's directory knows them. */
export type Employee = {
  readonly sub: string
  readonly email: string
  readonly name?: string
  readonly groups?: readonly string[]
  readonly email_verified?: boolean
}

/**
 * A council's own sign-in: a real OpenID provider with a directory that a test can change. Whoever is
 * `signingIn` is who comes back; there is no page to click through.
 */
export async function startCouncilProvider(back: string) {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  const directory = new Map<string, Employee>()
  let signingIn = ''
  const server = createServer()
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  const issuer = `http://localhost:${port}`
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const provider: Provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT_ID,
        client_secret: CLIENT_SECRET,
        redirect_uris: [back],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    claims: {
      openid: ['sub'],
      email: ['email', 'email_verified'],
      profile: ['name', 'groups'],
    },
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }] },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: () => '/who-are-you' },
    async findAccount(_, id) {
      const employee = directory.get(id)
      return employee && { accountId: id, claims: async () => ({ ...employee }) }
    },
    async loadExistingGrant({ oidc }) {
      const of = { clientId: oidc.client.clientId, accountId: oidc.session.accountId }
      const grant = new oidc.provider.Grant(of)
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
  })
  const answer = provider.callback()
  server.on('request', (request, response) => {
    if (request.url?.startsWith('/who-are-you') !== true) return answer(request, response)
    const login = { accountId: signingIn }
    void provider.interactionFinished(request, response, { login })
  })
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })

  return {
    council: { issuer, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET, claim: 'groups' },
    /** Puts somebody into the directory, or changes what it says of them. */
    employ: (employee: Employee) => void directory.set(employee.sub, employee),
    /** Goes from the address to which we send the browser to the one that leads back to us. */
    async signIn(to: string, sub: string): Promise<string> {
      signingIn = sub
      const cookies = new Map<string, string>()
      let next = to
      while (!next.startsWith(back)) {
        const headers = { Cookie: [...cookies].map((pair) => pair.join('=')).join('; ') }
        const shown = await fetch(next, { headers, redirect: 'manual' })
        for (const line of shown.headers.getSetCookie()) {
          const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
          cookies.set(name, value)
        }
        const location = shown.headers.get('Location')
        if (location === null) throw new Error(`${next}: ${shown.status} ${await shown.text()}`)
        next = new URL(location, next).href
      }
      return next
    },
  }
}
