import { z } from 'zod'
import { Instant, LocalDate } from '../dates.ts'
import { MediationResult, MoneyKind, MoneyStage } from '../report/ledger.ts'
import { Channel } from '../report/report-layout.ts'
import { Facts, Service, Who } from '../triage/facts.ts'
import {
  AdvocateAnswer,
  AdvocateShare,
  Ask,
  Category,
  Flag,
  Outcome,
  Procedure,
  Stage,
} from '../vocabulary.ts'
import {
  AssignedAs,
  CopyFor,
  DataAbout,
  DataResult,
  DecisionReason,
  EnquiryAgreed,
  EnquiryFrom,
  ExtensionGround,
  KeptOutBecause,
  LoggedAs,
  Referral,
  StillPossible,
} from './case-lists.ts'

export {
  AssignedAs,
  CopyFor,
  DataAbout,
  DataResult,
  DecisionReason,
  EnquiryAgreed,
  EnquiryFrom,
  ExtensionGround,
  KeptOutBecause,
  LoggedAs,
  Referral,
  StillPossible,
} from './case-lists.ts'

/** Who did it: the writer, the machine, an advocate with their link, or an officer by id. */
export const By = z.union([
  z.literal('writer'),
  z.literal('earshot'),
  z.literal('advocate'),
  z.templateLiteral(['officer:', z.number().int().positive()]),
])
export type By = z.infer<typeof By>

const OfficerBy = z.templateLiteral(['officer:', z.number().int().positive()])

/** Which part of the case, counted from 1. Each has its own procedure and clock. */
const PartNumber = z.number().int().positive()

/**
 * What must stand beside every decision that gives somebody less than they asked for. Without all of it
 * nothing is saved. The words to the writer travel sealed with the event.
 */
export const Assurances = z.strictObject({
  decider: OfficerBy,
  stillPossible: z.array(StillPossible).min(1),
  reviewOn: LocalDate,
  advocacyReminder: z.literal(true),
  ombudsmanLine: z.literal(true),
})
export type Assurances = z.infer<typeof Assurances>

const ReceivedPart = z.strictObject({
  n: PartNumber,
  category: Category,
  services: z.array(Service),
  /** What a concern turns into when it is not settled in time; null for what is no concern. */
  becomes: Procedure.nullable(),
})

export const ReceivedData = z.strictObject({
  who: Who,
  ask: Ask.nullable(),
  flags: z.array(Flag),
  parts: z.array(ReceivedPart).min(1),
  /** How it came: an officer types in a letter, a call, a talk. */
  source: z.enum(['form', 'officer', 'import']),
  /** Which group the child belongs to, and which way it came: counted in the report. Absent where nobody said. */
  childKnown: Facts.shape.child_known,
  channel: Channel.optional(),
  /** What was said aloud was written down, read back to whoever said it, and agreed: or not yet. */
  readBack: z.enum(['agreed', 'not-yet']).optional(),
})
export type ReceivedData = z.infer<typeof ReceivedData>

/** One of the authority's own labels, as its profile has it: counted in the report, so in the clear. */
const Label = z.string().min(1).max(200)

/** Which point of a part, and which of several things of a kind, counted from 1. */
const Nth = z.number().int().positive()

const none = z.strictObject({})
const ofPart = z.strictObject({ part: PartNumber })
const ofStage = z.strictObject({ part: PartNumber, stage: Stage })
const ofAction = z.strictObject({ action: Nth })
const ofOfficer = z.strictObject({ officer: OfficerBy })
const refusing = { reason: DecisionReason, assurances: Assurances }

/** What can happen to a case: kind → its codes and days. Words belong to the sealed side. */
const EVENT_DATA = {
  received: ReceivedData,
  read: none,
  acknowledged: none,
  /** `officer` is null when it was taken from somebody and nobody has it. `as`: which work they are given. */
  assigned: z.strictObject({ officer: OfficerBy.nullable(), as: AssignedAs.optional() }),
  flagged: z.strictObject({ flags: z.array(Flag).min(1) }),
  referred: z.strictObject({ to: Referral }),
  'referral-acknowledged': z.strictObject({ to: Referral }),
  'contact-made': none,
  'route-confirmed': ofPart,
  /** `assurances` may be null only where the part is made no less. Deferring is `held`. */
  'route-changed': z.strictObject({
    part: PartNumber,
    to: Category.exclude(['deferred']),
    reason: DecisionReason,
    assurances: Assurances.nullable(),
  }),
  /** SI 2006/1738 reg 6: this person has a sufficient interest in the child's welfare. */
  'standing-accepted': ofPart,
  refused: z.strictObject({ part: PartNumber, ...refusing }),
  /** SI 2006/1738 reg 8. `whole` stops the clock; `points` leaves the rest running. */
  held: z.strictObject({ part: PartNumber, scope: z.enum(['whole', 'points']), ...refusing }),
  'hold-ended': ofPart,
  /** A decision that is disputed waits until the complaint was looked at; or it does not, with the reason. */
  'decision-frozen': z.strictObject({ part: PartNumber, frozen: z.boolean() }),
  'decision-released': ofPart,
  /** One thing complained of, new or worded anew. What was agreed before is to be agreed again. */
  'point-set': z.strictObject({
    part: PartNumber,
    point: Nth,
    service: Label.nullable(),
    reason: Label.nullable(),
    subReason: Label.nullable(),
  }),
  'point-dropped': z.strictObject({ part: PartNumber, point: Nth }),
  /** SI 2006/1738 reg 16: the statement of complaint, to agree or comment on. */
  'statement-sent': ofPart,
  'statement-commented': ofPart,
  'statement-agreed': z.strictObject({
    part: PartNumber,
    how: z.enum(['page', 'aloud', 'in-writing']),
  }),
  /** Nobody had answered it in time. `alert`: whether a line went to an address that the writer left. */
  'statement-reminded': z.strictObject({ part: PartNumber, alert: z.boolean() }),
  'point-answered': z.strictObject({
    part: PartNumber,
    point: Nth,
    stage: Stage.nullable(),
    outcome: Outcome,
    remedy: Label.nullable(),
  }),
  /** Who looks into it, and until when they may read the case. */
  'investigator-named': z.strictObject({
    part: PartNumber,
    stage: Stage,
    role: z.enum(['investigator', 'independent']),
    officer: OfficerBy,
    until: LocalDate,
  }),
  'report-received': z.strictObject({
    part: PartNumber,
    stage: Stage,
    of: z.enum(['investigator', 'independent']),
  }),
  'concern-resolved': ofPart,
  'concern-not-resolved': z.strictObject({
    part: PartNumber,
    becomes: Procedure,
    why: z.enum(['time-passed', 'writer-not-happy']),
  }),
  extended: z.strictObject({
    part: PartNumber,
    stage: Stage,
    ground: ExtensionGround,
    dueOn: LocalDate,
    agreed: z.enum(['yes', 'no', 'not-known']),
  }),
  'stage-requested': z.strictObject({
    part: PartNumber,
    stage: Stage,
    /** `late-answer`: the stage before ran out unanswered. `agreed-to-skip`: reg 14 and 15. */
    because: z.enum(['not-happy', 'late-answer', 'agreed-to-skip']),
  }),
  'stage-refused': z.strictObject({ part: PartNumber, stage: Stage, ...refusing }),
  /** The statement of complaint is agreed and the investigation begins. */
  'stage-started': ofStage,
  'stage-discontinued': ofStage,
  /** The request for a stage after the first was acknowledged, with the offer of an advocate. */
  'request-acknowledged': ofStage,
  /** SI 2006/1738 reg 19: three independent persons. Their names are sealed with it. */
  'panel-named': z.strictObject({ part: PartNumber, members: Nth }),
  /** Notice of place and date was sent to the complainant. May happen again for another day. */
  'panel-arranged': z.strictObject({ part: PartNumber, meetsOn: LocalDate }),
  'panel-met': ofPart,
  'panel-reported': ofPart,
  /**
   * `stage` is null for what has none: a comment, a concern. `inShort`: how long the beginning of its words is that
   * says what was decided and why, in UTF-16 code units; answers given elsewhere have none.
   */
  answered: z.strictObject({
    part: PartNumber,
    stage: Stage.nullable(),
    outcome: Outcome.nullable(),
    inShort: z.number().int().positive().optional(),
  }),
  'thanks-passed-on': ofPart,
  'passed-on': z.strictObject({ part: PartNumber, ...refusing }),
  'message-from-writer': z.strictObject({ wish: z.string().nullable() }),
  /** `asks`: the writer's answer is needed. The clock runs on. */
  'message-to-writer': z.strictObject({ asks: z.boolean() }),
  /** The writer opened what we wrote: they have read everything of ours before this. */
  'opened-by-writer': none,
  /** Whether it was put right, as the writer sees it. A no makes a concern a complaint. */
  'put-right-said': z.strictObject({ answer: z.enum(['yes', 'partly', 'no']) }),
  noted: none,
  /** The writer's words in English, put beside what they wrote: sealed with the event, never in its place. */
  translated: none,
  /** Nobody had opened a worry about safety in time: who was told besides the duty. */
  alerted: z.strictObject({ to: z.enum(['next', 'out-of-hours']) }),
  /** An officer opened the original of the nth file, with its hidden data. Why is sealed with the event. */
  'original-opened': z.strictObject({ file: z.number().int().positive() }),
  'advocate-offered': none,
  'advocate-asked': z.strictObject({
    answer: AdvocateAnswer,
    share: AdvocateShare.nullable(),
  }),
  /** What the advocate may see from now on, and whether they may act for the writer, who decides it. */
  'advocate-allowed': z.strictObject({ share: AdvocateShare, mayAct: z.boolean() }),
  /** The advocacy provider was reminded: nobody has been in touch by the day the writer was told. */
  'advocate-chased': none,
  /** Between the advocate and the writer, through this site. No officer reads its words. */
  'advocate-message': none,
  /** The writer wants this advocate no longer: from now on they see nothing of the case. */
  'advocate-ended': none,
  /** The advocate opened their link and read how to reach the writer. It opens once; `visit` knows a second press. */
  'referral-opened': z.strictObject({ visit: z.string().max(22).optional() }),
  'advocate-contacted': none,
  withdrawn: z.strictObject({ part: PartNumber, who: z.enum(['writer', 'child', 'advocate']) }),
  /** A bank holiday was given or moved, and the due date with it. */
  'calendar-changed': z.strictObject({ part: PartNumber, from: LocalDate, to: LocalDate }),
  'meeting-held': z.strictObject({
    what: z.enum(['mediation', 'meeting']),
    result: MediationResult.nullable(),
  }),
  /** Money that the complaint cost, or that made up for something. Less than nothing corrects an earlier one. */
  paid: z.strictObject({
    stage: MoneyStage,
    kind: MoneyKind,
    pence: z
      .number()
      .int()
      .refine((pence) => pence !== 0),
  }),
  'enquiry-received': z.strictObject({
    enquiry: Nth,
    from: EnquiryFrom,
    dueOn: LocalDate,
    agreed: EnquiryAgreed.optional(),
  }),
  'enquiry-answered': z.strictObject({ enquiry: Nth, agreed: EnquiryAgreed.optional() }),
  'logged-as': z.strictObject({ as: LoggedAs }),
  /** What an officer says of it for the yearly report, in the authority's labels. Null: not known, or as it happened. */
  'counted-as': z.strictObject({
    service: Label.nullable(),
    area: Label.nullable(),
    role: Label.nullable(),
    childStatus: Label.nullable(),
    channel: Label.nullable(),
    fromChild: z.boolean().nullable(),
    advocate: z.boolean().nullable(),
    /** Of a compliment alone: what it was for, and who sent it. */
    praisedFor: z.array(Label).nullable(),
    origin: Label.nullable(),
  }),
  /** The ombudsman asks us; `ref` is theirs. */
  'ombudsman-received': z.strictObject({ enquiry: Nth, ref: Label, dueOn: LocalDate.nullable() }),
  'ombudsman-answered': z.strictObject({ enquiry: Nth }),
  'ombudsman-decided': z.strictObject({
    enquiry: Nth,
    decision: Label,
    upheld: z.boolean().nullable(),
  }),
  /** What the ombudsman asks of us, and by when. */
  'ombudsman-remedy': z.strictObject({ enquiry: Nth, remedy: Nth, dueOn: LocalDate }),
  'ombudsman-remedy-done': z.strictObject({ enquiry: Nth, remedy: Nth }),
  /** What we said we would do: for the person, or because of what we learned. Its words are sealed with it. */
  'action-agreed': z.strictObject({
    action: Nth,
    for: z.enum(['promise', 'learning']),
    service: Label.nullable(),
    theme: Label.nullable(),
    owner: OfficerBy.nullable(),
    dueOn: LocalDate,
  }),
  'action-moved': z.strictObject({ action: Nth, owner: OfficerBy.nullable(), dueOn: LocalDate }),
  'action-done': ofAction,
  'action-dropped': ofAction,
  /** Words of ours for whoever it was promised to: what we will do, how it went, or why it will not be done. */
  'promise-told': ofAction,
  /** What we learned, for everybody to read: "you said, we did", in words that name nobody. */
  'learning-said': ofAction,
  'learning-did': ofAction,
  /** UK GDPR arts 15 to 17; Data Protection Act 2018 s.164A. Asked on the writer's page it needs no event of its own. */
  'data-asked': z.strictObject({ asked: Nth, about: DataAbout }),
  'data-acknowledged': z.strictObject({ asked: Nth, answerBy: LocalDate }),
  /** UK GDPR art. 12(3): two more months, told within the first. */
  'data-extended': z.strictObject({ asked: Nth }),
  'data-answered': z.strictObject({ asked: Nth, result: DataResult }),
  /** `without`: the entries that were left out whole. What else was left out is sealed with it. */
  'copy-made': z.strictObject({
    for: CopyFor,
    redacted: z.boolean(),
    without: z.array(z.string().max(40)).optional(),
  }),
  /** Takes back what is harmless: the flags it set, or who had the case before. */
  undone: z.strictObject({
    seq: z.number().int().positive(),
    kind: z.enum(['noted', 'assigned', 'flagged']),
    flags: z.array(Flag),
    assignedTo: OfficerBy.nullable(),
    assignedAs: AssignedAs.optional(),
  }),
  /** Somebody may read this one case, up to and on that day. */
  'access-given': z.strictObject({ officer: OfficerBy, until: LocalDate }),
  'access-ended': ofOfficer,
  /** An officer is kept out of this case completely. */
  excluded: z.strictObject({ officer: OfficerBy, because: KeptOutBecause }),
  /** Somebody else looked: the one who was perhaps named is the one who was meant. */
  'exclusion-confirmed': ofOfficer,
  'exclusion-lifted': ofOfficer,
  /** Nothing of it may be removed: a court, an inquiry or the ombudsman may ask for it. */
  'legal-hold': none,
  'legal-hold-ended': none,
  /** An officer looked at it when its time was over, and keeps it. */
  'kept-longer': z.strictObject({ until: LocalDate }),
  /** Who wrote, for whom and how to reach them are gone; the words stay. */
  'person-removed': none,
  /** Its words and people are gone for good; codes, days and numbers stay. Nothing follows it. */
  removed: z.strictObject({ why: z.enum(['time-over', 'asked']) }),
  /** Put into a case that was there before: as the same complaint again, or as its next stage. */
  joined: z.strictObject({ as: z.enum(['same', 'next-stage']) }),
  closed: none,
  reopened: z.strictObject({ reason: DecisionReason }),
} as const

export type EventKind = keyof typeof EVENT_DATA

export const EventKind = z.enum(Object.keys(EVENT_DATA) as [EventKind, ...EventKind[]])

/** One thing that happened. `on` is the day it counts from: a letter's received date, not the typing date. */
export type CaseEvent = {
  [K in EventKind]: {
    readonly kind: K
    readonly at: Instant
    readonly on: LocalDate
    readonly by: By
    readonly data: z.infer<(typeof EVENT_DATA)[K]>
  }
}[EventKind]

export type EventOf<K extends EventKind> = Extract<CaseEvent, { kind: K }>

/** Parses a row of the events table, or what is about to become one. Unknown keys are refused. */
export const CaseEvent: z.ZodType<CaseEvent> = z
  .strictObject({ kind: EventKind, at: Instant, on: LocalDate, by: By, data: z.unknown() })
  .transform((event, context) => {
    const data = EVENT_DATA[event.kind].safeParse(event.data)
    if (data.success) return { ...event, data: data.data } as CaseEvent
    for (const issue of data.error.issues) {
      context.addIssue({ code: 'custom', message: issue.message, path: ['data', ...issue.path] })
    }
    return z.NEVER
  })

/** `status` of a case, as `words` names it to the writer. Never stored: derived from the events. */
export const CaseStatus = z.enum([
  'received',
  'reading',
  'looking',
  'waiting',
  'answered',
  'again',
  'closed',
])
export type CaseStatus = z.infer<typeof CaseStatus>
