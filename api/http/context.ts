import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Context as HonoContext } from 'hono'
import type { Profile } from '#schema/authority/profile.ts'
import type { Store } from '../store/store.ts'

/** One authority as this process serves it. */
export type Served = {
  readonly profile: Profile
  readonly store: Store
  /** `''` at the root or `/coventry`: what its own links and cookies' paths begin with. */
  readonly base: string
}

/** Which set of words a page is said in. */
export type Wording = 'first' | 'easier'

/** What a request carries on its way through the app. Without a socket (tests) the bindings are absent. */
export type AppEnv = {
  Bindings: Partial<{ incoming: IncomingMessage; outgoing: ServerResponse }>
  Variables: {
    requestId: string
    /** The authority that the address names; undefined at the chooser and on routes for all. */
    served: Served | undefined
    /** `base` and the language's segment: what every link of a public page begins with. */
    prefix: string
    /** `easier`: the address asks for easier words. */
    wording: Wording
    /** BCP-47, of the closed list. */
    language: string
    /** A form of the desk that is kept while it is typed was posted, from this window. */
    sentForm: { readonly formKey: string | undefined } | undefined
    /** The fields of a form of the desk, once it was read. */
    fields: FormData | undefined
  }
}

export type Context = HonoContext<AppEnv>
