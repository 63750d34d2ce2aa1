import { z } from 'zod'
import { LocalDate } from '../dates.ts'
import { Service } from '../triage/facts.ts'
import { Category, EqualityQuestion, Outcome, Procedure, Stage } from '../vocabulary.ts'

const Label = z.string().min(1)
const WorkingDays = z.number().int().positive()

/** How long one stage may take, in working days, and what that rests on. */
export const StageLimits = z.strictObject({
  stage: Stage,
  /** The event whose day is day 0. `requested-or-started`: both days are kept, the earlier is due. */
  startsFrom: z.enum(['received', 'requested', 'requested-or-started']),
  workingDays: WorkingDays,
  /** In all, from the same day 0; null where the procedure knows no extension. */
  extendedWorkingDays: WorkingDays.nullable(),
  /** An extension must be told within this, from the same day 0; null where there is none. */
  tellWithinWorkingDays: WorkingDays.nullable(),
  /** Where a panel meets: it within, its report within, the response within; `workingDays` is their sum. */
  panel: z
    .strictObject({
      meetsWithin: WorkingDays,
      reportsWithin: WorkingDays,
      answersWithin: WorkingDays,
    })
    .optional(),
  source: z.string().min(1),
})
export type StageLimits = z.infer<typeof StageLimits>

/** The limits as this authority prints them in its report, apart from those that run live. */
export const ReportBand = z.strictObject({
  procedure: Procedure,
  stage: Stage,
  first: WorkingDays.nullable(),
  extended: WorkingDays.nullable(),
})
export type ReportBand = z.infer<typeof ReportBand>

/** A promise of this authority in working days; `ownDefault` marks ours where it publishes none. */
const PromisedWithin = z.strictObject({
  workingDays: WorkingDays,
  ownDefault: z.boolean(),
  source: z.string().min(1),
})

export const AuthorityService = z.strictObject({
  code: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  label: Label,
  group: Label,
  area: Label.nullable(),
  /** Which services of the facts belong to this team. */
  topics: z.array(Service),
  /** What it was called before, the oldest first: what was kept under such a name is of this team. */
  former: z.array(Label).default([]),
  /** From this day on nothing new is given to it. Its cases and its figures stay. */
  closedOn: LocalDate.nullable().default(null),
})
export type AuthorityService = z.infer<typeof AuthorityService>

/** How long the papers of a category, or of an outcome in it, are kept after closure, and what then happens. */
export const RetentionRule = z
  .strictObject({
    category: Category,
    /** Null for every outcome. */
    outcome: Outcome.nullable(),
    /** Null with `retain`. */
    years: z.number().int().positive().nullable(),
    /** `retain`: for good. `review`: an officer looks. `destroy`: by the service itself, on the day. */
    afterwards: z.enum(['retain', 'review', 'destroy']),
  })
  .refine(
    ({ years, afterwards }) => (years === null) === (afterwards === 'retain'),
    'only retain has no years',
  )
export type RetentionRule = z.infer<typeof RetentionRule>

/** What an authority may have a name of its own for: the categories, and what only past cases have. */
export const NamedCategory = z.enum([...Category.options, 'enquiry', 'declined', 'other'])
export type NamedCategory = z.infer<typeof NamedCategory>

/** The tables of the annual report, in the order of its contract. */
export const ReportTable = z.enum([
  'contacts-by-category',
  'complaints-by-stage',
  'complaints-by-service',
  'complaints-by-area',
  'reasons',
  'reasons-by-sub-reason',
  'outcomes-by-stage',
  'timeliness',
  'average-response',
  'escalation',
  'who-complained',
  'children-and-advocates',
  'child-status',
  'channel',
  'ethnicity',
  'sex',
  'age-band',
  'disability',
  'costs',
  'remedies',
  'ombudsman',
  'mediation',
  'compliments',
  'compliments-by-category',
  'compliments-by-origin',
  'compliments-by-service',
  'learning',
  'context',
  'history',
  // Ours, besides those of the contract.
  'by-month',
  'timeliness-by-service',
  'outcomes-of-concerns',
])
export type ReportTable = z.infer<typeof ReportTable>

const WriterRole = z.strictObject({ label: Label, child: z.boolean(), advocate: z.boolean() })
const EqualityAnswers = z.partialRecord(EqualityQuestion, z.array(Label))

/** Our own lists, used wherever an authority's list is empty: it has not published one. */
export const CommonLists = z.strictObject({
  roles: z.array(WriterRole).min(1),
  channels: z.array(Label).min(1),
  childStatuses: z.array(Label).min(1),
  complimentCategories: z.array(Label).min(1),
  complimentOrigins: z.array(Label).min(1),
  equality: z.record(EqualityQuestion, z.array(Label).min(1)),
})
export type CommonLists = z.infer<typeof CommonLists>

/**
 * One authority: its names, doors, procedures, limits and lists. A sixth authority is one more of these.
 * Policy lives here; what the law says lives in `schema/rules`.
 */
export const Profile = z.strictObject({
  slug: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  name: Label,
  /** How sentences call it: "a small team at {{council}}". */
  shortName: Label,
  /** Host names under which it is served at the root. */
  hosts: z.array(z.string()),
  /** True until the authority has confirmed its contact details: pages then mark them as examples. */
  exampleDetails: z.boolean(),
  /** Every case is invented, for practice or demonstration, and every page says so. Set by the environment. */
  practice: z.literal(true).optional(),
  contact: z.strictObject({
    phone: Label,
    hours: Label,
    textNumber: Label.nullable(),
    outOfHoursPhone: Label,
    safeguardingPhone: Label,
    safeguardingHours: Label,
    email: z.email(),
    address: Label,
    escalationPolicy: Label,
  }),
  advocacy: z.strictObject({
    name: Label,
    email: z.email(),
    contactWithin: PromisedWithin,
  }),
  /** Where the notice of each category goes: a reference, a category, a day and a link. */
  inboxes: z.record(Category, z.email()),
  urgent: z
    .strictObject({
      inbox: z.email(),
      /** Who is told when the duty has not opened it in that time, and who is there when nobody is on duty. */
      nextInbox: z.email(),
      outOfHoursInbox: z.email(),
      /** Reached within this, in hours of duty. */
      withinMinutes: z.number().int().positive(),
      /** Hours of duty on working days, Europe/London, `09:00`. */
      dutyFrom: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
      dutyTo: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
    })
    .refine((urgent) => urgent.dutyFrom < urgent.dutyTo, 'duty ends after it begins'),
  /**
   * Days on which nobody is at work here, though the regulations count them: alarms go to the out-of-hours team.
   * `words` stand behind the hours on public pages.
   */
  closures: z
    .array(
      z
        .strictObject({ from: LocalDate, until: LocalDate, words: Label.max(120) })
        .refine(({ from, until }) => from <= until, 'a closure ends after it begins'),
    )
    .default([]),
  /** Who reads a case when exclusions leave nobody. */
  fallbackReader: z.email(),
  theme: z
    .strictObject({ teal: z.string(), tealDark: z.string(), tealTint: z.string() })
    .optional(),
  /** Languages offered here, BCP-47, from the closed list of `content`. */
  languages: z.array(z.string()).min(1),
  /** `marked` shows languages that nobody has checked, each page with a mark: to try them, not for children. */
  draftLanguages: z.enum(['hidden', 'marked']).default('hidden'),
  promises: z.strictObject({
    acknowledge: PromisedWithin,
    concern: PromisedWithin,
    compliment: PromisedWithin,
    comment: PromisedWithin,
    notOurs: PromisedWithin,
    /** How long one may take to ask for the next stage. Late is an officer's decision, not a bar. */
    nextStageRequest: PromisedWithin,
  }),
  /**
   * How it names its procedures and their stages, in order. The limits of the statutory one are law and
   * stand in `schema/rules/clocks/limits.ts`; those of the corporate one are its own.
   */
  procedures: z.strictObject({
    statutory: z.strictObject({
      name: Label,
      stages: z.array(z.strictObject({ stage: Stage, name: Label })).length(3),
    }),
    corporate: z.strictObject({
      name: Label,
      stages: z.array(StageLimits.extend({ name: Label })).min(1),
    }),
  }),
  reportBands: z.array(ReportBand),
  /** The categories it publishes, by its own names. */
  categoryNames: z.partialRecord(NamedCategory, Label),
  services: z.array(AuthorityService),
  areas: z.array(Label),
  roles: z.array(WriterRole),
  channels: z.array(Label),
  reasons: z.array(
    z.strictObject({
      label: Label,
      procedures: z.array(z.enum([...Procedure.options, 'concern'])),
      subReasons: z.array(Label),
    }),
  ),
  outcomes: z.array(
    z.strictObject({
      label: Label,
      kind: z.enum(['upheld', 'partly', 'not-upheld', 'ended', 'open', 'inconclusive']),
    }),
  ),
  openLabel: Label,
  childStatuses: z.array(Label),
  complimentCategories: z.array(Label),
  complimentOrigins: z.array(Label),
  ombudsmanDecisions: z.array(z.strictObject({ label: Label, upheld: z.boolean().nullable() })),
  equality: EqualityAnswers,
  contextMeasures: z.array(Label),
  /** How long records are kept after closure, in years. Nothing is destroyed without a review. */
  retentionYears: z.record(Category, z.number().int().positive()),
  /** What is kept otherwise than `retentionYears` with a review says; the first that fits holds. */
  retentionRules: z.array(RetentionRule).default([]),
})
export type Profile = z.infer<typeof Profile>
