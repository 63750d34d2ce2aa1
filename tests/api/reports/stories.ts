import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import type { Store } from '#api/store/store.ts'
import { cases, events, inbox, parts } from '#api/store/tables.ts'
import type { CaseEvent } from '#schema/case/case.ts'
import { day, type LocalDate } from '#schema/dates.ts'
import { mayFollow } from '#schema/rules/case/may-follow.ts'
import { inboxRow } from '#schema/rules/case/status.ts'
import { dayOfNumber, numberOfDay } from '#schema/rules/days/day-number.ts'
import { england, profileOf } from '#tests/rules/authorities.ts'
import { assuring, happened, received } from '#tests/rules/happened.ts'
import { temporaryFolder } from '#tests/support/store.ts'

/** One year in the life of a complaint, told so that it can be a folder's rows or a live case's events. */
export type Story = {
  readonly onDay: number
  readonly category: 'statutory' | 'corporate' | 'concern' | 'comment' | 'compliment'
  readonly who: 'child' | 'parent' | 'advocate' | 'public'
  readonly topic: 'leaving-care' | 'front-door' | 'youth-justice'
  readonly channel: 'email' | 'letter' | null
  readonly childKnown: 'looked-after' | 'none' | null
  readonly end: 'answered' | 'open' | 'withdrawn' | 'refused'
  readonly took: number
  readonly outcome: 'upheld' | 'partly-upheld' | 'not-upheld'
  readonly points: readonly ('Communication' | 'Finance')[]
  readonly next: 'none' | 'declined' | 'started' | 'discontinued'
  readonly pence: number
  readonly mediated: 'resolved' | 'escalated' | null
  readonly ombudsman: 'decided' | 'undecided' | null
  readonly enquiry: boolean
}

export const anyStory: fc.Arbitrary<Story> = fc.record({
  onDay: fc.integer({ min: 0, max: 300 }),
  category: fc.constantFrom('statutory', 'corporate', 'concern', 'comment', 'compliment'),
  who: fc.constantFrom('child', 'parent', 'advocate', 'public'),
  topic: fc.constantFrom('leaving-care', 'front-door', 'youth-justice'),
  channel: fc.constantFrom('email', 'letter', null),
  childKnown: fc.constantFrom('looked-after', 'none', null),
  end: fc.constantFrom('answered', 'answered', 'open', 'withdrawn', 'refused'),
  took: fc.integer({ min: 0, max: 40 }),
  outcome: fc.constantFrom('upheld', 'partly-upheld', 'not-upheld'),
  points: fc.array(fc.constantFrom('Communication', 'Finance'), { minLength: 1, maxLength: 3 }),
  next: fc.constantFrom('none', 'none', 'declined', 'started', 'discontinued'),
  pence: fc.integer({ min: 0, max: 50_000 }),
  mediated: fc.constantFrom('resolved', 'escalated', null),
  ombudsman: fc.constantFrom('decided', 'undecided', null, null),
  enquiry: fc.boolean(),
})

const FIRST = numberOfDay(day('2021-04-01'))
const REASON = 'Communication'
const DECISION = 'Full investigation – upheld'
const coventry = profileOf('coventry')

/** The words of the profile that each of our codes stands for. */
const LABELS = {
  topic: {
    'leaving-care': 'Through Care',
    'front-door': 'MASH',
    'youth-justice': 'Youth Offending Services',
  },
  who: {
    child: 'Child / young person',
    parent: 'Adult (parent / carer)',
    advocate: 'Child / young person with an advocate',
    public: 'Member of the public (not a service user)',
  },
  origin: {
    child: 'Young Person/Child',
    parent: 'Parent/Carers',
    advocate: 'Professionals',
    public: 'Other',
  },
  channel: { email: 'Email', letter: 'Letter' },
  childKnown: { 'looked-after': 'Looked after child', none: 'None of these' },
  outcome: { upheld: 'Upheld', 'partly-upheld': 'Partly upheld', 'not-upheld': 'Not upheld' },
} as const

const isComplaint = ({ category }: Story) => category === 'statutory' || category === 'corporate'
const on = ({ onDay }: Story, later: number): LocalDate => dayOfNumber(FIRST + onDay + later)
const refOf = (n: number) => `STORY-${n}`

/** The story as what happened to a live case. Every event may follow the ones before it. */
export function eventsOf(story: Story): readonly CaseEvent[] {
  const told: CaseEvent[] = []
  const tell = (event: CaseEvent) => {
    const follows = told.length === 0 ? { ok: true as const } : mayFollow(told, event)
    if (!follows.ok) throw new Error(`${event.kind} cannot follow: ${follows.code}`)
    told.push(event)
  }
  const { channel, childKnown, category } = story
  const first = received(on(story, 0), [category], {
    who: story.who,
    source: 'officer',
    ...(channel === null ? {} : { channel }),
    ...(childKnown === null ? {} : { childKnown }),
  })
  if (first.kind !== 'received') throw new Error('a story begins with what came in')
  const services = [story.topic]
  tell({
    ...first,
    data: { ...first.data, parts: first.data.parts.map((part) => ({ ...part, services })) },
  })
  if (isComplaint(story)) {
    story.points.forEach((_, index) => {
      tell(
        happened('point-set', on(story, 0), {
          part: 1,
          point: index + 1,
          service: null,
          reason: story.points[index] ?? REASON,
          subReason: null,
        }),
      )
    })
    endFirstStage(story, tell)
    if (story.end === 'answered') askForNext(story, tell)
  }
  tellAround(story, tell)
  return told
}

type Tell = (event: CaseEvent) => void

function endFirstStage(story: Story, tell: Tell): void {
  const then = on(story, story.took)
  switch (story.end) {
    case 'open':
      return
    case 'withdrawn':
      tell(happened('withdrawn', then, { part: 1, who: 'writer' }))
      return
    case 'refused':
      tell(
        happened('refused', then, {
          part: 1,
          reason: 'out-of-time',
          assurances: assuring(then),
        }),
      )
      return
    case 'answered': {
      story.points.forEach((_, index) => {
        tell(
          happened('point-answered', then, {
            part: 1,
            point: index + 1,
            stage: 1,
            outcome: story.outcome,
            remedy: null,
          }),
        )
      })
      tell(happened('answered', then, { part: 1, stage: 1, outcome: story.outcome }))
    }
  }
}

function askForNext(story: Story, tell: Tell): void {
  if (story.next === 'none') return
  const asked = on(story, story.took + 2)
  const stage = 2 as const
  tell(happened('stage-requested', asked, { part: 1, stage, because: 'not-happy' }))
  const then = on(story, story.took + 5)
  if (story.next === 'declined') {
    tell(
      happened('stage-refused', then, {
        part: 1,
        stage,
        reason: 'already-considered',
        assurances: assuring(then),
      }),
    )
    return
  }
  tell(happened('stage-started', then, { part: 1, stage }))
  if (story.next === 'discontinued') {
    tell(happened('stage-discontinued', on(story, story.took + 9), { part: 1, stage }))
  }
}

function tellAround(story: Story, tell: Tell): void {
  const then = on(story, story.took + 12)
  if (story.pence > 0)
    tell(happened('paid', then, { stage: 'stage-1', kind: 'remedy', pence: story.pence }))
  if (story.mediated !== null)
    tell(happened('meeting-held', then, { what: 'mediation', result: story.mediated }))
  if (story.enquiry)
    tell(happened('enquiry-received', then, { enquiry: 1, from: 'mp', dueOn: then }))
  if (story.ombudsman === null) return
  tell(
    happened('ombudsman-received', then, {
      enquiry: 1,
      ref: `L-${story.onDay}-${story.took}`,
      dueOn: null,
    }),
  )
  if (story.ombudsman === 'decided') {
    tell(
      happened('ombudsman-decided', on(story, story.took + 20), {
        enquiry: 1,
        decision: DECISION,
        upheld: true,
      }),
    )
  }
}

/** The stories as live cases of a store. */
export async function storeLive(store: Store, stories: readonly Story[]): Promise<void> {
  await store.write(stories.flatMap((story, index) => writesOf(store, story, index + 1)))
}

function writesOf({ db }: Store, story: Story, id: number) {
  const told = eventsOf(story)
  const reference = refOf(id)
  return [
    db.insert(cases).values({
      id,
      reference,
      keyId: `k${id}`,
      codeHash: `h${id}`,
      receivedAt: told[0]?.at ?? '',
      receivedOn: on(story, 0),
      language: 'en',
      audience: 'adult',
      who: story.who,
      triage: {},
    }),
    db
      .insert(parts)
      .values({ caseId: id, n: 1, category: story.category, services: [story.topic] }),
    ...told.map((event) => db.insert(events).values({ ...event, caseId: id })),
    db.insert(inbox).values({ ...inboxRow(told, coventry, england), caseId: id, reference }),
  ]
}

/** The same stories as a folder that somebody brings in. */
export function folderOfStories(stories: readonly Story[]): string {
  const folder = temporaryFolder()
  const write = (file: string, header: string, rows: readonly (readonly string[])[]) =>
    writeFileSync(join(folder, file), [header, ...rows.map((row) => row.join(','))].join('\n'))
  const each = <T>(rowsOf: (story: Story, ref: string) => readonly T[]) =>
    stories.flatMap((story, index) => rowsOf(story, refOf(index + 1)))
  write('cases.csv', CASES, each(caseRows))
  write('stages.csv', STAGES, each(stageRows))
  write('points.csv', 'case_ref,stage,reason,sub_reason,outcome', each(pointRows))
  write(
    'money.csv',
    'case_ref,stage,kind,amount,paid_on',
    each((story, ref) =>
      story.pence === 0 || story.category === 'compliment'
        ? []
        : [[ref, '1', 'remedy', (story.pence / 100).toFixed(2), on(story, story.took + 12)]],
    ),
  )
  write(
    'mediation.csv',
    'case_ref,held_on,result',
    each((story, ref) =>
      story.mediated === null || story.category === 'compliment'
        ? []
        : [[ref, on(story, story.took + 12), story.mediated]],
    ),
  )
  write(
    'compliments.csv',
    'ref,received_on,service,category,origin,from_child',
    each((story, ref) =>
      story.category === 'compliment'
        ? [
            [
              ref,
              on(story, 0),
              LABELS.topic[story.topic],
              '',
              LABELS.origin[story.who],
              story.who === 'child' ? 'yes' : 'no',
            ],
          ]
        : [],
    ),
  )
  write(
    'ombudsman.csv',
    'ref,case_ref,received_on,decided_on,decision,upheld',
    each((story, ref) => {
      if (story.ombudsman === null) return []
      const isDecided = story.ombudsman === 'decided'
      const decided = isDecided ? [on(story, story.took + 20), DECISION, 'yes'] : ['', '', '']
      const of = story.category === 'compliment' ? '' : ref
      return [[`L-${ref}`, of, on(story, story.took + 12), ...decided]]
    }),
  )
  return folder
}

const CASES =
  'case_ref,received_on,category,service,area,role,child_status,from_child,advocate,channel,closed_on,closed_as'
const STAGES =
  'case_ref,procedure,stage,requested_on,request_result,started_on,extended,panel_on,panel_report_on,responded_on,outcome'

function caseRows(story: Story, ref: string): readonly (readonly string[])[] {
  if (story.category === 'compliment') return []
  const about = [
    LABELS.topic[story.topic],
    '',
    LABELS.who[story.who],
    story.childKnown === null ? '' : LABELS.childKnown[story.childKnown],
    story.who === 'child' ? 'yes' : 'no',
    story.who === 'advocate' ? 'yes' : 'no',
    story.channel === null ? '' : LABELS.channel[story.channel],
    '',
    '',
  ]
  const category = isComplaint(story) && story.end === 'refused' ? 'declined' : story.category
  const enquiry = story.enquiry
    ? [[`${ref}/1`, on(story, story.took + 12), 'enquiry', ...about]]
    : []
  return [[ref, on(story, 0), category, ...about], ...enquiry]
}

function stageRows(story: Story, ref: string): readonly (readonly string[])[] {
  if (!isComplaint(story) || story.end === 'refused') return []
  const received = on(story, 0)
  const row = (
    stage: string,
    asked: string,
    result: string,
    started: string,
    answered: string,
    outcome: string,
  ) => [ref, story.category, stage, asked, result, started, 'no', '', '', answered, outcome]
  if (story.end === 'open') return [row('1', received, '', received, '', '')]
  if (story.end === 'withdrawn') {
    return [row('1', received, '', received, '', 'Complaint withdrawn by complainant')]
  }
  const first = row(
    '1',
    received,
    '',
    received,
    on(story, story.took),
    LABELS.outcome[story.outcome],
  )
  const asked = on(story, story.took + 2)
  const started = on(story, story.took + 5)
  switch (story.next) {
    case 'none':
      return [first]
    case 'declined':
      return [first, row('2', asked, 'declined', '', '', '')]
    case 'discontinued':
      return [first, row('2', asked, 'discontinued', started, '', '')]
    case 'started':
      return [first, row('2', asked, '', started, '', '')]
  }
}

function pointRows(story: Story, ref: string): readonly (readonly string[])[] {
  if (!isComplaint(story) || story.end === 'refused') return []
  const outcome = story.end === 'answered' ? LABELS.outcome[story.outcome] : ''
  return story.points.map((reason) => [ref, '1', reason, '', outcome])
}
