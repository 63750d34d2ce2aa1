import { setImmediate } from 'node:timers/promises'
import { and, asc, desc, eq, gt, inArray, lte, max, notExists, sql } from 'drizzle-orm'
import type { Store } from '#api/store/store.ts'
import { events, history, reads } from '#api/store/tables.ts'

const SOURCES = ['events', 'reads'] as const
type Source = (typeof SOURCES)[number]

/** How much is read at once: between two pages everybody else gets a turn. */
const A_PAGE = 500
/** What stands before the first link. */
const BEFORE_ALL = 'the beginning'

/** Where the chain is broken first, and how. */
export type Break = {
  readonly source: string
  readonly seq: number
  /** `changed`: the row or the link is another one. `gone`: the row is not there. `added`: it came in between. */
  readonly why: 'changed' | 'gone' | 'added'
}

export type Verified = {
  readonly links: number
  /** The last link: written down elsewhere, it shows later that nothing was cut off at the end. */
  readonly head: string
  readonly broken: Break | undefined
}

/** Chains what happened and was read since the last time, in the order in which it was kept. Answers how much. */
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

/** Works the whole chain out again, and names the first row that is not what it was. */
export async function verifyChain(store: Store): Promise<Verified> {
  let [links, head] = [0, BEFORE_ALL]
  for (;;) {
    const page = await store.db
      .select()
      .from(history)
      .where(gt(history.n, links))
      .orderBy(asc(history.n))
      .limit(A_PAGE)
    if (page.length === 0) break
    const texts = await textsOf(store, page)
    for (const { n, source, seq, hash } of page) {
      const text = texts.get(`${source} ${seq}`)
      if (text === undefined) return { links, head, broken: { source, seq, why: 'gone' } }
      const right = linkHash(store, { before: head, source, text })
      if (right !== hash || n !== links + 1) {
        return { links, head, broken: { source, seq, why: 'changed' } }
      }
      ;[links, head] = [n, hash]
    }
    await setImmediate()
  }
  return { links, head, broken: await addedBetween(store) }
}

/** A row that is older than the last one chained, and has no link. */
async function addedBetween(store: Store): Promise<Break | undefined> {
  for (const source of SOURCES) {
    const table = source === 'events' ? events : reads
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
  if (source === 'events') {
    const { seq } = events
    const rows = await store.db
      .select()
      .from(events)
      .where(gt(seq, after))
      .orderBy(asc(seq))
      .limit(A_PAGE)
    return rows.map(textOfEvent)
  }
  const { seq } = reads
  const rows = await store.db
    .select()
    .from(reads)
    .where(gt(seq, after))
    .orderBy(asc(seq))
    .limit(A_PAGE)
  return rows.map(textOfRead)
}

/** The rows behind these links as they are now, by source and number. */
async function textsOf(
  store: Store,
  links: readonly { readonly source: string; readonly seq: number }[],
): Promise<ReadonlyMap<string, string>> {
  const seqs = (source: Source) =>
    links.filter((link) => link.source === source).map(({ seq }) => seq)
  const happened = await store.db
    .select()
    .from(events)
    .where(inArray(events.seq, seqs('events')))
  const read = await store.db
    .select()
    .from(reads)
    .where(inArray(reads.seq, seqs('reads')))
  return new Map([
    ...happened.map(textOfEvent).map(({ seq, text }) => [`events ${seq}`, text] as const),
    ...read.map(textOfRead).map(({ seq, text }) => [`reads ${seq}`, text] as const),
  ])
}

function textOfEvent(row: typeof events.$inferSelect): Row {
  const { seq, caseId, kind, at, on, by, data, sealed } = row
  const words = sealed === null ? null : sealed.toString('base64')
  return { seq, text: JSON.stringify([seq, caseId, kind, at, on, by, data, words]) }
}

function textOfRead({ seq, caseId, officerId, at }: typeof reads.$inferSelect): Row {
  return { seq, text: JSON.stringify([seq, caseId, officerId, at]) }
}

function linkHash(
  store: Store,
  link: { readonly before: string; readonly source: string; readonly text: string },
): string {
  return store.keys.hash('history', JSON.stringify([link.before, link.source, link.text]))
}
