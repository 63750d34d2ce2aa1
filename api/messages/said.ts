import type { Profile } from '#schema/authority/profile.ts'
import type { CaseEvent } from '#schema/case/case.ts'
import type { LocalDate } from '#schema/dates.ts'
import { assertNever } from '#schema/errors.ts'
import { ANSWER_CHARACTERS } from '#schema/form/submission.ts'
import { caseState } from '#schema/rules/case/case-state.ts'
import { statementWaits } from '#schema/rules/case/points.ts'
import type { Calendar } from '#schema/rules/days/working-days.ts'
import { type Further, writerMay } from '#schema/rules/writer/writer-may.ts'
import type { Flag } from '#schema/vocabulary.ts'
import type { Act, ActOf } from './acts.ts'

/** One event to be, with the writer's words that belong to it. */
export type Said = {
  readonly kind: CaseEvent['kind']
  readonly data: unknown
  readonly text?: string | undefined
}

export type Standing = {
  readonly events: readonly CaseEvent[]
  readonly today: LocalDate
  readonly profile: Profile
  readonly calendar: Calendar
}

/** The events that an act of the writer, or of an advocate in their place, becomes; none when it is empty. */
export function saidBy(act: Act, standing: Standing): readonly Said[] {
  switch (act.kind) {
    case 'message':
      return act.text === '' ? [] : [message(null, act.text)]
    case 'unsafe':
      return [flagged('safeguarding'), message('not-safe', act.text)]
    case 'not-happy':
      return [...takenFurther(standing), message('not-happy', act.text)]
    case 'put-right':
      return putRight(act, standing)
    case 'statement-agree':
      return statements(standing).map((part) => ({
        kind: 'statement-agreed',
        data: { part, how: 'page' },
      }))
    case 'statement-change':
      return act.text === '' ? [] : changed(act.text, standing)
    case 'stop':
      return stopped(act, standing)
    case 'feedback':
      return [{ kind: 'noted', data: {}, text: feedbackOf(act) }]
    case 'data':
      return [message(`data-${act.wish}`, act.text)]
    case 'advocate':
      return advocateAnswered(act)
    case 'allow':
      return [{ kind: 'advocate-allowed', data: { share: act.share, mayAct: act.mayAct } }]
    case 'end-advocate':
      return [{ kind: 'advocate-ended', data: {} }]
    case 'to-advocate':
      return act.text === '' ? [] : [{ kind: 'advocate-message', data: {}, text: act.text }]
    case 'alert':
      return []
    default:
      return assertNever(act)
  }
}

/** The parts whose statement of complaint was sent and waits for the writer's yes. */
function statements({ events }: Standing): readonly number[] {
  return caseState(events)
    .parts.filter(statementWaits)
    .map(({ n }) => n)
}

/** What is to change is a message like any other, so that somebody answers it. */
function changed(text: string, standing: Standing): readonly Said[] {
  const commented = statements(standing).map(
    (part): Said => ({ kind: 'statement-commented', data: { part } }),
  )
  return [...commented, message('statement-change', text)]
}

/** A message opens the case on the desk until somebody answers it. */
function message(wish: string | null, text: string): Said {
  const data = { wish }
  return text === ''
    ? { kind: 'message-from-writer', data }
    : { kind: 'message-from-writer', data, text }
}

function flagged(flag: Flag): Said {
  return { kind: 'flagged', data: { flags: [flag] } }
}

/** Each complaint that can go one stage up does; a concern becomes the complaint it would have been. */
function takenFurther({ events, today, profile, calendar }: Standing): readonly Said[] {
  return writerMay(events, today, profile, calendar).further.map(further)
}

function further(one: Further): Said {
  if (one.how === 'stage') {
    const { part, stage, because } = one
    return { kind: 'stage-requested', data: { part, stage, because } }
  }
  const { part, becomes } = one
  return { kind: 'concern-not-resolved', data: { part, becomes, why: 'writer-not-happy' } }
}

/** A no makes a concern a complaint at once. A complaint is taken further when its writer asks for that. */
function putRight(act: ActOf<'put-right'>, standing: Standing): readonly Said[] {
  const said: Said = { kind: 'put-right-said', data: { answer: act.answer } }
  if (act.answer === 'yes') return [said]
  const turned = takenFurther(standing).filter(({ kind }) => kind === 'concern-not-resolved')
  return [
    said,
    ...(act.answer === 'no' ? turned : []),
    message(`put-right-${act.answer}`, act.text),
  ]
}

/** Taking it back is a right. Pressure must show, and somebody has to see it either way. */
function stopped(act: ActOf<'stop'>, { events }: Standing): readonly Said[] {
  const choice = codeOr(act.choice, 'rather-not-say')
  const open = caseState(events).parts.filter((part) => part.settled === null)
  return [
    ...(choice === 'pressure' ? [flagged('officer-decides'), flagged('safeguarding')] : []),
    ...open.map((part): Said => ({ kind: 'withdrawn', data: { part: part.n, who: 'writer' } })),
    message(`stop-${choice}`, act.text),
  ]
}

function codeOr(choice: string, other: string): string {
  return /^[a-z-]{1,32}$/.test(choice) ? choice : other
}

function feedbackOf(act: ActOf<'feedback'>): string {
  return [codeOr(act.choice, ''), [...act.text].slice(0, ANSWER_CHARACTERS).join('')]
    .filter((line) => line !== '')
    .join('\n')
}

/** A yes says at once what the advocate sees and may do; the other answers share nothing. */
function advocateAnswered(act: ActOf<'advocate'>): readonly Said[] {
  const { answer, share, mayAct } = act
  if (answer !== 'yes') return [{ kind: 'advocate-asked', data: { answer, share: null } }]
  return [
    { kind: 'advocate-asked', data: { answer, share } },
    { kind: 'advocate-allowed', data: { share, mayAct } },
  ]
}
