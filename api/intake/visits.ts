import { randomBytes } from 'node:crypto'
import { eq, lte } from 'drizzle-orm'
import { type Instant, later } from '#schema/dates.ts'
import type { Store, Write } from '../store/store.ts'
import { leftVisits } from '../store/tables.ts'
import { type Draft, REMEMBERED_HOURS } from './draft.ts'

const TOKEN_BYTES = 16
const TOKEN = /^[A-Za-z0-9_-]{22}$/

type Visiting = {
  readonly store: Store
  readonly cookie: { read(): string | undefined }
}

/** The visit that a browser's cookie stands for. It opens nothing, and tells nobody the cookie. */
function visitOf(store: Store, cookie: string): string {
  return store.keys.hash('visit', cookie).slice(0, 22)
}

/** A name for one look at a page, known to whoever looks alone. */
export function newVisit(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url')
}

/** What a form with words in it carries: the visit of whoever fills it in, or of this page before there is one. */
export function visitOfPage({ store, cookie }: Visiting): string {
  const held = cookie.read()
  return held === undefined ? newVisit() : visitOf(store, held)
}

/** What a form says of the visit that it was filled in on; undefined for whatever we did not write. */
export function visitIn(form: FormData): string | undefined {
  const visit = form.get('visit')
  return typeof visit === 'string' && TOKEN.test(visit) ? visit : undefined
}

/**
 * Whether a form belongs to a visit that was left: then it comes out of a browser's history, and whoever sends it
 * again is shown none of its words. Without scripts a browser keeps the form of a page that came back with a mistake.
 */
export async function isOfLeftVisit({ store, cookie }: Visiting, form: FormData): Promise<boolean> {
  const visit = visitIn(form)
  const held = cookie.read()
  if (visit === undefined || (held !== undefined && visitOf(store, held) === visit)) return false
  const found = await store.db.select().from(leftVisits).where(eq(leftVisits.id, visit)).get()
  return found !== undefined
}

/** Remembers that the visits of this draft were left. */
export function noteLeft(store: Store, cookie: string, draft: Draft, now: Instant): Write {
  const forgetAt = later(now, REMEMBERED_HOURS * 60)
  const rows = [visitOf(store, cookie), ...(draft.visits ?? [])].map((id) => ({ id, forgetAt }))
  return store.db.insert(leftVisits).values(rows).onConflictDoNothing()
}

export function forgetOldVisits(store: Store, now: Instant): Write {
  return store.db.delete(leftVisits).where(lte(leftVisits.forgetAt, now))
}
