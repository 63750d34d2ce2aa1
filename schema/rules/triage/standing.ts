import { assertNever } from '../../errors.ts'
import type { Who } from '../../triage/facts.ts'

/**
 * Where the law lets a writer complain. A parent qualifies with or without parental responsibility. Undefined for
 * who may have sufficient interest in the child's welfare: a person decides, with reasons, and a "no" is given in
 * writing (Children Act 1989 s.26(3)(e), (3B)(b), (3C)(c); Representations Procedure Regulations 2006, reg. 6).
 */
export function lawFor(who: Who): string | undefined {
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
    case 'advocate':
      return 'Children Act 1989 s.26A'
    case 'carer':
    case 'grandparent':
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
  return lawFor(who) !== undefined
}
