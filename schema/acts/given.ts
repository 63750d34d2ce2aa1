import type { Profile } from '../authority/profile.ts'
import type { CaseEvent } from '../case/case.ts'
import type { Instant, LocalDate } from '../dates.ts'
import type { CaseState } from '../rules/case/case-state.ts'
import type { Calendar } from '../rules/days/working-days.ts'
import type { KeptOut } from '../rules/privacy/who-is-kept-out.ts'
import type { Audience, Role } from '../vocabulary.ts'
import type { Values, Words } from '../words/messages.ts'

/** Something that happened, with its words opened. */
export type ToldEvent = {
  readonly seq: number
  readonly event: CaseEvent
  readonly text: string | undefined
}

/** Somebody of the desk: who may see the case, or could be named to it. */
export type Colleague = {
  readonly id: number
  readonly name: string
  readonly email: string
  readonly roles: readonly Role[]
  readonly mayRead: boolean
}

/** What was sent, as far as an act may repeat it. */
export type Sent = {
  readonly story: string | undefined
  readonly name: string | undefined
  /** Whether thanks inside a complaint may be passed on at once: `yes` or `wait`. */
  readonly passOn: string | undefined
  /** Whom the thanks are for, as the giver named them. */
  readonly thanksFor: string | undefined
  /** The giver wants whoever is thanked to know who it is from, or was not asked. */
  readonly mayName: boolean
  /** An adult wrote for a child, who may read the answer too. */
  readonly isForChild: boolean
}

/** Somebody who is kept out of a case, as a colleague reads of it. */
export type NamedKeptOut = KeptOut & { readonly name: string }

/** Everything an act may look at: the case as it stands, who acts, and the day. */
export type ActGiven = {
  readonly told: readonly ToldEvent[]
  readonly happened: readonly CaseEvent[]
  readonly state: CaseState
  readonly sent: Sent
  readonly audience: Audience
  readonly profile: Profile
  readonly calendar: Calendar
  readonly at: Instant
  readonly today: LocalDate
  readonly officer: Colleague
  /** Those who may see the case, the one who acts among them, and investigators who could be named. */
  readonly colleagues: readonly Colleague[]
  /** Those who are kept out of it, by name. */
  readonly keptOut: readonly NamedKeptOut[]
  /** The words in which the writer is answered, and what they may name. */
  readonly words: Words
  /** The words of the desk, for what an officer chooses from. */
  readonly deskWords: Words
  readonly values: Values
}
