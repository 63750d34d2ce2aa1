import {
  hasDeclined,
  isAChildsVoice,
  isArrangedByCouncil,
  isChild,
  isInProceedings,
  isNeverOurs,
  isOutside,
  isOwnRightAdult,
  isUnsettled,
  lacksOwnRight,
  mayBeInDanger,
  mayPutAChildAtRisk,
  type Piece,
  says,
  showsDissatisfaction,
} from './matter.ts'
import type { CategoryRow, Condition } from './row.ts'

const notTheCouncils: Condition<Piece> = {
  id: 'not-the-councils',
  holds: (piece) =>
    isNeverOurs(piece.service) ||
    (piece.service === 'private-provider' && !isArrangedByCouncil(piece)),
}

const writerIsChild: Condition<Piece> = {
  id: 'writer-is-child',
  holds: ({ facts }) => isChild(facts.who),
}

const serviceIsAnotherCouncils: Condition<Piece> = {
  id: 'service-is-another-councils',
  holds: ({ service }) => service === 'another-council',
}

/** A child the council helps may have been placed with the firm by the council itself. */
const councilMayHaveArrangedIt: Condition<Piece> = {
  id: 'council-may-have-arranged-it',
  holds: ({ facts, service }) =>
    service === 'private-provider' &&
    facts.child_known !== undefined &&
    facts.child_known !== 'none',
}

const wantsToThank: Condition<Piece> = {
  id: 'wants-to-thank',
  holds: ({ facts }) => facts.wants === 'thank',
}

const noDissatisfaction: Condition<Piece> = {
  id: 'no-dissatisfaction',
  holds: (piece) => !showsDissatisfaction(piece),
}

const languageIsNotListed: Condition<Piece> = {
  id: 'language-not-listed',
  holds: ({ reading }) => !reading.listed,
}

const sameMatterInProceedings: Condition<Piece> = {
  id: 'same-matter-in-proceedings',
  holds: isInProceedings,
}

const always: Condition<Piece> = { id: 'always', holds: () => true }

/**
 * A child's unhappiness, or a child who may be harmed, is never filed as a comment. An adult's is only when they
 * just tell or have declined a complaint, and nothing in the words is serious.
 */
const onlyTells: Condition<Piece> = {
  id: 'only-tells',
  holds: (piece) => {
    const { wants, who } = piece.facts
    if (says(piece, 'serious')) return false
    const isQuiet = wants === 'just-tell' && !showsDissatisfaction(piece)
    const isTheirs = isChild(who) || isAChildsVoice(piece)
    if (isTheirs) return isQuiet && !mayBeInDanger(piece) && !says(piece, 'harm')
    return isQuiet || hasDeclined(piece)
  },
}

const childMayBeAtRisk: Condition<Piece> = {
  id: 'child-may-be-at-risk',
  holds: mayPutAChildAtRisk,
}

const hasComplainedBefore: Condition<Piece> = {
  id: 'has-complained-before',
  holds: ({ facts }) =>
    facts.already_complained === 'stage-1' ||
    facts.already_complained === 'stage-2' ||
    facts.already_complained === 'all-stages',
}

const saidNoToFormal: Condition<Piece> = {
  id: 'said-no-to-formal',
  holds: ({ facts }) => facts.formal_choice === 'no',
}

const oneQuickFix: Condition<Piece> = {
  id: 'quick-fix-or-child-just-telling',
  holds: ({ facts }) =>
    facts.quick_fix === 'yes' || (isChild(facts.who) && facts.wants === 'just-tell'),
}

const nothingGrave: Condition<Piece> = {
  id: 'no-danger-harm-or-seriousness',
  holds: (piece) => !mayBeInDanger(piece) && !says(piece, 'harm') && !says(piece, 'serious'),
}

const childsOwnComplaint: Condition<Piece> = {
  id: 'childs-own-complaint',
  holds: (piece) => isChild(piece.facts.who) || isAChildsVoice(piece),
}

const outsideTheRegulations: Condition<Piece> = {
  id: 'service-outside-the-regulations',
  holds: ({ service }) => isOutside(service),
}

const unsettled: Condition<Piece> = {
  id: 'service-needs-a-look',
  holds: ({ service }) => isUnsettled(service),
}

const privateProvider: Condition<Piece> = {
  id: 'service-is-private',
  holds: ({ service }) => service === 'private-provider',
}

/** A child need not know which service it is; from an adult's "not sure" a person picks. */
const adultDoesNotKnowService: Condition<Piece> = {
  id: 'adult-does-not-know-service',
  holds: ({ facts, service }) =>
    !isChild(facts.who) && service === 'unknown' && facts.service !== undefined,
}

/** An adult without own right says it is the child's; an officer checks, unless the child agrees. */
const childsVoiceToCheck: Condition<Piece> = {
  id: 'childs-voice-to-check',
  holds: ({ facts }) => {
    if (!lacksOwnRight(facts.who)) return false
    const isRelative = facts.who === 'grandparent' || facts.who === 'carer'
    return isRelative || facts.speaking_for !== 'child' || facts.child_agrees !== 'yes'
  },
}

const namedByTheLaw: Condition<Piece> = {
  id: 'named-by-the-law',
  holds: ({ facts }) => isOwnRightAdult(facts.who) || facts.who === 'advocate',
}

const relativeOrOtherCarer: Condition<Piece> = {
  id: 'relative-or-other-carer',
  holds: ({ facts }) => facts.who === 'grandparent' || facts.who === 'carer',
}

const professionalOrPublic: Condition<Piece> = {
  id: 'professional-or-public',
  holds: ({ facts }) => facts.who === 'professional' || facts.who === 'public',
}

/** The first row that fits decides, for each service apart. */
export const CATEGORY_RULES: readonly CategoryRow[] = [
  {
    id: 'C1',
    when: [notTheCouncils],
    gives: 'not-ours',
    officerIf: [writerIsChild, serviceIsAnotherCouncils, councilMayHaveArrangedIt],
    source: 'Children Act 1989 s.26(3): this authority’s own functions',
  },
  {
    id: 'C2',
    when: [wantsToThank, noDissatisfaction],
    gives: 'compliment',
    officerIf: [languageIsNotListed],
    source: 'Getting the Best from Complaints (2006): compliments are recorded',
  },
  {
    id: 'C3',
    when: [sameMatterInProceedings],
    gives: 'deferred',
    officerIf: [always],
    source: 'Representations Procedure Regulations 2006, reg. 8; LGSCO 16 017 549',
  },
  {
    id: 'C4',
    when: [onlyTells],
    gives: 'comment',
    officerIf: [languageIsNotListed, childMayBeAtRisk],
    source: 'Getting the Best from Complaints (2006): ideas and comments get a reply',
  },
  {
    id: 'C5',
    when: [hasComplainedBefore],
    gives: ({ reading }) => reading.earlier ?? 'statutory',
    officerIf: [always],
    source: 'Representations Procedure Regulations 2006, regs. 15 and 18',
  },
  {
    id: 'C6',
    when: [saidNoToFormal, oneQuickFix, nothingGrave],
    gives: 'concern',
    source: 'Getting the Best from Complaints (2006): quick answers inside the clock',
  },
  {
    id: 'C7',
    when: [childsOwnComplaint],
    gives: 'statutory',
    officerIf: [
      outsideTheRegulations,
      privateProvider,
      childsVoiceToCheck,
      adultDoesNotKnowService,
    ],
    source: 'Children Act 1989 s.26(3)(a) and s.24D; LGSCO 23 021 066',
  },
  {
    id: 'C8',
    when: [outsideTheRegulations],
    gives: 'corporate',
    officerIf: [unsettled],
    source: 'Representations Procedure Regulations 2006, regs. 3 to 5',
  },
  {
    id: 'C9',
    when: [namedByTheLaw],
    gives: 'statutory',
    officerIf: [privateProvider, adultDoesNotKnowService],
    source: 'Children Act 1989 s.26(3), (3B), (3C) and s.24D',
  },
  {
    id: 'C10',
    when: [relativeOrOtherCarer],
    gives: 'statutory',
    officerIf: [always],
    source: 'Representations Procedure Regulations 2006, reg. 6; LGSCO 24 019 922',
  },
  {
    id: 'C11',
    when: [professionalOrPublic],
    gives: 'corporate',
    officerIf: [always],
    source: 'Children Act 1989 s.26(3)(e): no own right to the statutory procedure',
  },
  {
    id: 'C12',
    when: [],
    gives: 'corporate',
    officerIf: [always],
    source: 'No rule fits: a person decides',
  },
]
