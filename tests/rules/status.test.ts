import { describe, expect, test } from 'vitest'
import { CaseEvent } from '#schema/case/case.ts'
import { day } from '#schema/dates.ts'
import { groundOf } from '#schema/rules/case/may-follow.ts'
import { openingOf } from '#schema/rules/case/opening.ts'
import { ageOf, inboxRow, statusOn } from '#schema/rules/case/status.ts'
import { promisedOn } from '#schema/rules/clocks/promises.ts'
import { Category } from '#schema/vocabulary.ts'
import { england, profileOf, profiles } from './authorities.ts'
import { assuring, happened, received } from './happened.ts'

const oxfordshire = profileOf('oxfordshire')

const heard = received('2026-11-20')
const read = happened('read', '2026-11-23', {})
const acknowledged = happened('acknowledged', '2026-11-24', {})
const asked = happened('message-to-writer', '2026-11-25', { asks: true })
const replied = happened('message-from-writer', '2026-11-26', { wish: null }, 'writer')
const answered = happened('answered', '2026-12-03', { part: 1, stage: 1, outcome: 'upheld' })
const again = happened(
  'stage-requested',
  '2026-12-10',
  { part: 1, stage: 2, because: 'not-happy' },
  'writer',
)
const closed = happened('closed', '2027-01-20', {})

function statusAt(events: readonly CaseEvent[], on: string) {
  return statusOn(events, day(on), oxfordshire, england)
}

function row(events: readonly CaseEvent[], profile = oxfordshire) {
  return inboxRow(events, profile, england)
}

describe('what a writer is told of their message', () => {
  const story = [heard, read, acknowledged, asked, replied, answered, again]

  test.each([
    ['2026-11-20', 'received'],
    ['2026-11-23', 'reading'],
    ['2026-11-24', 'looking'],
    ['2026-11-25', 'waiting'],
    ['2026-11-26', 'looking'],
    ['2026-12-03', 'answered'],
    ['2026-12-10', 'again'],
  ])('on %s is %s', (on, status) => {
    expect(statusAt(story, on).status).toBe(status)
  })

  test('is that it is all done once it is closed', () => {
    expect(statusAt([heard, answered, closed], '2027-01-20').status).toBe('closed')
  })

  test('is that it is all done when they took it back', () => {
    const withdrawn = happened('withdrawn', '2026-11-25', { part: 1, who: 'child' }, 'writer')
    expect(statusAt([heard, withdrawn], '2026-11-25').status).toBe('closed')
  })

  test('is late on the day after the due day and not on it', () => {
    expect(statusAt([heard, acknowledged], '2026-12-04').late).toBe(false)
    expect(statusAt([heard, acknowledged], '2026-12-05').late).toBe(true)
  })

  test('is not late before its day, though nobody has said hello in time', () => {
    expect(statusAt([heard], '2026-11-25')).toMatchObject({ late: false, missed: ['acknowledge'] })
    expect(statusAt([heard, acknowledged], '2026-11-25').missed).toEqual([])
  })

  test('is late when a message after closing waits for its answer', () => {
    const after = happened('message-from-writer', '2027-02-01', { wish: null }, 'writer')
    const story = [heard, acknowledged, answered, closed, after]
    expect(statusAt(story, '2027-02-04')).toMatchObject({ late: true, missed: ['message'] })
  })

  test('is not late once the answer is there', () => {
    expect(statusAt([heard, answered], '2027-06-01').late).toBe(false)
  })

  test('names the day of review while we may not look at it', () => {
    const held = happened('held', '2026-11-27', {
      part: 1,
      scope: 'whole',
      reason: 'proceedings-prejudice',
      assurances: assuring('2027-01-29'),
    })
    expect(statusAt([heard, acknowledged, held], '2026-12-20')).toMatchObject({
      heldUntil: '2027-01-29',
      dueOn: '2027-01-29',
      late: false,
    })
  })
})

describe('the row on the desk', () => {
  test('at receipt shows the day that the writer was promised, at every authority', () => {
    for (const profile of profiles) {
      for (const category of Category.options) {
        const promised = promisedOn(category, day('2026-12-23'), profile, england)
        expect(row([received('2026-12-23', [category])], profile)).toMatchObject({
          category,
          status: 'received',
          open: 1,
          dueOn: promised.dueOn,
        })
      }
    }
  })

  test('of a mixed case has its highest category and its earliest day', () => {
    const mixed = received('2026-11-20', ['compliment', 'statutory'], { flags: ['mixed'] })
    expect(row([mixed])).toMatchObject({
      category: 'statutory',
      dueOn: '2026-11-27',
      flags: ['mixed'],
    })
    const thanked = happened('thanks-passed-on', '2026-11-26', { part: 1 })
    expect(row([mixed, thanked])).toMatchObject({ dueOn: '2026-12-04', open: 1 })
  })

  test('of a worry about safety is urgent, also when the worry comes later', () => {
    expect(row([received('2026-11-20', ['statutory'], { flags: ['safeguarding'] })]).urgent).toBe(1)
    const flagged = happened('flagged', '2026-11-25', { flags: ['safeguarding'] })
    expect(row([heard]).urgent).toBe(0)
    expect(row([heard, flagged])).toMatchObject({ urgent: 1, flags: ['safeguarding'] })
  })

  test('of an answered case is no open work until the next stage is asked for', () => {
    expect(row([heard, answered])).toMatchObject({ open: 0, status: 'answered' })
    expect(row([heard, answered, again])).toMatchObject({
      open: 1,
      status: 'again',
      dueOn: '2027-01-19',
    })
  })

  test('of a closed case opens again when the writer writes', () => {
    const late = happened('message-from-writer', '2027-02-01', { wish: null }, 'writer')
    expect(row([heard, answered, closed]).open).toBe(0)
    expect(row([heard, answered, closed, late])).toMatchObject({ open: 1, dueOn: '2027-02-03' })
  })

  test('of a concern that ran out is statutory and dated from first receipt', () => {
    const concern = received('2026-11-20', ['concern'])
    const promoted = happened(
      'concern-not-resolved',
      '2026-11-25',
      { part: 1, becomes: 'statutory', why: 'time-passed' },
      'earshot',
    )
    expect(row([concern, promoted])).toMatchObject({ category: 'statutory', dueOn: '2026-12-04' })
  })

  test('of a call for help is done when the call was made', () => {
    const call = received('2026-11-21', ['statutory'], { ask: 'urgent-contact' })
    expect(row([call])).toMatchObject({ open: 1, urgent: 1, dueOn: '2026-11-23' })
    const made = happened('contact-made', '2026-11-23', {})
    expect(row([call, made])).toMatchObject({ open: 0, status: 'closed' })
  })

  test('of a stage 3 shows the panel, then its report, then the response', () => {
    const stages = [
      heard,
      answered,
      again,
      happened('answered', '2027-01-13', { part: 1, stage: 2, outcome: 'not-upheld' }),
      happened(
        'stage-requested',
        '2027-01-18',
        { part: 1, stage: 3, because: 'not-happy' },
        'writer',
      ),
    ]
    const met = happened('panel-met', '2027-02-15', { part: 1 })
    const reported = happened('panel-reported', '2027-02-19', { part: 1 })
    expect(row(stages).dueOn).toBe('2027-03-01')
    expect(row([...stages, met]).dueOn).toBe('2027-02-22')
    expect(row([...stages, met, reported]).dueOn).toBe('2027-03-12')
  })

  test.each([
    ['2026-11-27', 'green', 5],
    ['2026-12-01', 'amber', 3],
    ['2026-12-04', 'amber', 0],
    ['2026-12-07', 'red', -1],
  ])('due on 4 December is on %s %s', (on, colour, workingDaysLeft) => {
    expect(ageOf(row([heard]), day(on), england)).toMatchObject({ colour, workingDaysLeft })
  })
})

test('a refusal, a hold or a handing over without its assurances does not parse', () => {
  for (const kind of ['held', 'refused', 'stage-refused', 'passed-on']) {
    const bare = {
      kind,
      at: heard.at,
      on: heard.on,
      by: 'officer:7',
      data: { part: 1, reason: 'out-of-time' },
    }
    expect(CaseEvent.safeParse(bare).success).toBe(false)
  }
})

test('every reason for a decision names its ground', () => {
  expect(groundOf('out-of-time')).toBe('SI 2006/1738 reg 9')
  expect(groundOf('no-sufficient-interest')).toContain('reg 6')
})

describe('the event of receipt', () => {
  test('keeps what a concern would turn into', () => {
    const triage = {
      category: 'concern' as const,
      flags: [],
      rule: 'C6',
      signals: [],
      reasons: [],
      parts: [{ category: 'concern' as const, services: ['send' as const] }],
    }
    const parent = openingOf({ who: 'parent' }, triage, undefined, 'form')
    const child = openingOf({ who: 'child' }, triage, undefined, 'form')
    expect([parent.parts[0]?.becomes, child.parts[0]?.becomes]).toEqual(['corporate', 'statutory'])
  })
})
