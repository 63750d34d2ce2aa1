import { and, desc, eq, isNotNull, type SQL, sql } from 'drizzle-orm'
import { noteDeskActIf } from '#api/history/desk-acts.ts'
import { namesOf } from '#api/officers/names.ts'
import { listOfficers, type Officer } from '#api/officers/officers.ts'
import type { Store, Write } from '#api/store/store.ts'
import { told } from '#api/store/tables.ts'
import { type NewTold, ToldKind, ToldText, type ToldWords } from '#schema/case/told.ts'
import { Instant } from '#schema/dates.ts'
import { type Refusal, refuse } from '#schema/errors.ts'
import type { NameLists } from '#schema/names.ts'
import { ReportYear } from '#schema/report/ledger.ts'
import { type Pointer, pointersIn, withoutPointers } from '#schema/rules/disclosure/pointers.ts'

/** The language that everything is written in first. */
export const FIRST_LANGUAGE = 'en'
const MOST_SHOWN = 50

/** One of them as the desk has it. */
export type Told = ToldText & {
  readonly id: number
  readonly kind: ToldKind
  readonly year: ReportYear
  readonly version: number
  readonly by: string
  readonly at: Instant
  readonly published: { readonly by: string; readonly at: Instant } | null
}

/** All of them, the newest first. */
export async function listTold(store: Store): Promise<readonly Told[]> {
  const rows = await store.db.select().from(told).orderBy(desc(told.id))
  const names = await namesOf(
    store,
    rows.flatMap(({ madeBy, publishedBy }) => [madeBy, publishedBy ?? madeBy]),
  )
  return rows.map((row) => ({
    ...textOf(store, row.sealed),
    id: row.id,
    kind: ToldKind.parse(row.kind),
    year: ReportYear.parse(row.year),
    version: row.version,
    by: names.get(row.madeBy) ?? '',
    at: Instant.parse(row.madeAt),
    published:
      row.publishedAt === null || row.publishedBy === null
        ? null
        : { by: names.get(row.publishedBy) ?? '', at: Instant.parse(row.publishedAt) },
  }))
}

/** What everybody may read of one kind, the newest first, by language. At most fifty. */
export async function publishedTold(
  store: Store,
  kind: ToldKind,
  year?: ReportYear,
): Promise<readonly ToldText['words'][]> {
  const rows = await store.db
    .select({ sealed: told.sealed })
    .from(told)
    .where(
      and(
        eq(told.kind, kind),
        isNotNull(told.publishedAt),
        year === undefined ? undefined : eq(told.year, year),
      ),
    )
    .orderBy(desc(told.publishedAt), desc(told.id))
    .limit(MOST_SHOWN)
  return rows.map(({ sealed }) => textOf(store, sealed).words)
}

/**
 * Writes one down, unpublished. Somebody's own words lose what surely points to anybody at once, so that it is kept
 * nowhere; a change is an officer's sentence, who takes it out.
 */
export async function addTold(
  store: Store,
  added: NewTold,
  by: { readonly officer: Officer; readonly at: Instant; readonly lists: NameLists },
): Promise<number> {
  const { kind, year, said, did, consentWho, consentOn } = added
  const staff = await staffOf(store)
  const own = kind === 'change' ? said : withoutPointers(said, { lists: by.lists, staff })
  const consent = consentOn === '' ? null : { who: consentWho, on: consentOn }
  const text: ToldText = { words: { [FIRST_LANGUAGE]: { said: own, did } }, consent }
  const [result] = await store.write([
    store.db
      .insert(told)
      .values({
        kind,
        year,
        sealed: store.keys.own.seal(JSON.stringify(text)),
        version: 1,
        madeBy: by.officer.id,
        madeAt: by.at,
      })
      .returning({ id: told.id }),
  ])
  return Number(result?.rows[0]?.[0])
}

/** Says it in a language, or again. Whatever was published is taken back: somebody looks at it anew. */
export async function sayTold(
  store: Store,
  { id, words, consent, version }: Told,
  said: { readonly language: string; readonly words: ToldWords },
): Promise<{ readonly ok: true } | Refusal> {
  const text: ToldText = { words: { ...words, [said.language]: said.words }, consent }
  const changes = {
    sealed: store.keys.own.seal(JSON.stringify(text)),
    version: version + 1,
    publishedAt: null,
    publishedBy: null,
  }
  return changeOf(store, { id, version }, changes)
}

/** What could point to somebody, in any of its languages. */
export async function pointersOf(
  store: Store,
  { words }: Pick<Told, 'words'>,
  lists: NameLists,
): Promise<readonly Pointer[]> {
  const staff = await staffOf(store)
  const texts = Object.values(words).flatMap(({ said, did }) => [said, did])
  const found = texts.flatMap((text) => pointersIn(text, { lists, staff }))
  return [...new Map(found.map((pointer) => [pointer.text, pointer])).values()]
}

/**
 * Lets everybody read it. Refuses what surely points to somebody, and what an officer has not looked at as it
 * stands now.
 */
export async function publishTold(
  store: Store,
  one: Told,
  by: {
    readonly officer: Officer
    readonly at: Instant
    readonly lists: NameLists
    readonly hasLooked: boolean
    readonly seen: number
  },
): Promise<{ readonly ok: true } | Refusal> {
  const pointers = await pointersOf(store, one, by.lists)
  if (pointers.some(({ how }) => how === 'sure')) {
    return refuse('invalid-fields', [{ field: 'said', code: 'points' }])
  }
  if (!by.hasLooked) return refuse('invalid-fields', [{ field: 'looked', code: 'missing' }])
  const changes = { publishedAt: by.at, publishedBy: by.officer.id }
  const seen = { id: one.id, version: by.seen }
  return changeOf(store, seen, changes, (stands) =>
    noteTold(store, 'told-published', by, one, stands),
  )
}

/** Takes it back: nobody reads it from now on, and the report no longer has it. */
export async function takeBackTold(store: Store, one: Told, by: TellsBy) {
  const changes = { publishedAt: null, publishedBy: null }
  return changeOf(store, one, changes, (stands) =>
    noteTold(store, 'told-taken-back', by, one, stands),
  )
}

type TellsBy = { readonly officer: Officer; readonly at: Instant }

function noteTold(
  store: Store,
  kind: 'told-published' | 'told-taken-back',
  { officer, at }: TellsBy,
  { id }: Told,
  stands: SQL,
): Write {
  return noteDeskActIf(store, at, { kind, by: officer.id, data: { told: id } }, stands)
}

async function changeOf(
  store: Store,
  { id, version }: Pick<Told, 'id' | 'version'>,
  changes: Partial<typeof told.$inferInsert>,
  note?: (stands: SQL) => Write,
): Promise<{ readonly ok: true } | Refusal> {
  const stands = sql`exists (select 1 from told where id = ${id} and version = ${version})`
  const results = await store.write([
    ...(note === undefined ? [] : [note(stands)]),
    store.db
      .update(told)
      .set(changes)
      .where(and(eq(told.id, id), eq(told.version, version))),
  ])
  return results.at(-1)?.rowsAffected === 1 ? { ok: true } : refuse('out-of-date')
}

async function staffOf(store: Store): Promise<readonly string[]> {
  return (await listOfficers(store)).map(({ name }) => name)
}

function textOf(store: Store, sealed: Buffer): ToldText {
  return ToldText.parse(JSON.parse(store.keys.own.open(sealed).toString()))
}
