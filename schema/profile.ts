import { z } from 'zod'
import { Service } from './facts.ts'
import { Category, Procedure, Stage } from './vocabulary.ts'

const Label = z.string().min(1)
const WorkingDays = z.number().int().positive()

/** One stage's limits as the authority runs them live, in working days, and what they rest on. */
export const StageLimits = z.strictObject({
  stage: Stage,
  name: Label,
  /** The event whose day is day 0. Stage 2 keeps both days and the earlier one is due. */
  startsFrom: z.enum(['received', 'requested', 'started']),
  workingDays: WorkingDays,
  /** In all, from the same day 0; null where the procedure knows no extension. */
  extendedWorkingDays: WorkingDays.nullable(),
  /** Stage 3: panel within, its report within, the response within. */
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
export const PromisedWithin = z.strictObject({
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
})

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
  urgent: z.strictObject({
    inbox: z.email(),
    /** Reached within this, in hours of duty. */
    withinMinutes: z.number().int().positive(),
    /** Hours of duty on working days, Europe/London, `09:00`. */
    dutyFrom: z.string().regex(/^\d{2}:\d{2}$/),
    dutyTo: z.string().regex(/^\d{2}:\d{2}$/),
  }),
  /** Who reads a case when exclusions leave nobody. */
  fallbackReader: z.email(),
  theme: z
    .strictObject({ teal: z.string(), tealDark: z.string(), tealTint: z.string() })
    .optional(),
  /** Languages offered here, BCP-47, from the closed list of `content`. */
  languages: z.array(z.string()).min(1),
  promises: z.strictObject({
    acknowledge: PromisedWithin,
    concern: PromisedWithin,
    compliment: PromisedWithin,
    comment: PromisedWithin,
    notOurs: PromisedWithin,
    /** How long one may take to ask for the next stage. Late is an officer's decision, not a bar. */
    nextStageRequest: PromisedWithin,
  }),
  /** Live procedures, each with its stages in order. */
  procedures: z.record(
    Procedure,
    z.strictObject({ name: Label, stages: z.array(StageLimits).min(1) }),
  ),
  reportBands: z.array(ReportBand),
  /** How this authority calls each category. Codes of the importer: see the report's contract. */
  categoryNames: z.record(z.string(), Label),
  services: z.array(AuthorityService),
  areas: z.array(Label),
  roles: z.array(z.strictObject({ label: Label, child: z.boolean(), advocate: z.boolean() })),
  channels: z.array(Label),
  reasons: z.array(
    z.strictObject({
      label: Label,
      procedures: z.array(z.enum(['statutory', 'corporate', 'concern'])),
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
  equality: z.partialRecord(z.enum(['ethnicity', 'sex', 'age-band', 'disability']), z.array(Label)),
  contextMeasures: z.array(Label),
  /** How long records are kept after closure, in years. Nothing is destroyed without a review. */
  retentionYears: z.record(Category, z.number().int().positive()),
  /** The sections of its printed report, in its own order and names. */
  reportLayout: z.array(z.strictObject({ title: Label, tables: z.array(z.string()) })),
})
export type Profile = z.infer<typeof Profile>
