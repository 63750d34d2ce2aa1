/** As much of `oidc-provider` as the tests use: it comes without types. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http'

  export type Account = {
    readonly accountId: string
    claims(): Promise<Readonly<Record<string, unknown>>>
  }
  type Context = {
    readonly oidc: {
      readonly provider: Provider
      readonly client: { readonly clientId: string }
      readonly session: { readonly accountId: string }
    }
  }
  export default class Provider {
    constructor(
      issuer: string,
      settings: {
        readonly clients: readonly object[]
        readonly claims: Readonly<Record<string, readonly string[]>>
        readonly jwks: { readonly keys: readonly object[] }
        readonly cookies: { readonly keys: readonly string[] }
        readonly features: { readonly devInteractions: { readonly enabled: boolean } }
        readonly interactions: { url(): string }
        findAccount(context: unknown, id: string): Promise<Account | undefined>
        loadExistingGrant(context: Context): Promise<unknown>
      },
    )
    readonly Grant: new (of: {
      clientId: string
      accountId: string
    }) => {
      addOIDCScope(scope: string): void
      save(): Promise<string>
    }
    callback(): (request: IncomingMessage, response: ServerResponse) => void
    interactionFinished(
      request: IncomingMessage,
      response: ServerResponse,
      result: { readonly login: { readonly accountId: string } },
    ): Promise<void>
  }
}
