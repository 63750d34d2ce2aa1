import { setImmediate } from 'node:timers/promises'
import { and, asc, eq, gt, inArray } from 'drizzle-orm'
import { saidIn } from '#api/intake/keep-out.ts'
import type { Person, Submitted } from '#api/intake/submitted.ts'
import type { Sealer, Store } from '#api/store/store.ts'
import { cases, events, inbox, people, submissions } from '#api/store/tables.ts'
import type { Answers } from '#schema/form/submission.ts'
import type { Said } from '#schema/rules/named/name-reader.ts'
import { Category } from '#schema/vocabulary.ts'

/** What the writer of a case said of people, in all that they ever sent. */
type SaidInCase = { readonly caseId: number; readonly said: Said }

const A_PAGE = 50

/**
 * Every case after this number with what its writer said, a page at a time. Cases whose words were erased
 * say nothing any more, and are left out.
 */
export async function* saidInCases(
  store: Store,
  after = 0,
): AsyncGenerator<readonly SaidInCase[], void> {
  let last = after
  for (;;) {
    const page = await store.db
      .select({ caseId: cases.id, keyId: cases.keyId, category: inbox.category })
      .from(cases)
      .innerJoin(inbox, eq(inbox.caseId, cases.id))
      .where(gt(cases.id, last))
      .orderBy(asc(cases.id))
      .limit(A_PAGE)
    const end = page.at(-1)
    if (end === undefined) return
    yield await openPage(store, page)
    last = end.caseId
    await setImmediate()
  }
}

async function openPage(
  store: Store,
  page: readonly Pick<
    typeof cases.$inferSelect & typeof inbox.$inferSelect,
    'caseId' | 'keyId' | 'category'
  >[],
): Promise<readonly SaidInCase[]> {
  const ids = page.map(({ caseId }) => caseId)
  const persons = await rowsByCase(
    store.db.select().from(people).where(inArray(people.caseId, ids)),
  )
  const sent = await rowsByCase(
    store.db.select().from(submissions).where(inArray(submissions.caseId, ids)),
  )
  const messages = await rowsByCase(
    store.db
      .select({ caseId: events.caseId, sealed: events.sealed })
      .from(events)
      .where(and(eq(events.kind, 'message-from-writer'), inArray(events.caseId, ids))),
  )
  const found: SaidInCase[] = []
  for (const { caseId, keyId, category } of page) {
    const key = await store.keys.caseKey(keyId)
    if (key === undefined) continue
    const words = {
      category: Category.parse(category),
      people: opened<Person>(key, persons.get(caseId)),
      sent: opened<Submitted>(key, sent.get(caseId)),
      messages: textsOf(key, messages.get(caseId)),
    }
    found.push({ caseId, said: saidBy(words) })
  }
  return found
}

type SealedRow = { readonly caseId: number; readonly sealed: Buffer | null }

async function rowsByCase(
  query: PromiseLike<readonly SealedRow[]>,
): Promise<ReadonlyMap<number, readonly SealedRow[]>> {
  return Map.groupBy(await query, ({ caseId }) => caseId)
}

function textsOf(key: Sealer, rows: readonly SealedRow[] = []): readonly string[] {
  return rows.flatMap(({ sealed }) => (sealed === null ? [] : [key.open(sealed).toString()]))
}

function opened<T>(key: Sealer, rows: readonly SealedRow[] | undefined): readonly T[] {
  return textsOf(key, rows).map((text) => JSON.parse(text) as T)
}

function saidBy(words: {
  readonly category: Category
  readonly people: readonly Person[]
  readonly sent: readonly Submitted[]
  readonly messages: readonly string[]
}): Said {
  const parts = [
    ...words.people.map((person) => saidIn(answersOf(person), words.category)),
    ...words.sent.map(({ answers, asked }) =>
      saidIn({ ...answers, asked: writtenIn(asked) }, words.category),
    ),
  ]
  return {
    asked: parts.flatMap(({ asked }) => asked),
    told: [...parts.flatMap(({ told }) => told), ...words.messages],
    own: parts.flatMap(({ own }) => own),
  }
}

function writtenIn(asked: Submitted['asked']) {
  return asked.flatMap(({ question, answer }) =>
    typeof answer === 'string' ? [{ question, answer }] : [],
  )
}

/** The people of a case as the answers that they came with. */
function answersOf(person: Person): Answers {
  switch (person.kind) {
    case 'about':
      return { about_person: person.about_person }
    case 'not-tell':
      return { not_tell: person.not_tell }
    case 'writer':
      return { name: person.name, contact: person.contact, with_child: person.with_child }
    case 'child':
      return { child: { name: person.name, age: person.age, worker: person.worker } }
    case 'advocate':
    case 'alert':
    case 'reach':
      return {}
  }
}
