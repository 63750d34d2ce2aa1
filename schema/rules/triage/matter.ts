import type { Facts, Service, Who } from '../../triage/facts.ts'
import type { Procedure, Signal } from '../../vocabulary.ts'

/** What the words gave: signals only ever add care. */
export type Reading = {
  readonly signals: readonly Signal[]
  /** Have we a full list for the writer's language? Without one a person looks the same day. */
  readonly listed: boolean
  /** Signals that the words only hint at ("she didn't fix everything"). Beside thanks they count for nothing. */
  readonly faint?: readonly Signal[]
  /** Do the words name something by which a child might come to harm, such as a broken gate? */
  readonly hasHazard?: boolean
  /** Services the words complain about, ticked or not. */
  readonly named?: readonly Service[]
  /** The procedure of the earlier complaint, when an officer or a code has found it. */
  readonly earlier?: Procedure
}

/** All that a flag rule may look at. `routes` is how many parts the submission falls into. */
export type Whole = {
  readonly facts: Facts
  readonly reading: Reading
  readonly routes: number
}

/** All that a category rule may look at: one service at a time. */
export type Piece = {
  readonly facts: Facts
  readonly reading: Reading
  readonly service: Service
}

type Given = { readonly facts: Facts; readonly reading: Reading }

const CHILDREN: readonly Who[] = ['child', 'young-person', 'care-leaver']

/** s.26(3), (3B), (3C), s.24D: the law names them, so nobody decides whether they may complain. */
const OWN_RIGHT: readonly Who[] = [
  'former-service-user',
  'parent',
  'foster-carer',
  'special-guardian',
  'adopter',
]

const NOT_OURS: readonly Service[] = ['school', 'health', 'police', 'another-council']

const OUTSIDE: readonly Service[] = [
  'send',
  'admissions',
  'school-transport',
  'early-help',
  'records',
  'child-protection-enquiry',
  'child-protection-conference',
  'court-report',
  'carer-approval',
  'lado',
  'youth-justice',
]

/** Outside the regulations as a rule, but each has edges that the ombudsman has found fault with. */
const OUTSIDE_UNSETTLED: readonly Service[] = [
  'child-protection-enquiry',
  'child-protection-conference',
  'court-report',
  'carer-approval',
  'lado',
  'youth-justice',
]

export const isChild = (who: Who) => CHILDREN.includes(who)
export const isOwnRightAdult = (who: Who) => OWN_RIGHT.includes(who)
export const isOutside = (service: Service) => OUTSIDE.includes(service)
export const isUnsettled = (service: Service) => OUTSIDE_UNSETTLED.includes(service)
export const isNeverOurs = (service: Service) => NOT_OURS.includes(service)

export const says = ({ reading }: Given, signal: Signal) => reading.signals.includes(signal)

/** Neither a child, nor named by the law, nor an advocate who acts for a child. */
export function lacksOwnRight(who: Who): boolean {
  return !isChild(who) && !isOwnRightAdult(who) && who !== 'advocate'
}

/** A tick of danger counts when it was answered; a question that was not asked says nothing. */
export function mayBeInDanger({ facts }: Given): boolean {
  return facts.danger_now === 'yes' || facts.danger_now === 'not-sure'
}

/** Danger, harm, something serious or a hazard: a person looks, whatever was ticked. */
export function mayPutAChildAtRisk(given: Given): boolean {
  return (
    mayBeInDanger(given) ||
    says(given, 'harm') ||
    says(given, 'serious') ||
    given.reading.hasHazard === true
  )
}

/** Is a signal more than a hint, or a hint beside something else than thanks? */
export function saysClearly(given: Given, signal: Signal): boolean {
  const isFaint = given.reading.faint?.includes(signal) ?? false
  return says(given, signal) && !(isFaint && given.facts.wants === 'thank')
}

export const mayBeHarmed = (given: Given) => saysClearly(given, 'harm')

/** Is the matter itself in proceedings? "Not sure" of the proceedings is as if none, and an officer checks. */
export function isInProceedings({ facts }: Given): boolean {
  const { proceedings, proceedings_same_matter } = facts
  return proceedings_same_matter === 'yes' && (proceedings ?? 'yes') === 'yes'
}

/** Irony is dissatisfaction in a good coat; a formal complaint that was ticked is one without words. */
export function showsDissatisfaction(given: Given): boolean {
  return (
    saysClearly(given, 'complaint') || says(given, 'irony') || given.facts.formal_choice === 'yes'
  )
}

/** Thanks and nothing else: no court, no advocate and no time limit is of any concern to it. */
export function isPurePraise(given: Given): boolean {
  return given.facts.wants === 'thank' && !showsDissatisfaction(given)
}

/** An adult carries a child's own complaint: the words say so, or one without own right speaks for the child. */
export function passesOnAChildsComplaint(given: Given): boolean {
  const { who, speaking_for } = given.facts
  if (isChild(who) || who === 'advocate') return false
  return says(given, 'child-voice') || (speaking_for === 'child' && lacksOwnRight(who))
}

/**
 * Is it the child's complaint although an adult wrote it? The words say so, or the child agrees, or it is a
 * professional's letter for the child. A child who said no has no complaint opened in their name.
 */
export function isAChildsVoice(given: Given): boolean {
  if (!passesOnAChildsComplaint(given)) return false
  if (says(given, 'child-voice') || given.facts.child_agrees === 'yes') return true
  return given.facts.who === 'professional' && given.facts.child_agrees !== 'no'
}

/** An adult who was told of both routes, said no to a complaint, and has not asked for one by a tick. */
export function hasDeclined({ facts }: Given): boolean {
  const asksForMore = facts.wants === 'formal-complaint' || facts.wants === 'thank'
  return facts.formal_choice === 'no' && facts.quick_fix !== 'yes' && !asksForMore
}

/** The private home or carer of a child, or of a looked-after child, is one the council arranged. */
export function isArrangedByCouncil({ facts }: Given): boolean {
  return isChild(facts.who) || facts.child_known === 'looked-after'
}
