import { setImmediate } from 'node:timers/promises'
import { and, asc, desc, eq, gt, inArray, lte, max, notExists, type SQL, sql } from 'drizzle-orm'
import type { Store } from '#api/store/store.ts'
import { deskActs, events, history, reads } from '#api/store/tables.ts'
import { assertNever } from '#schema/errors.ts'

const TABLES = { events, reads, desk_acts: deskActs } as const
type Source = keyof typeof TABLES
const SOURCES: readonly Source[] = ['events', 'reads', 'desk_acts']

/** How much is read at once: between two pages everybody else gets a turn. */
const A_PAGE = 500
/** What stands before the first link. */
const BEFORE_ALL = 'the beginning'

/** Where the chain is broken first, and how. */
type Break = {
  readonly source: string
  readonly seq: number
  /** `changed`: the row or the link is another one. `gone`: the row is not there. `added`: it came in between. */
  readonly why: 'changed' | 'gone' | 'added'
}

type Verified = {
  readonly links: number
  /** The last link: written down elsewhere, it shows later that nothing was cut off at the end. */
  readonly head: string
  readonly broken: Break | undefined
}

/** Chains what happened, was read and was done at the desk since the last time, in the order in which it was kept. Answers how much. */
export async function extendChain(store: Store): Promise<number> {
  let added = 0
  for (const source of SOURCES) {
    for (;;) {
      const page = await rowsAfter(store, source, await lastOf(store, source))
      if (page.length === 0) break
      const [last] = await store.db.select().from(history).orderBy(desc(history.n)).limit(1)
      let { n, hash } = last ?? { n: 0, hash: BEFORE_ALL }
      const links = page.map(({ seq, text }) => {
        n += 1
        hash = linkHash(store, { before: hash, source, text })
        return { n, source, seq, hash }
      })
      await store.write([store.db.insert(history).values(links)])
      added += links.length
      await setImmediate()
    }
  }
  return added
}

/** How far a chain was worked out again: so many links, and the last of them. */
export type Worked = Pick<Verified, 'links' | 'head'>

export const FROM_THE_BEGINNING: Worked = { links: 0, head: BEFORE_ALL }

/** Works the whole chain out again, and names the first row that is not what it was. */
export async function verifyChain(store: Store): Promise<Verified> {
  for (let worked = FROM_THE_BEGINNING; ; ) {
    const piece = await verifyPiece(store, worked)
    if (piece.broken !== undefined || piece.isEnd) return piece
    worked = piece
    await setImmediate()
  }
}

/** Works the next few hundred links out again. At the end it looks for what has no link as well. */
export async function verifyPiece(
  store: Store,
  worked: Worked,
): Promise<Verified & { readonly isEnd: boolean }> {
  let { links, head } = worked
  const page = await store.db
    .select()
    .from(history)
    .where(gt(history.n, links))
    .orderBy(asc(history.n))
    .limit(A_PAGE)
  const texts = await textsOf(store, page)
  for (const { n, source, seq, hash } of page) {
    const text = texts.get(`${source} ${seq}`)
    const broken = (why: Break['why']) => ({
      links,
      head,
      isEnd: true,
      broken: { source, seq, why },
    })
    if (text === undefined) return broken('gone')
    const right = linkHash(store, { before: head, source, text })
    if (right !== hash || n !== links + 1) return broken('changed')
    ;[links, head] = [n, hash]
  }
  const isEnd = page.length < A_PAGE
  return { links, head, isEnd, broken: isEnd ? await addedBetween(store) : undefined }
}

/** A row that is older than the last one chained, and has no link. */
async function addedBetween(store: Store): Promise<Break | undefined> {
  for (const source of SOURCES) {
    const table = TABLES[source]
    const link = store.db
      .select({ one: sql`1` })
      .from(history)
      .where(and(eq(history.source, source), eq(history.seq, table.seq)))
    const [row] = await store.db
      .select({ seq: table.seq })
      .from(table)
      .where(and(lte(table.seq, await lastOf(store, source)), notExists(link)))
      .limit(1)
    if (row !== undefined) return { source, seq: row.seq, why: 'added' }
  }
  return undefined
}

async function lastOf(store: Store, source: Source): Promise<number> {
  const [row] = await store.db
    .select({ seq: max(history.seq) })
    .from(history)
    .where(eq(history.source, source))
  return row?.seq ?? 0
}

type Row = { readonly seq: number; readonly text: string }

async function rowsAfter(store: Store, source: Source, after: number): Promise<readonly Row[]> {
  const table = TABLES[source]
  return rowsOf(store, source, { where: gt(table.seq, after), most: A_PAGE })
}

/** The rows behind these links as they are now, by source and number. */
async function textsOf(
  store: Store,
  links: readonly { readonly source: string; readonly seq: number }[],
): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>()
  for (const source of SOURCES) {
    const seqs = links.filter((link) => link.source === source).map(({ seq }) => seq)
    const where = inArray(TABLES[source].seq, seqs)
    const rows = await rowsOf(store, source, { where, most: A_PAGE })
    for (const { seq, text } of rows) texts.set(`${source} ${seq}`, text)
  }
  return texts
}

type Which = { readonly where: SQL; readonly most: number }

async function rowsOf(store: Store, source: Source, which: Which): Promise<readonly Row[]> {
  const { where, most } = which
  switch (source) {
    case 'events': {
      const rows = store.db.select().from(events).where(where).orderBy(asc(events.seq)).limit(most)
      return (await rows).map(textOfEvent)
    }
    case 'reads': {
      const rows = store.db.select().from(reads).where(where).orderBy(asc(reads.seq)).limit(most)
      return (await rows).map(textOfRead)
    }
    case 'desk_acts': {
      const { seq } = deskActs
      const rows = store.db.select().from(deskActs).where(where).orderBy(asc(seq)).limit(most)
      return (await rows).map(textOfAct)
    }
    default:
      return assertNever(source)
  }
}

function textOfEvent(row: typeof events.$inferSelect): Row {
  const { seq, caseId, kind, at, on, by, data, sealed } = row
  const words = sealed === null ? null : sealed.toString('base64')
  return { seq, text: JSON.stringify([seq, caseId, kind, at, on, by, data, words]) }
}

function textOfRead({ seq, caseId, officerId, at }: typeof reads.$inferSelect): Row {
  return { seq, text: JSON.stringify([seq, caseId, officerId, at]) }
}

function textOfAct(row: typeof deskActs.$inferSelect): Row {
  const { seq, at, by, kind, about, caseId, data } = row
  return { seq, text: JSON.stringify([seq, at, by, kind, about, caseId, data]) }
}

function linkHash(
  store: Store,
  link: { readonly before: string; readonly source: string; readonly text: string },
): string {
  return store.keys.hash('history', JSON.stringify([link.before, link.source, link.text]))
}
