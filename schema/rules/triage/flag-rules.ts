import {
  hasDeclined,
  isChild,
  isInProceedings,
  isPurePraise,
  lacksOwnRight,
  mayBeHarmed,
  mayPutAChildAtRisk,
  passesOnAChildsComplaint,
  says,
  showsDissatisfaction,
  type Whole,
} from './matter.ts'
import type { Condition, FlagRow } from './row.ts'

const inDanger: Condition<Whole> = {
  id: 'danger-yes',
  holds: ({ facts }) => facts.danger_now === 'yes',
}

const unsureOrHarm: Condition<Whole> = {
  id: 'danger-unsure-or-harm',
  holds: (whole) => whole.facts.danger_now === 'not-sure' || mayBeHarmed(whole),
}

const overAYear: Condition<Whole> = {
  id: 'over-twelve-months',
  holds: ({ facts }) => facts.within_12_months === 'no',
}

const notPurePraise: Condition<Whole> = {
  id: 'not-pure-praise',
  holds: (whole) => !isPurePraise(whole),
}

/**
 * Whom it is for may not have been asked. It matters when somebody without own right, or an advocate, answered
 * about the child's agreement all the same.
 */
const childHasNotAgreed: Condition<Whole> = {
  id: 'child-has-not-agreed',
  holds: (whole) => {
    const { who, speaking_for, child_agrees } = whole.facts
    if (isChild(who)) return false
    if (child_agrees === 'no') return true
    if (who !== 'advocate' && !lacksOwnRight(who)) return false
    if (speaking_for === 'child') return child_agrees !== 'yes'
    if (speaking_for === 'self') return false
    return child_agrees === 'not-asked' || child_agrees === 'cannot-say'
  },
}

const severalRoutes: Condition<Whole> = {
  id: 'several-routes',
  holds: (whole) =>
    whole.routes > 1 || says(whole, 'two-procedures') || holdsPraiseAndComplaint(whole),
}

/** A tick of thanks or words of praise, with a complaint beside it in words or by tick. */
export function holdsPraiseAndComplaint(whole: Omit<Whole, 'routes'>): boolean {
  const { wants, also_thanks } = whole.facts
  const praises = says(whole, 'praise') || also_thanks === 'yes'
  const asksForMore = wants === 'put-right' || wants === 'formal-complaint'
  return praises && (showsDissatisfaction(whole) || asksForMore)
}

/** Thanks, just telling or declined: ways on which nothing more happens unless the words say more. */
function mayBeQuiet(whole: Whole): boolean {
  const { wants } = whole.facts
  return wants === 'thank' || wants === 'just-tell' || hasDeclined(whole)
}

/**
 * The tick says thanks, just telling or no complaint; the words say more. Words that no list of ours can read
 * may say more too.
 */
const tickAndWordsDisagree: Condition<Whole> = {
  id: 'tick-and-words-disagree',
  holds: (whole) => {
    const { wants, formal_choice } = whole.facts
    if (wants === 'formal-complaint' && formal_choice === 'no') return true
    if (!whole.reading.listed && mayBeQuiet(whole)) return true
    if (wants === 'thank') return showsDissatisfaction(whole)
    const declines = formal_choice === 'no'
    if (wants !== 'just-tell' && !declines) return false
    if (mayPutAChildAtRisk(whole)) return true
    return !declines && showsDissatisfaction(whole)
  },
}

/** Being unsure must be answered: a question that was not asked sets no flag. */
const mayBeInProceedings: Condition<Whole> = {
  id: 'proceedings-yes-or-unsure',
  holds: (whole) =>
    whole.facts.proceedings === 'yes' ||
    whole.facts.proceedings === 'not-sure' ||
    isInProceedings(whole),
}

const mayHaveAnAdvocate: Condition<Whole> = {
  id: 'child-or-childs-complaint',
  holds: (whole) => isChild(whole.facts.who) || passesOnAChildsComplaint(whole),
}

const KEEPING_CHILDREN_SAFE = 'Keeping Children Safe in Education, part 1, paragraph 67'

/** Every row is run, before and besides the category. */
export const FLAG_RULES: readonly FlagRow[] = [
  {
    id: 'F1',
    when: [inDanger],
    gives: ['safeguarding', 'officer-decides'],
    source: KEEPING_CHILDREN_SAFE,
  },
  {
    id: 'F2',
    when: [unsureOrHarm],
    gives: ['safeguarding', 'officer-decides'],
    source: `${KEEPING_CHILDREN_SAFE}; allegations go to the designated officer (LADO)`,
  },
  {
    id: 'F3',
    when: [overAYear, notPurePraise],
    gives: ['out-of-time', 'officer-decides'],
    source: 'Representations Procedure Regulations 2006, reg. 9; LGSCO 23 005 162',
  },
  {
    id: 'F4',
    when: [childHasNotAgreed],
    gives: ['consent-needed', 'officer-decides'],
    source: 'Representations Procedure Regulations 2006, reg. 6',
  },
  {
    id: 'F5',
    when: [severalRoutes],
    gives: ['mixed'],
    source: 'LGSCO factsheet on the statutory children’s complaints procedure; LGSCO 24 017 890',
  },
  {
    id: 'F6',
    when: [tickAndWordsDisagree],
    gives: ['officer-decides'],
    source: 'Getting the Best from Complaints (2006): doubt is settled by a person',
  },
  {
    id: 'F7',
    when: [mayBeInProceedings, notPurePraise],
    gives: ['officer-decides'],
    source: 'Representations Procedure Regulations 2006, reg. 8',
  },
  {
    id: 'F8',
    when: [mayHaveAnAdvocate, notPurePraise],
    gives: ['advocacy-offer'],
    source: 'Children Act 1989 s.26A',
  },
]
