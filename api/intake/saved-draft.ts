import { randomBytes } from 'node:crypto'
import { type LocalDate, localDateOf } from '#schema/dates.ts'
import { dayOfNumber, numberOfDay } from '#schema/rules/days/day-number.ts'
import type { Clock } from '../clock.ts'
import type { Served } from '../http/context.ts'
import type { Keys, Store } from '../store/store.ts'
import type { CameBack } from './door.ts'
import type { Draft, DraftStore } from './draft.ts'
import type { BrowserCookie } from './held-draft.ts'
import { CODE_BYTES, codeOfBytes, readPrivateCode } from './private-code.ts'

/** Days that a draft is kept after its writer asked for it. The page says the last one, which never moves. */
const SAVED_DAYS = 30
const COOKIE_BYTES = 32

/**
 * The cookie of a saved draft, made from its code: whoever types the code holds what the browser held. We
 * keep neither, so that nobody here can open it.
 */
function cookieOfSaved(keys: Keys, characters: string): string {
  return keys.derive('saved-draft', characters, COOKIE_BYTES).toString('base64url')
}

/** `2026-11-23` → `2026-12-23` */
function lastDayOfSaved(today: LocalDate): LocalDate {
  return dayOfNumber(numberOfDay(today) + SAVED_DAYS)
}

type SavingDraft = {
  readonly store: Store
  readonly drafts: DraftStore
  readonly cookie: BrowserCookie
  readonly clock: Clock
}

/**
 * Keeps a draft beyond the browser's day, at the step where its writer stopped. The first time it gets a code
 * and a last day; what is written from then on is kept under the same.
 */
export async function saveDraft(
  { store, drafts, cookie, clock }: SavingDraft,
  draft: Draft,
  at: { readonly path: string; readonly n: number },
): Promise<void> {
  if (draft.saved !== undefined) {
    await drafts.write(cookie.ensure(), { ...draft, saved: { ...draft.saved, ...at } })
    return
  }
  const code = codeOfBytes(randomBytes(CODE_BYTES))
  const until = lastDayOfSaved(localDateOf(clock()))
  const before = cookie.read()
  const kept = cookieOfSaved(store.keys, readPrivateCode(code) ?? '')
  await drafts.write(kept, { ...draft, saved: { code, until, ...at } })
  cookie.replace(kept)
  await drafts.destroy(before)
}

/**
 * Gives a browser the draft that was saved under a code, and answers where its writer stopped. `ended` when
 * its last day is over; undefined when there is none.
 */
export async function resumeDraft(
  {
    served,
    drafts,
    cookie,
    prefix,
  }: Pick<SavingDraft, 'drafts' | 'cookie'> & { readonly served: Served; readonly prefix: string },
  typed: string,
): Promise<CameBack | undefined> {
  // A text that is no code is looked for all the same, so that it takes as long as a wrong one.
  const kept = cookieOfSaved(served.store.keys, readPrivateCode(typed) ?? 'no code')
  const draft = await drafts.read(kept)
  if (draft === undefined) return (await drafts.isOver(kept)) ? 'ended' : undefined
  cookie.replace(kept)
  const [sent = ''] = Object.keys(draft.sent)
  const to = draft.saved === undefined ? `${sent}/done` : `${draft.saved.path}/${draft.saved.n}`
  return { opens: 'draft', to: `${prefix}/${to}` }
}
