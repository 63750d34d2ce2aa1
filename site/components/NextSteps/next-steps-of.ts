import type { Receipt } from '#api/intake/door.ts'
import type { LocalDate } from '#schema/dates.ts'
import type { Category } from '#schema/vocabulary.ts'
import { format, type Placeholder, type Words } from '#schema/words/messages.ts'
import { sayDayFrom } from '#schema/words/spoken.ts'
import { sayCount } from './say-count.ts'

/** A dated line: its words under `done.<audience>.next`, and the value that holds its day. */
type Line = { readonly name: string; readonly day: Placeholder | 'dueOn' }

const READ: Line = { name: 'read', day: 'dateRead' }
const FOR_CATEGORY: Readonly<Record<Category, readonly Line[]>> = {
  statutory: [READ, { name: 'answer', day: 'dateAnswer' }, { name: 'latest', day: 'dateLatest' }],
  corporate: [READ, { name: 'answer', day: 'dateCorporate' }],
  deferred: [READ, { name: 'answer', day: 'dueOn' }],
  concern: [READ, { name: 'concern', day: 'dateConcern' }],
  comment: [READ, { name: 'answer', day: 'dueOn' }],
  compliment: [{ name: 'thanks', day: 'dateThanks' }],
  'not-ours': [READ, { name: 'answer', day: 'dueOn' }],
}
/** The order of the days: a promise of two days stands before one of ten. */
const ORDER = ['urgent', 'read', 'advocate', 'concern', 'thanks', 'answer', 'latest']

/** Of these the earliest is the day that was promised, whose count is said. */
const PROMISED = ['concern', 'thanks', 'answer']

/** What happens by when, for what was sent, as it is read on `today`. Every part of it counts; each line is said once. */
export function nextStepsOf(
  { journey, accepted, values }: Pick<Receipt, 'journey' | 'accepted' | 'values'>,
  words: Words,
  today: LocalDate,
): readonly { readonly by: string; readonly text: string }[] {
  const lines = accepted.parts.flatMap(({ category }) => FOR_CATEGORY[category])
  const urgent: Line[] = accepted.flags.includes('safeguarding')
    ? [{ name: 'urgent', day: 'urgentBy' }]
    : []
  const advocate: Line[] =
    accepted.advocate.contactBy === null ? [] : [{ name: 'advocate', day: 'dateAdvocate' }]
  const first = new Map<string, Line>()
  for (const line of [...urgent, ...lines, ...advocate])
    if (!first.has(line.name)) first.set(line.name, line)
  const say = (name: string) => words.get(`done.${journey.audience}.next.${name}`)
  const dayOf = ({ day }: Line) =>
    (day === 'dueOn' ? undefined : values[day]) ?? sayDayFrom(today, accepted.dueOn, words.language)
  const inOrder = [...first.values()].sort(
    (one, other) => ORDER.indexOf(one.name) - ORDER.indexOf(other.name),
  )
  const promised = inOrder.find(({ name }) => PROMISED.includes(name))
  const count = sayCount(accepted.dueWorkedOut, words)
  return inOrder.map((line) => ({
    by: format(say('by'), { date: dayOf(line) }),
    text: [format(say(line.name), values), line === promised ? count : undefined]
      .filter((sentence) => sentence !== undefined)
      .join(' '),
  }))
}
