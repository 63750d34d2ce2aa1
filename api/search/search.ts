import { and, desc, eq, sql } from 'drizzle-orm'
import { listedRow } from '#api/cases/list.ts'
import { mayRead } from '#api/cases/may-read.ts'
import type { Reading } from '#api/cases/note-reading.ts'
import { namesOf } from '#api/officers/names.ts'
import { HIT } from '#api/store/search-file.ts'
import { cases, inbox, reads } from '#api/store/tables.ts'
import { localDateOf } from '#schema/dates.ts'
import type { InboxRow } from '#schema/desk/desk.ts'
import { keepUp } from './keep-up.ts'
import { matchOf } from './match.ts'

const HITS_A_PAGE = 20
/** How long a search waits for words that are not in the index yet: after a restore there may be many. */
const PATIENCE_MS = 150
/** Cases that match are looked at in growing lots, so that who may see few waits for few questions. */
const LOTS = [200, 2_000, 20_000]

/** A piece of a case's words; `isHit` for a word that was looked for. */
export type Piece = { readonly text: string; readonly isHit: boolean }

export type Hit = { readonly row: InboxRow; readonly pieces: readonly Piece[] }

export type Found = {
  readonly hits: readonly Hit[]
  /** Where the next page begins; null on the last one. */
  readonly next: number | null
  /** False while the index is still being read: there may be more. */
  readonly isWhole: boolean
}

type Readable = { readonly inbox: typeof inbox.$inferSelect; readonly keyId: string }

/**
 * The cases whose words match and that this officer may see, the newest first. All words must be there; what
 * stands in quotation marks as it stands. That their words were shown is on the disk before they are.
 */
export async function searchCases(
  reading: Reading,
  typed: string,
  before = Number.MAX_SAFE_INTEGER,
): Promise<Found> {
  const { store, officer, at, calendar } = reading
  const match = matchOf(typed)
  if (match === undefined) return { hits: [], next: null, isWhole: true }
  const isWhole = await keepUp(store, performance.now() + PATIENCE_MS)
  const found = await readableAmong(reading, match, before)
  const shown = found.slice(0, HITS_A_PAGE)
  const names = await namesOf(
    store,
    shown.flatMap((one) => one.inbox.assignedTo ?? []),
  )
  const day = { today: localDateOf(at), calendar }
  const ids = shown.map((one) => one.inbox.caseId)
  const around = await store.search.around(match, ids)
  const hits = shown.flatMap((one): Hit[] => {
    const words = around.get(one.inbox.caseId)
    if (words === undefined) return []
    return [{ row: listedRow(one.inbox, day, names), pieces: piecesOf(words) }]
  })
  if (shown.length > 0) {
    const rows = shown.map((one) => ({ caseId: one.inbox.caseId, officerId: officer.id, at }))
    await store.write([store.db.insert(reads).values(rows)])
  }
  const last = shown.at(-1)?.inbox.caseId ?? null
  return { hits, next: found.length > HITS_A_PAGE ? last : null, isWhole }
}

/** One more than a page. A case whose key is gone is forgotten here too, should another process have ended it. */
async function readableAmong(
  { store, officer, at }: Reading,
  match: string,
  from: number,
): Promise<readonly Readable[]> {
  const found: Readable[] = []
  let before = from
  for (let nth = 0; found.length <= HITS_A_PAGE; nth++) {
    const lot = LOTS[Math.min(nth, LOTS.length - 1)] ?? 200
    const ids = await store.search.find(match, before, lot)
    const rows = await store.db
      .select({ inbox, keyId: cases.keyId })
      .from(inbox)
      .innerJoin(cases, eq(cases.id, inbox.caseId))
      .where(
        and(
          sql`${inbox.caseId} in (select value from json_each(${JSON.stringify(ids)}))`,
          mayRead(officer, localDateOf(at)),
        ),
      )
      .orderBy(desc(inbox.caseId))
      .limit(HITS_A_PAGE + 1 - found.length)
    for (const row of rows) {
      if ((await store.keys.caseKey(row.keyId)) === undefined) await store.search.forget(row.keyId)
      else found.push(row)
    }
    if (ids.length < lot) break
    before = ids.at(-1) ?? 0
  }
  return found
}

function piecesOf(around: string): readonly Piece[] {
  return around.split(HIT.from).flatMap((part, nth) => {
    if (nth === 0) return part === '' ? [] : [{ text: part, isHit: false }]
    const [hit = '', rest = ''] = part.split(HIT.to)
    const after = rest === '' ? [] : [{ text: rest, isHit: false }]
    return [{ text: hit, isHit: true }, ...after]
  })
}
