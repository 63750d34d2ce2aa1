import type { CaseEvent, EventKind, EventOf } from '#schema/case/case.ts'
import { day } from '#schema/dates.ts'
import type { OrderRefusal } from '#schema/rules/case/order-refusal.ts'
import { assuring, happened, received } from './happened.ts'

/** What may happen to a case after it was received. */
export type Later = Exclude<EventKind, 'received'>
/**
 * The events before it; what it says; and why it is refused once more, null where it may happen again. Where more
 * than receipt has to come before it: why it is refused without.
 */
type Row<K extends Later> = readonly [
  before: readonly CaseEvent[],
  data: EventOf<K>['data'],
  again: OrderRefusal | null,
  without?: OrderRefusal,
]

export const TODAY = '2026-12-07'
const LATER = day('2027-01-29')
const part = { part: 1 }
export const stage2 = { part: 1, stage: 2 } as const
const refusing = { reason: 'out-of-time', assurances: assuring(LATER) } as const
export const label = { service: null, reason: null, subReason: null }
const counted = { service: null, area: null, role: null, childStatus: null, channel: null }
const counts = { ...counted, fromChild: null, advocate: null, praisedFor: null, origin: null }

export const NEW = [received('2026-11-02')]
export const CONCERN = [received('2026-11-02', ['concern'])]
const THANKS = [received('2026-11-02', ['compliment'])]
export const ANSWERED = [
  ...NEW,
  happened('answered', '2026-11-10', { part: 1, stage: 1, outcome: 'upheld' }),
]
export const CLOSED = [...ANSWERED, happened('closed', '2026-11-20', {})]
export const AT_STAGE_2 = [
  ...ANSWERED,
  happened('stage-requested', '2026-11-12', { ...stage2, because: 'not-happy' }),
]
export const AT_STAGE_3 = [
  ...AT_STAGE_2,
  happened('answered', '2026-11-20', { ...stage2, outcome: 'upheld' }),
  happened('stage-requested', '2026-11-23', { part: 1, stage: 3, because: 'not-happy' }),
]
const MET = [...AT_STAGE_3, happened('panel-met', '2026-12-01', part)]
export const POINTED = [
  ...NEW,
  happened('point-set', '2026-11-03', { part: 1, point: 1, ...label }),
]
const STATED = [...POINTED, happened('statement-sent', '2026-11-10', part)]
const HELD = [...NEW, happened('held', '2026-11-10', { ...part, scope: 'whole', ...refusing })]
const FROZEN = [...NEW, happened('decision-frozen', '2026-11-10', { ...part, frozen: true })]
const WITH_ADVOCATE = [
  ...NEW,
  happened('advocate-asked', '2026-11-10', { answer: 'yes', share: 'contact' }),
]
const REFERRED = [...NEW, happened('referred', '2026-11-10', { to: 'front-door' })]
const ENQUIRED = [
  ...NEW,
  happened('enquiry-received', '2026-11-10', { enquiry: 1, from: 'mp', dueOn: LATER }),
]
export const OMBUDSMAN = [
  ...NEW,
  happened('ombudsman-received', '2026-11-10', { enquiry: 1, ref: '26 001', dueOn: null }),
]
const DECIDED = [
  ...OMBUDSMAN,
  happened('ombudsman-decided', '2026-11-20', { enquiry: 1, decision: 'Upheld', upheld: true }),
]
const REMEDY = [
  ...DECIDED,
  happened('ombudsman-remedy', '2026-11-23', { enquiry: 1, remedy: 1, dueOn: LATER }),
]
const agreed = { action: 1, service: null, theme: null, owner: null, dueOn: LATER }
export const LEARNING = [
  ...NEW,
  happened('action-agreed', '2026-11-10', { ...agreed, for: 'learning' }),
]
const PROMISE = [...NEW, happened('action-agreed', '2026-11-10', { ...agreed, for: 'promise' })]
export const DATA_COMPLAINT = [
  ...NEW,
  happened('data-asked', '2026-11-10', { asked: 1, about: 'complaint' }),
]
const DATA_ACCESS = [...NEW, happened('data-asked', '2026-11-10', { asked: 1, about: 'access' })]
const WITH_ACCESS = [
  ...NEW,
  happened('access-given', '2026-11-10', { officer: 'officer:9', until: LATER }),
]
export const PERHAPS_NAMED = [
  ...NEW,
  happened('excluded', '2026-11-10', { officer: 'officer:9', because: 'perhaps-named' }),
]
const ON_HOLD = [...NEW, happened('legal-hold', '2026-11-10', {})]

/** Every kind of event once: one that is added fails to compile until somebody says what it follows. */
export const ROWS: { readonly [K in Later]: Row<K> } = {
  read: [NEW, {}, null],
  acknowledged: [NEW, {}, 'already-done'],
  assigned: [NEW, { officer: 'officer:8' }, null],
  flagged: [NEW, { flags: ['safeguarding'] }, null],
  referred: [NEW, { to: 'police' }, null],
  'referral-acknowledged': [REFERRED, { to: 'front-door' }, 'not-referred', 'not-referred'],
  'contact-made': [NEW, {}, null],
  'route-confirmed': [NEW, part, null],
  'route-changed': [NEW, { ...part, to: 'corporate', ...refusing }, 'same-route'],
  'standing-accepted': [NEW, part, null],
  refused: [NEW, { ...part, ...refusing }, 'part-at-rest'],
  held: [NEW, { ...part, scope: 'whole', ...refusing }, 'already-held'],
  'hold-ended': [HELD, part, 'not-held', 'not-held'],
  'decision-frozen': [NEW, { ...part, frozen: true }, 'already-done'],
  'decision-released': [FROZEN, part, 'not-frozen', 'not-frozen'],
  'point-set': [NEW, { part: 1, point: 1, ...label }, null],
  'point-dropped': [POINTED, { part: 1, point: 1 }, 'no-such-point', 'no-such-point'],
  'statement-sent': [POINTED, part, null, 'no-points'],
  'statement-commented': [STATED, part, null, 'statement-not-sent'],
  'statement-agreed': [STATED, { ...part, how: 'page' }, 'already-done', 'no-points'],
  'statement-reminded': [STATED, { ...part, alert: false }, 'already-done', 'statement-not-sent'],
  'point-answered': [
    POINTED,
    { part: 1, point: 1, stage: 1, outcome: 'upheld', remedy: null },
    null,
    'no-such-point',
  ],
  'investigator-named': [
    AT_STAGE_2,
    { ...stage2, role: 'investigator', officer: 'officer:9', until: LATER },
    null,
    'stage-not-open',
  ],
  'report-received': [
    AT_STAGE_2,
    { ...stage2, of: 'investigator' },
    'already-done',
    'stage-not-open',
  ],
  'concern-resolved': [CONCERN, part, 'part-at-rest'],
  'concern-not-resolved': [
    CONCERN,
    { ...part, becomes: 'statutory', why: 'writer-not-happy' },
    'not-a-concern',
  ],
  extended: [
    NEW,
    { part: 1, stage: 1, ground: 'complex', dueOn: LATER, agreed: 'yes' },
    // How often and how far is a rule of its own: the day and the longest that a stage may take.
    null,
  ],
  'stage-requested': [
    ANSWERED,
    { ...stage2, because: 'not-happy' },
    'stage-already-open',
    'stage-out-of-order',
  ],
  'stage-refused': [AT_STAGE_2, { ...stage2, ...refusing }, 'part-at-rest', 'stage-not-open'],
  'stage-started': [AT_STAGE_2, stage2, 'already-done', 'stage-not-open'],
  'stage-discontinued': [AT_STAGE_2, stage2, 'part-at-rest', 'stage-not-open'],
  'request-acknowledged': [AT_STAGE_2, stage2, 'already-done', 'stage-not-open'],
  'panel-named': [AT_STAGE_3, { ...part, members: 3 }, null, 'stage-not-open'],
  'panel-arranged': [AT_STAGE_3, { ...part, meetsOn: LATER }, null, 'stage-not-open'],
  'panel-met': [AT_STAGE_3, part, 'already-done', 'stage-not-open'],
  'panel-reported': [MET, part, 'already-done', 'stage-not-open'],
  answered: [NEW, { part: 1, stage: 1, outcome: 'upheld' }, 'part-at-rest'],
  'thanks-passed-on': [THANKS, part, 'part-at-rest'],
  'passed-on': [NEW, { ...part, ...refusing }, 'part-at-rest'],
  'message-from-writer': [NEW, { wish: null }, null],
  'message-to-writer': [NEW, { asks: true }, null],
  'opened-by-writer': [NEW, {}, null],
  'put-right-said': [NEW, { answer: 'no' }, null],
  noted: [NEW, {}, null],
  translated: [NEW, {}, null],
  alerted: [NEW, { to: 'next' }, null],
  'original-opened': [NEW, { file: 1 }, null],
  'advocate-offered': [NEW, {}, null],
  'advocate-asked': [NEW, { answer: 'yes', share: 'contact' }, null],
  'advocate-allowed': [WITH_ADVOCATE, { share: 'contact', mayAct: true }, null, 'no-advocate'],
  'advocate-chased': [WITH_ADVOCATE, {}, null, 'no-advocate'],
  'advocate-message': [WITH_ADVOCATE, {}, null, 'no-advocate'],
  'advocate-ended': [WITH_ADVOCATE, {}, 'no-advocate', 'no-advocate'],
  'referral-opened': [NEW, {}, 'already-done'],
  'advocate-contacted': [NEW, {}, null],
  withdrawn: [NEW, { ...part, who: 'writer' }, 'part-at-rest'],
  'calendar-changed': [NEW, { ...part, from: LATER, to: LATER }, null],
  'meeting-held': [NEW, { what: 'mediation', result: 'resolved' }, null],
  paid: [NEW, { stage: 'stage-2', kind: 'panel', pence: 100 }, null],
  'enquiry-received': [NEW, { enquiry: 1, from: 'mp', dueOn: LATER }, 'enquiries-in-order'],
  'enquiry-answered': [ENQUIRED, { enquiry: 1 }, 'already-done', 'no-such-enquiry'],
  'logged-as': [NEW, { as: 'declined' }, null],
  'counted-as': [NEW, counts, null],
  'ombudsman-received': [NEW, { enquiry: 1, ref: '26 001', dueOn: null }, 'enquiries-in-order'],
  'ombudsman-answered': [OMBUDSMAN, { enquiry: 1 }, 'already-done', 'no-such-enquiry'],
  'ombudsman-decided': [
    OMBUDSMAN,
    { enquiry: 1, decision: 'Upheld', upheld: true },
    'already-done',
    'no-such-enquiry',
  ],
  'ombudsman-remedy': [
    DECIDED,
    { enquiry: 1, remedy: 1, dueOn: LATER },
    'enquiries-in-order',
    'no-such-enquiry',
  ],
  'ombudsman-remedy-done': [REMEDY, { enquiry: 1, remedy: 1 }, 'already-done', 'no-such-enquiry'],
  'action-agreed': [NEW, { ...agreed, for: 'promise' }, 'enquiries-in-order'],
  'action-moved': [LEARNING, { action: 1, owner: null, dueOn: LATER }, null, 'no-such-action'],
  'action-done': [LEARNING, { action: 1 }, 'already-done', 'no-such-action'],
  'action-dropped': [LEARNING, { action: 1 }, 'already-done', 'no-such-action'],
  'promise-told': [PROMISE, { action: 1 }, null, 'no-such-action'],
  'learning-said': [LEARNING, { action: 1 }, null, 'no-such-action'],
  'learning-did': [LEARNING, { action: 1 }, null, 'no-such-action'],
  'data-asked': [NEW, { asked: 1, about: 'access' }, 'enquiries-in-order'],
  'data-acknowledged': [
    DATA_COMPLAINT,
    { asked: 1, answerBy: LATER },
    'already-done',
    'no-such-enquiry',
  ],
  'data-extended': [DATA_ACCESS, { asked: 1 }, 'already-done', 'no-such-enquiry'],
  'data-answered': [DATA_ACCESS, { asked: 1, result: 'done' }, 'already-done', 'no-such-enquiry'],
  'copy-made': [NEW, { for: 'panel', redacted: true }, null],
  undone: [NEW, { seq: 1, kind: 'noted', flags: [], assignedTo: null }, null],
  'access-given': [NEW, { officer: 'officer:9', until: LATER }, null],
  'access-ended': [WITH_ACCESS, { officer: 'officer:9' }, 'no-access', 'no-access'],
  excluded: [NEW, { officer: 'officer:9', because: 'by-hand' }, 'already-kept-out'],
  'exclusion-confirmed': [PERHAPS_NAMED, { officer: 'officer:9' }, 'already-done', 'not-kept-out'],
  'exclusion-lifted': [PERHAPS_NAMED, { officer: 'officer:9' }, 'not-kept-out', 'not-kept-out'],
  'legal-hold': [NEW, {}, 'on-legal-hold'],
  'legal-hold-ended': [ON_HOLD, {}, 'not-on-legal-hold', 'not-on-legal-hold'],
  'kept-longer': [NEW, { until: LATER }, null],
  'person-removed': [NEW, {}, 'already-done'],
  removed: [ANSWERED, { why: 'time-over' }, 'removed', 'part-still-open'],
  joined: [NEW, { as: 'same' }, 'closed'],
  closed: [ANSWERED, {}, 'closed', 'part-still-open'],
  reopened: [CLOSED, { reason: 'writer-asked' }, 'not-closed', 'not-closed'],
}

/** These belong to something that came before them, on a day of its own. */
export const NOT_BEFORE_WHAT_THEY_FOLLOW: readonly Later[] = [
  'referral-acknowledged',
  'hold-ended',
  'decision-released',
  'statement-commented',
  'statement-agreed',
  'statement-reminded',
  'panel-reported',
  'enquiry-answered',
  'ombudsman-answered',
  'ombudsman-decided',
  'ombudsman-remedy',
  'ombudsman-remedy-done',
  'action-moved',
  'action-done',
  'action-dropped',
  'promise-told',
  'reopened',
]
