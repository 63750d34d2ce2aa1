import type { NameLists } from '../../names.ts'
import { isOneSlipApart } from '../signals/spelling.ts'
import { type NamePart, nameInAddress, namePartsOf } from './name-parts.ts'
import type { Nameable } from './name-reader.ts'

/** A part of somebody's name, found in a text. */
export type Hit = {
  readonly id: number
  /** Which part of the name, counted from 0. */
  readonly chunk: number
  readonly part: NamePart
  /** As it is spelt, or as another form of the same name; else with one slip. */
  readonly isExact: boolean
}

export type NameIndex = {
  readonly hitsOf: (plain: string) => readonly Hit[]
  /** The first letters of somebody's names before the last. */
  readonly initialsOf: (id: number) => ReadonlySet<string>
}

/** Shorter words are too like each other to be a slip of one another. */
const SHORTEST_SLIP = 4
const NONE: ReadonlySet<string> = new Set()

/** Every spelling of every part, and each with one letter less, so that a text is read once. */
export function createNameIndex(people: readonly Nameable[], lists: NameLists): NameIndex {
  const spellingsOf = sameNames(lists.sameName)
  const exact = new Map<string, Hit[]>()
  const near = new Map<string, { readonly spelling: string; readonly hit: Hit }[]>()
  const initials = new Map<number, Set<string>>()
  for (const hit of partsOf(people, new Set(lists.titles))) {
    for (const spelling of hit.part.spellings) {
      for (const each of spellingsOf(spelling)) add(exact, each, { ...hit, isExact: true })
      if (spelling.length >= SHORTEST_SLIP) {
        for (const key of oneLetterLess(spelling)) add(near, key, { spelling, hit })
      }
      if (!hit.part.isLast) {
        initials.set(hit.id, (initials.get(hit.id) ?? new Set()).add(spelling.charAt(0)))
      }
    }
  }
  return {
    initialsOf: (id) => initials.get(id) ?? NONE,
    hitsOf(plain) {
      const found = exact.get(plain) ?? []
      if (plain.length < SHORTEST_SLIP) return found
      const seen = new Set(found.map(placeOf))
      const slips = oneLetterLess(plain)
        .flatMap((key) => near.get(key) ?? [])
        .filter(({ spelling, hit }) => isNew(seen, hit) && isOneSlipApart(plain, spelling))
      return [...found, ...new Set(slips.map(({ hit }) => hit))]
    },
  }
}

function isNew(seen: ReadonlySet<string>, hit: Hit): boolean {
  return !seen.has(placeOf(hit))
}

function placeOf({ id, chunk }: Hit): string {
  return `${id} ${chunk}`
}

/** A name is looked for as it is shown and as the e-mail address has it. */
function partsOf(people: readonly Nameable[], titles: ReadonlySet<string>): readonly Hit[] {
  return people.flatMap(({ id, name, email }) =>
    [name, nameInAddress(email)].flatMap((each) =>
      namePartsOf(each, titles).map((part, chunk): Hit => ({ id, chunk, part, isExact: false })),
    ),
  )
}

function sameNames(groups: NameLists['sameName']): (name: string) => ReadonlySet<string> {
  const same = new Map<string, Set<string>>()
  for (const group of groups) {
    for (const name of group) {
      const all = same.get(name) ?? new Set()
      for (const each of group) all.add(each)
      same.set(name, all)
    }
  }
  return (name) => same.get(name) ?? new Set([name])
}

function oneLetterLess(word: string): readonly string[] {
  return [word, ...Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1))]
}

function add<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}
