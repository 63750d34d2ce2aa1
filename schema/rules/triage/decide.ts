import { type Facts, type Service, servicesOf } from '../../triage/facts.ts'
import type { TriagePart } from '../../triage/triage.ts'
import { Category, Flag, Signal } from '../../vocabulary.ts'
import { CATEGORY_RULES } from './category-rules.ts'
import { FLAG_RULES, holdsPraiseAndComplaint } from './flag-rules.ts'
import {
  isChild,
  isNeverOurs,
  isOutside,
  type Piece,
  type Reading,
  says,
  saysClearly,
} from './matter.ts'
import { type CategoryRow, firstFailed } from './row.ts'

/** What the rules say, without words: `explain` adds those. `fired` is in the order the reasons are read. */
export type Decision = {
  readonly category: Category
  readonly flags: readonly Flag[]
  readonly rule: string
  readonly signals: readonly Signal[]
  readonly fired: readonly string[]
  readonly parts: readonly TriagePart[]
}

/** One service and the rule that took it. */
type Route = {
  readonly row: CategoryRow
  readonly category: Category
  readonly service: Service
  readonly needsOfficer: boolean
}

const rank = (category: Category) => Category.options.indexOf(category)

/** The last row has no condition, so every piece finds one. */
function rowFor(piece: Piece): CategoryRow {
  const row = CATEGORY_RULES.find(({ when }) => firstFailed(when, piece) === undefined)
  if (row === undefined) throw new Error('the category rules are not total')
  return row
}

function routeOf(piece: Piece): Route {
  const row = rowFor(piece)
  return {
    row,
    category: typeof row.gives === 'function' ? row.gives(piece) : row.gives,
    service: piece.service,
    needsOfficer: (row.officerIf ?? []).some((condition) => condition.holds(piece)),
  }
}

/**
 * The services to route: those that were ticked, and those the words complain about under another procedure.
 * From a child whose ticked services are not ours, the council's own failing is a part of its own (domain 3.4).
 */
export function servicesToRoute(facts: Facts, reading: Reading): readonly Service[] {
  const ticked = [...new Set(servicesOf(facts))]
  const named = (reading.named ?? []).filter((service) => !ticked.includes(service))
  if (ticked.every(isNeverOurs)) {
    if (!isChild(facts.who)) return ticked
    return [...ticked, ...named.filter((service) => !isOutside(service))]
  }
  if (says({ facts, reading }, 'two-procedures')) {
    const sides = new Set(ticked.map(isOutside))
    return [...ticked, ...named.filter((service) => !sides.has(isOutside(service)))]
  }
  return ticked
}

/**
 * The words ask for data and complain besides: the child's complaint stays whole, the right to data goes beside it.
 * Beside nothing more than a comment or a deferred matter it would lead, and a child's own words are never corporate.
 */
function asksForData(facts: Facts, reading: Reading, routes: readonly Route[]): boolean {
  return (
    isChild(facts.who) &&
    routes.some(({ service }) => service === 'records') &&
    routes.some(({ category }) => category === 'statutory') &&
    says({ facts, reading }, 'two-procedures')
  )
}

/**
 * A child's part stays statutory and a deferred one deferred, but what lies outside the regulations is a route of
 * its own beside it. `kept` is a service that stays with the others.
 */
function partsOf(routes: readonly Route[], kept: Service | undefined): readonly TriagePart[] {
  const parts = new Map<string, TriagePart>()
  for (const route of routes) {
    const isSplit = route.category === 'statutory' || route.category === 'deferred'
    const isApart = isSplit && isOutside(route.service) && route.service !== kept
    const key = isApart ? `${route.category} outside` : route.category
    const services = parts.get(key)?.services ?? []
    parts.set(key, { category: route.category, services: [...services, route.service] })
  }
  return [...parts.values()]
}

/** Parts that no service makes: the thanks within a complaint, and a child's right to data beside theirs. */
function partsBeside(
  facts: Facts,
  reading: Reading,
  routes: readonly Route[],
): readonly TriagePart[] {
  const beside: TriagePart[] = []
  if (asksForData(facts, reading, routes)) {
    beside.push({ category: 'corporate', services: ['records'] })
  }
  const ours = routes.filter(({ category }) => category !== 'not-ours')
  if (ours.length > 0 && holdsPraiseAndComplaint({ facts, reading })) {
    beside.push({ category: 'compliment', services: ours.map(({ service }) => service) })
  }
  return beside
}

function withoutRepeats(parts: readonly TriagePart[]): readonly TriagePart[] {
  const seen = new Set<string>()
  return parts.filter((part) => {
    const key = `${part.category} ${[...part.services].sort().join()}`
    return !seen.has(key) && seen.add(key)
  })
}

/**
 * Proposes category, flags and parts from the facts and what the words gave. Total over the closed lists; refuses
 * nothing: a person decides. Rules and sources: the tables `FLAG_RULES` and `CATEGORY_RULES`.
 */
export function decide(facts: Facts, reading: Reading): Decision {
  const routes = servicesToRoute(facts, reading)
    .map((service) => routeOf({ facts, reading, service }))
    .sort((a, b) => rank(a.category) - rank(b.category))
  const highest = routes[0]
  if (highest === undefined) throw new Error('a submission has at least one service')
  const kept = asksForData(facts, reading, routes) ? 'records' : undefined
  const parts = withoutRepeats(
    [...partsOf(routes, kept), ...partsBeside(facts, reading, routes)].sort(
      (a, b) => rank(a.category) - rank(b.category),
    ),
  )
  const whole = { facts, reading, routes: parts.length }
  const flagged = FLAG_RULES.filter(({ when }) => firstFailed(when, whole) === undefined)
  const flags = new Set<Flag>(flagged.flatMap(({ gives }) => gives))
  if (routes.some(({ needsOfficer }) => needsOfficer)) flags.add('officer-decides')
  const rules = [...routes.map(({ row }) => row.id), ...flagged.map(({ id }) => id)]
  return {
    category: highest.category,
    flags: Flag.options.filter((flag) => flags.has(flag)),
    rule: highest.row.id,
    signals: Signal.options.filter((signal) => saysClearly({ facts, reading }, signal)),
    fired: [...new Set(rules)],
    parts,
  }
}
