import { type LocalDate, localDateOf } from '#schema/dates.ts'
import type { Clock } from '../clock.ts'
import { type Kept, keep } from './compressed.ts'

/** Pages may name an hour of duty, so they are made anew this often, and on every new day. */
const MINUTES_KEPT = 5

/** Pages that are the same for everybody, rendered when first asked for. */
export type KeptPages = {
  /** The page under this name, rendered now if it must be; the answer itself when it is no page to keep. */
  find(
    name: string,
    render: () => Promise<Response>,
    cacheControl?: string,
  ): Promise<Kept | Response>
}

/** A browser asks again each time, and mostly hears that nothing has changed. */
const ASK_EACH_TIME = 'private, no-cache'

/** Some 20 KB each with their compressed forms: more than an authority's own pages in all their languages. */
const MOST_KEPT = 1000

export function createKeptPages(clock: Clock): KeptPages {
  const pages = new Map<string, { readonly kept: Kept; readonly day: LocalDate; until: number }>()
  return {
    async find(name, render, cacheControl = ASK_EACH_TIME) {
      const now = clock()
      const today = localDateOf(now)
      const ready = pages.get(name)
      const isFresh = ready !== undefined && ready.day === today && ready.until > Date.parse(now)
      if (isFresh) return ready.kept
      const page = await render()
      if (page.status !== 200) return page
      const bytes = Buffer.from(await page.arrayBuffer())
      const kept = keep(bytes, 'text/html; charset=utf-8', cacheControl)
      const same = ready?.kept.tag === kept.tag ? ready.kept : kept
      pages.delete(name)
      pages.set(name, { kept: same, day: today, until: Date.parse(now) + MINUTES_KEPT * 60_000 })
      const [oldest] = pages.keys()
      if (pages.size > MOST_KEPT && oldest !== undefined) pages.delete(oldest)
      return same
    },
  }
}
