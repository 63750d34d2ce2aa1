import { profileNow } from '#api/profile/local-details.ts'
import type { Profile } from '#schema/authority/profile.ts'
import type { Store } from '../store/store.ts'
import type { Served, Wording } from './context.ts'

/** Where an address leads: which authority, in which language, and the path that its pages see. */
export type Place = {
  readonly served: Served | undefined
  readonly prefix: string
  readonly language: string
  readonly wording: Wording
  readonly path: string
}

/** The authorities of this process and how their addresses are told apart. */
export type Authorities = {
  readonly all: readonly Served[]
  /** True where `/` asks which authority. */
  readonly severalHere: boolean
  of(slug: string): Served | undefined
  place(url: string): Place
}

/** Spoken where an address names no language. */
const FIRST_LANGUAGE = 'en'
/** `/easy/yp/3` is `/yp/3` in easier words: in the address, as a language is, it needs no cookie. */
export const EASIER_SEGMENT = 'easy'

/** The authorities that have both a profile and a store here. */
export function createAuthorities(deps: {
  readonly profiles: readonly Profile[]
  readonly stores: ReadonlyMap<string, Store>
  /** Tags in which an authority's pages are shown; the addresses begin with them. */
  readonly languagesOf: (profile: Profile) => readonly string[]
}): Authorities {
  const all = deps.profiles.flatMap((profile) => {
    const store = deps.stores.get(profile.slug)
    return store === undefined ? [] : [{ profile, store }]
  })
  const alone = all.length === 1
  const served = all.map((each) => servedAt(each, alone ? '' : `/${each.profile.slug}`))
  const spokenSomewhere = new Set(all.flatMap(({ profile }) => deps.languagesOf(profile)))
  const spoken = new Map(all.map(({ profile }) => [profile.slug, deps.languagesOf(profile)]))
  const bySlug = new Map(served.map((each) => [each.profile.slug, each]))
  const byHost = new Map(
    served.flatMap((each) => each.profile.hosts.map((host) => [host, servedAt(each, '')])),
  )

  function place(url: string): Place {
    const { hostname, pathname } = new URL(url)
    const here = byHost.get(hostname) ?? (alone ? served[0] : undefined)
    if (here !== undefined) return inLanguage(here, pathname)
    const [, slug = ''] = pathname.split('/', 2)
    const named = bySlug.get(slug)
    if (named !== undefined) return inLanguage(named, pathname.slice(named.base.length) || '/')
    if (slug !== FIRST_LANGUAGE && spokenSomewhere.has(slug))
      return {
        served: undefined,
        prefix: `/${slug}`,
        language: slug,
        wording: 'first',
        path: pathname.slice(slug.length + 1) || '/',
      }
    return {
      served: undefined,
      prefix: '',
      language: FIRST_LANGUAGE,
      wording: 'first',
      path: pathname,
    }
  }

  /** `/ar/yp/3` is `/yp/3` in Arabic: a language in the address needs no cookie and keeps answers. */
  function inLanguage(here: Served, path: string): Place {
    const [, segment = ''] = path.split('/', 2)
    const isEasier = segment === EASIER_SEGMENT
    const wording = isEasier ? 'easier' : 'first'
    if (!isEasier && !spoken.get(here.profile.slug)?.includes(segment))
      return { served: here, prefix: here.base, language: FIRST_LANGUAGE, wording, path }
    const language = isEasier ? FIRST_LANGUAGE : segment
    const rest = path.slice(segment.length + 1) || '/'
    return { served: here, prefix: `${here.base}/${segment}`, language, wording, path: rest }
  }

  return { all: served, severalHere: !alone, of: (slug) => bySlug.get(slug), place }
}

/** An authority whose profile is asked for each time: what is changed at the desk holds from the next request on. */
function servedAt(
  { profile, store }: { readonly profile: Profile; readonly store: Store },
  base: string,
): Served {
  return {
    store,
    base,
    get profile() {
      return profileNow(store, profile)
    },
  }
}
