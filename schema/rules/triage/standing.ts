import { assertNever } from '../../errors.ts'
import type { Facts, Who } from '../../triage/facts.ts'

/**
 * Whether the writer may use the statutory procedure, and on which ground. Nobody is refused by a rule.
 * - `own-right`: the law names them; nobody decides.
 * - `representative`: acts for a child whose complaint it is.
 * - `decision`: may have sufficient interest in the child's welfare; a person decides as soon as possible,
 *   with reasons, after the child's views where suitable, and a "no" is given in writing (reg. 6).
 */
export type Standing = {
  readonly kind: 'own-right' | 'representative' | 'decision'
  readonly source: string
  /** Has the child's agreement still to be asked for, in a way that suits the child? */
  readonly asksChild: boolean
}

const SUFFICIENT_INTEREST =
  'Children Act 1989 s.26(3)(e), (3B)(b), (3C)(c); Representations Procedure Regulations 2006, reg. 6'
const ADVOCACY = 'Children Act 1989 s.26A'

/** Where the Act names a writer. A parent qualifies with or without parental responsibility. */
function namedBy(who: Who): string | undefined {
  switch (who) {
    case 'child':
    case 'young-person':
      return 'Children Act 1989 s.26(3)(a)'
    case 'care-leaver':
    case 'former-service-user':
      return 'Children Act 1989 s.24D'
    case 'parent':
      return 'Children Act 1989 s.26(3)(b) and (c)'
    case 'foster-carer':
      return 'Children Act 1989 s.26(3)(d)'
    case 'special-guardian':
      return 'Children Act 1989 s.26(3C)'
    case 'adopter':
      return 'Children Act 1989 s.26(3B); Adoption and Children Act 2002 s.3'
    case 'carer':
    case 'grandparent':
    case 'advocate':
    case 'professional':
    case 'public':
      return undefined
    default:
      return assertNever(who)
  }
}

/**
 * Whether the law itself lets them complain, for themselves or for whoever chose them: nobody decides about it,
 * and nobody may refuse them for want of interest.
 */
export function hasOwnRight(who: Who): boolean {
  return who === 'advocate' || namedBy(who) !== undefined
}

/** A "no" of the child is always heard, also where the writer may complain in their own right. */
function asksChild({ who, speaking_for, child_agrees }: Facts): boolean {
  if (child_agrees === 'no') return namedBy(who) === undefined || speaking_for === 'child'
  return speaking_for === 'child' && child_agrees !== 'yes' && namedBy(who) === undefined
}

/** Who may complain, and what must be decided first. Refuses nobody. Source: the `source` of each answer. */
export function standingOf(facts: Facts): Standing {
  const named = namedBy(facts.who)
  const asks = asksChild(facts)
  if (named !== undefined) return { kind: 'own-right', source: named, asksChild: asks }
  if (facts.who === 'advocate') {
    return { kind: 'representative', source: ADVOCACY, asksChild: asks }
  }
  return { kind: 'decision', source: SUFFICIENT_INTEREST, asksChild: asks }
}
