import type { NameLists } from '../../names.ts'
import { createNameIndex, type Hit, type NameIndex } from './name-index.ts'
import type { NamePart } from './name-parts.ts'
import { type NameToken, nameTokens } from './name-tokens.ts'
import { createTeamReader } from './team-reader.ts'

/** Somebody at the desk, as far as others may name them. */
export type Nameable = {
  readonly id: number
  readonly name: string
  readonly email: string
  /** The team they say they are of; '' for none. */
  readonly team: string
  /** What else people call that team: a name that it had, or has now. */
  readonly teamAlso?: readonly string[]
  /** Other teams that they answer for. */
  readonly answersFor: readonly string[]
}

/**
 * `named`: kept out. `perhaps-named`: kept out as well, until somebody else has looked: it may be another of
 * that name, or somebody who is only mentioned.
 */
export type HowNamed = 'named' | 'perhaps-named'

/** What a writer said, by where they said it. */
export type Said = {
  /** Answers to "Who is it about?" and "Who must not know?". */
  readonly asked: readonly string[]
  /** Everything else in the writer's own words. */
  readonly told: readonly string[]
  /** The names of the writer and the child: their first names in the story are their own. */
  readonly own: readonly string[]
}

export type NameReader = (said: Said) => ReadonlyMap<number, HowNamed>

/** How far from each other two names of one person may stand: `Sarah, my social worker, Jones`. */
const FAR_WHEN_ASKED = 4
/** In a story two words of a sentence are less likely to be one name. */
const FAR_WHEN_TOLD = 2
/** One name alone is forgiven a slip only when it is long. */
const SHORTEST_SLIP_ALONE = 6

/**
 * Finds who of these people is named in a text: in any order, by initial, short name or with a slip of
 * spelling. It keeps one too many out rather than one too few. Made once for many texts.
 */
export function createNameReader(people: readonly Nameable[], lists: NameLists): NameReader {
  const titles = new Set(lists.titles)
  const ordinary = new Set(lists.ordinaryWords)
  const index = createNameIndex(people, lists)
  const teamsIn = createTeamReader(people, lists.teamWords)

  return ({ asked, told, own }) => {
    const found = new Map<number, HowNamed>()
    const note = (id: number, how: HowNamed) => {
      if (found.get(id) !== 'named') found.set(id, how)
    }
    for (const text of asked) {
      const { whole, only, alone } = mentionsIn(nameTokens(text), index, FAR_WHEN_ASKED)
      for (const id of [...whole, ...only]) note(id, 'named')
      for (const { hit, plain } of alone) {
        if (hit.isExact || plain.length >= SHORTEST_SLIP_ALONE) note(hit.id, 'perhaps-named')
      }
      for (const [id, how] of teamsIn(text)) note(id, how)
    }
    const ownNames = new Set(own.flatMap((name) => nameTokens(name).map(({ plain }) => plain)))
    for (const text of told) {
      const tokens = nameTokens(text)
      const { whole, alone } = mentionsIn(tokens, index, FAR_WHEN_TOLD)
      for (const id of whole) note(id, 'perhaps-named')
      for (const { hit, at } of alone) {
        if (hit.isExact && pointsAtSomebody(tokens, at, hit.part, ownNames)) {
          note(hit.id, 'perhaps-named')
        }
      }
    }
    return found
  }

  /** Whether one name alone, in a story, is likely to be somebody's and not the writer's own. */
  function pointsAtSomebody(
    tokens: readonly NameToken[],
    at: number,
    part: NamePart,
    ownNames: ReadonlySet<string>,
  ): boolean {
    const token = tokens[at]
    if (token === undefined) return false
    if (part.isLast && titles.has(tokens[at - 1]?.plain ?? '')) return true
    if (ownNames.has(token.plain)) return false
    return !ordinary.has(token.plain) || (token.isCapital && !token.opensSentence)
  }
}

type Mentions = {
  /** Whose whole name stands there, or as much of it as tells them apart. */
  readonly whole: ReadonlySet<number>
  /** Who has one name only, which stands there. */
  readonly only: ReadonlySet<number>
  /** One name alone, where it is no part of somebody's whole name. */
  readonly alone: readonly Found[]
}

type Found = { readonly hit: Hit; readonly at: number; readonly plain: string }

function mentionsIn(tokens: readonly NameToken[], index: NameIndex, far: number): Mentions {
  const found = findAll(tokens, index)
  const whole = new Set<number>()
  const taken = new Set<number>()
  for (const [id, hits] of Map.groupBy(found, ({ hit }) => hit.id)) {
    const places = Map.groupBy(hits, ({ at }) => at)
    for (const one of hits) {
      const beside = besideIt(one, places, far) ?? initialBeside(one, tokens, index.initialsOf(id))
      if (beside === undefined) continue
      whole.add(id)
      taken.add(one.at).add(beside)
    }
  }
  const alone = found.filter(({ hit, at }) => hit.part.pointsAlone && !taken.has(at))
  const only = alone.filter(({ hit }) => hit.isExact && hit.part.isLast && hit.chunk === 0)
  return { whole, only: new Set(only.map(({ hit }) => hit.id)), alone }
}

/** Each word is looked up once, however often it stands there. */
function findAll(tokens: readonly NameToken[], index: NameIndex): readonly Found[] {
  const known = new Map<string, readonly Hit[]>()
  return tokens.flatMap(({ plain }, at): Found[] => {
    const hits = known.get(plain) ?? index.hitsOf(plain)
    known.set(plain, hits)
    return hits.map((hit) => ({ hit, at, plain }))
  })
}

/** Where another part of the same name stands near it. */
function besideIt(
  { hit, at }: Found,
  places: ReadonlyMap<number, readonly Found[]>,
  farthest: number,
): number | undefined {
  for (let far = 1; far <= farthest; far += 1) {
    for (const near of [at - far, at + far]) {
      const others = places.get(near) ?? []
      if (others.some((other) => other.hit.chunk !== hit.chunk)) return near
    }
  }
  return undefined
}

/** Where the initial of a last name stands: `S. Jones`, `Jones, S`, `S. J. Jones`. */
function initialBeside(
  { hit, at }: Found,
  tokens: readonly NameToken[],
  initials: ReadonlySet<string>,
): number | undefined {
  if (!hit.part.isLast) return undefined
  return [at - 1, at + 1, at - 2].find((near) => initials.has(tokens[near]?.plain ?? ''))
}
