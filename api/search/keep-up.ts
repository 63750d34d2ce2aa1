import { setImmediate } from 'node:timers/promises'
import { and, asc, eq, gt, isNotNull, or } from 'drizzle-orm'
import { readEvents, wordsForOfficers } from '#api/cases/events.ts'
import { type Person, type Submitted, UNSEEN_BY_OFFICERS } from '#api/intake/submitted.ts'
import type { SearchedCase } from '#api/store/search-file.ts'
import type { Sealer, Store } from '#api/store/store.ts'
import { cases, events, people, submissions } from '#api/store/tables.ts'

/** Events whose words are read at once: between two of these everybody else gets a turn. */
const EVENTS_AT_ONCE = 50

/**
 * Brings the words to search up to what has been written down: every search asks for it first, so that it
 * finds whatever was committed before it. Ends at `until` (`performance.now()`) at the latest after the piece
 * it is at. Answers whether all of it is in.
 */
export async function keepUp(store: Store, until = Number.POSITIVE_INFINITY): Promise<boolean> {
  for (;;) {
    if (await store.search.inTurn(() => readOn(store))) return true
    if (performance.now() > until) return false
    await setImmediate()
  }
}

/** Reads the next events with words. True when there were none left. */
async function readOn(store: Store): Promise<boolean> {
  const from = await store.search.readTo()
  const found = await store.db
    .select({ seq: events.seq, caseId: events.caseId })
    .from(events)
    .where(and(gt(events.seq, from), or(isNotNull(events.sealed), eq(events.kind, 'received'))))
    .orderBy(asc(events.seq))
    .limit(EVENTS_AT_ONCE)
  const last = found.at(-1)
  if (last === undefined) return true
  const read = []
  for (const caseId of new Set(found.map((event) => event.caseId))) {
    const one = await wordsOfCase(store, caseId)
    if (one !== undefined) read.push(one)
  }
  await store.search.keep(read, last.seq)
  return found.length < EVENTS_AT_ONCE
}

/** Everything that was said in a case; undefined when its key was destroyed. */
async function wordsOfCase(store: Store, caseId: number): Promise<SearchedCase | undefined> {
  const [row] = await store.db
    .select({ keyId: cases.keyId })
    .from(cases)
    .where(eq(cases.id, caseId))
  const key = row === undefined ? undefined : await store.keys.caseKey(row.keyId)
  if (row === undefined || key === undefined) return undefined
  const said = [
    ...(await sentWords(store, caseId, key)),
    ...(await personWords(store, caseId, key)),
    ...(await readEvents(store, caseId)).flatMap((kept) => wordsForOfficers(kept, key) ?? []),
  ]
  return { caseId, keyId: row.keyId, said: said.join('\n') }
}

/** The story and what was typed as an answer. Codes and our own wordings are no words of theirs. */
async function sentWords(store: Store, caseId: number, key: Sealer): Promise<readonly string[]> {
  const rows = await store.db
    .select({ sealed: submissions.sealed })
    .from(submissions)
    .where(eq(submissions.caseId, caseId))
  return rows.flatMap(({ sealed }) => {
    const { answers, asked } = JSON.parse(key.open(sealed).toString()) as Submitted
    const typed = asked.filter(({ answerWording }) => answerWording === undefined)
    return [answers.story ?? '', ...typed.flatMap(({ answer }) => answer ?? [])]
  })
}

async function personWords(store: Store, caseId: number, key: Sealer): Promise<readonly string[]> {
  const rows = await store.db
    .select({ sealed: people.sealed })
    .from(people)
    .where(eq(people.caseId, caseId))
  return rows.flatMap(({ sealed }) => {
    const person = JSON.parse(key.open(sealed).toString()) as Person
    return UNSEEN_BY_OFFICERS.has(person.kind) ? [] : textsOf(person)
  })
}

/** Fields that hold a code, which nobody said. */
const CODED = new Set(['kind', 'answer', 'share', 'may_leave_message', 'may_say_who_we_are'])

function textsOf(values: object): readonly string[] {
  return Object.entries(values).flatMap(([field, value]) => {
    if (typeof value === 'object' && value !== null) return textsOf(value)
    return typeof value === 'string' && !CODED.has(field) ? [value] : []
  })
}
