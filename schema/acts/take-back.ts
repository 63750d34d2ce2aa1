import type { CaseEvent, EventOf } from '../case/case.ts'
import { type Act, caseAct } from './act.ts'
import { one } from './fields.ts'
import type { ActGiven, ToldEvent } from './given.ts'
import type { OfficerBy } from './officer-by.ts'

/** Taking back what is harmless: a note, an assignment, a flag. A new event says so; the old one stays. */
export const TAKING_BACK_ACTS: readonly Act[] = [
  caseAct({
    id: 'undo',
    group: 'record',
    fields: { event: one(undoable) },
    tries: (given) => {
      const last = undoableEvents(given).at(-1)
      return last === undefined ? 'nothing-to-undo' : undone(last, given)
    },
    drafts: ({ event }, given) =>
      undoableEvents(given)
        .filter(({ seq }) => String(seq) === event)
        .map((each) => undone(each, given)),
  }),
]

type Undoable = EventOf<'noted' | 'assigned' | 'flagged'>
type ToldUndoable = ToldEvent & { readonly event: Undoable }

function isUndoable(event: CaseEvent): event is Undoable {
  if (!event.by.startsWith('officer:')) return false
  // Nobody takes back a worry about safety by a button: a person looks at it and says what came of it.
  if (event.kind === 'flagged') return !event.data.flags.includes('safeguarding')
  return event.kind === 'noted' || event.kind === 'assigned'
}

function undoableEvents({ told }: ActGiven): readonly ToldUndoable[] {
  const gone = new Set(
    told.flatMap(({ event }) => (event.kind === 'undone' ? [event.data.seq] : [])),
  )
  const assigned = told.findLast(({ event, seq }) => event.kind === 'assigned' && !gone.has(seq))
  return told
    .filter((each): each is ToldUndoable => isUndoable(each.event) && !gone.has(each.seq))
    .filter(({ event, seq }) => event.kind !== 'assigned' || seq === assigned?.seq)
}

function undoable(given: ActGiven) {
  return undoableEvents(given)
    .map(({ seq, event, text = '' }) => ({
      value: String(seq),
      label: `${given.deskWords.get(`officer.event.${event.kind}`)}, ${event.on}. ${text}`.slice(
        0,
        90,
      ),
    }))
    .toReversed()
}

function undone({ seq, event }: ToldUndoable, given: ActGiven) {
  return {
    kind: 'undone' as const,
    data: {
      seq,
      kind: event.kind,
      flags: event.kind === 'flagged' ? event.data.flags : [],
      assignedTo: event.kind === 'assigned' ? hadItBefore(seq, given) : null,
    },
  }
}

/** Who had the case before it was assigned by this event. */
function hadItBefore(seq: number, { told }: ActGiven): OfficerBy | null {
  let had: OfficerBy | null = null
  for (const { event } of told.filter((each) => each.seq < seq)) {
    if (event.kind === 'assigned') had = event.data.officer
    if (event.kind === 'undone' && event.data.kind === 'assigned') had = event.data.assignedTo
  }
  return had
}
