import { describe, expect, test } from 'vitest'
import { loadContent } from '#content/index.ts'
import type { DraftAnswers } from '#schema/form/journey.ts'
import { answersOf, factsOf } from '#schema/rules/form/answers.ts'
import { journeyAt, walkWith } from '#tests/support/walks.ts'

const content = loadContent()

/** The facts of somebody who walks a journey with these wishes: `{ 'yp-kind.answer': 'good' }`. */
function factsWith(path: string, wishes: Readonly<Record<string, string>>) {
  const walk = walkWith(content, journeyAt(content, path), wishes)
  return factsOf(walk.journey, walk.answers, content.questions)
}

function facts(path: string, answers: DraftAnswers) {
  return factsOf(journeyAt(content, path), answers, content.questions)
}

function sent(path: string, answers: DraftAnswers) {
  return answersOf(journeyAt(content, path), answers, content.questions)
}

describe('the door says who writes', () => {
  test.each([
    ['k', { who: 'child', age_band: 'under-10' }],
    ['cl', { who: 'care-leaver', age_band: '18-25', child_known: 'care-leaver' }],
  ])('/%s', (path, expected) => {
    expect(facts(path, {})).toMatchObject(expected)
  })

  test('a young person is not asked for an age', () => {
    expect(facts('yp', {})).toEqual({ who: 'young-person', speaking_for: 'self' })
  })
})

describe('an answer becomes a fact', () => {
  test.each([
    ['yp', 'yp-safe.answer', 'yes', { danger_now: 'no' }],
    ['yp', 'yp-safe.answer', 'no', { danger_now: 'yes' }],
    ['yp', 'yp-safe.answer', 'not-sure', { danger_now: 'not-sure' }],
    ['cl', 'cl-safe.answer', 'no-place', { danger_now: 'yes' }],
    ['yp', 'yp-kind.answer', 'good', { wants: 'thank' }],
    ['yp', 'yp-kind.answer', 'mixed', { wants: 'put-right', also_thanks: 'yes' }],
    ['yp', 'yp-kind.answer', 'idea', { wants: 'just-tell' }],
    ['yp', 'yp-speed.answer', 'complaint', { formal_choice: 'yes' }],
    ['yp', 'yp-speed.answer', 'quick', { formal_choice: 'no', quick_fix: 'yes' }],
    ['yp', 'yp-speed.answer', 'not-sure', { formal_choice: 'not-sure' }],
    ['yp', 'yp-when.answer', 'older', { within_12_months: 'no' }],
    ['yp', 'yp-when.answer', 'not-sure', { within_12_months: 'not-sure' }],
    ['a', 'a-who.answer', 'parent-no-pr', { who: 'parent', parental_responsibility: 'no' }],
    ['a', 'a-who.answer', 'kinship', { who: 'grandparent' }],
    ['a', 'a-who.answer', 'adopted-adult', { who: 'adopter' }],
    ['a', 'a-who.answer', 'care-experienced-adult', { who: 'former-service-user' }],
    ['a', 'a-who.answer', 'other', { who: 'public' }],
    ['a', 'a-who.answer', 'advocate', { who: 'advocate', speaking_for: 'child' }],
    ['a', 'a-for.answer', 'own', { speaking_for: 'self' }],
    ['a', 'a-for.answer', 'child-asked', { speaking_for: 'child', child_agrees: 'yes' }],
    ['a', 'a-for.answer', 'child-cannot', { speaking_for: 'child', child_agrees: 'cannot-say' }],
    ['a', 'a-child-view.answer', 'no', { child_agrees: 'not-asked' }],
    ['a', 'a-child-view.answer', 'yes-not-sure', { child_agrees: 'not-asked' }],
    ['a', 'a-child-view.answer', 'disagrees', { child_agrees: 'no' }],
    ['a', 'a-child-view.answer', 'too-young', { child_agrees: 'cannot-say' }],
    ['a', 'a-before.answer', 'worker', { already_complained: 'no' }],
    ['a', 'a-before.answer', 'waiting', { already_complained: 'waiting' }],
    ['a', 'a-before.answer', 'complaint', { already_complained: 'stage-1' }],
    ['a', 'a-before.answer', 'ombudsman', { already_complained: 'all-stages' }],
    ['a', 'a-court.answer', 'not-sure', { proceedings: 'not-sure' }],
  ])('/%s %s: %s', (path, key, code, expected) => {
    expect(factsWith(path, { [key]: code })).toMatchObject(expected)
  })

  test('the stage that an earlier complaint reached', () => {
    const wishes = { 'a-before.answer': 'complaint', 'a-before.stage': 'second' }
    expect(factsWith('a', wishes).already_complained).toBe('stage-2')
  })

  test('whether the court looks at the same thing', () => {
    const wishes = { 'a-court.answer': 'yes', 'a-court.same': 'no' }
    expect(factsWith('a', wishes)).toMatchObject({
      proceedings: 'yes',
      proceedings_same_matter: 'no',
    })
  })
})

test('"I do not want to say" leaves the danger out', () => {
  expect(factsWith('yp', { 'yp-safe.answer': 'rather-not-say' })).not.toHaveProperty('danger_now')
})

test('a young person who is not sure what it is, is not taken for one who only thanks', () => {
  expect(factsWith('yp', { 'yp-kind.answer': 'not-sure' })).not.toHaveProperty('wants')
})

test('a professional who worries about a child never makes a danger smaller', () => {
  const wishes = { 'a-who.answer': 'professional', 'pro-route.answer': 'worried' }
  expect(factsWith('a', { ...wishes, 'a-safe.answer': 'yes' }).danger_now).toBe('yes')
  expect(factsWith('a', { ...wishes, 'a-safe.answer': 'no' }).danger_now).toBe('not-sure')
})

describe('which help or team', () => {
  const base = { 'a-who': { answer: 'parent-pr' }, 'a-kind': { answer: 'not-ok' } }

  test.each([
    [['send'], 'send'],
    [
      ['send', 'family-time'],
      ['family-time', 'send'],
    ],
    [['send', 'not-sure'], 'send'],
    [['not-sure'], 'unknown'],
  ])('%j', (answer, service) => {
    expect(facts('a', { ...base, 'a-service': { answer } }).service).toEqual(service)
  })
})

describe('what is sent', () => {
  const story = { 'yp-safe': { answer: 'yes' }, 'yp-kind': { answer: 'not-ok' } }

  test('each answer goes to its place, and what has none travels as asked', () => {
    const body = sent('yp', {
      ...story,
      'yp-story': { story: 'She was late.', 'check-in': 'yes' },
      'yp-about': { answer: ['worker', 'listened'] },
      'yp-person': { person: 'My worker' },
      'yp-want': { answer: ['sorry'] },
      'yp-advocate': { answer: 'yes' },
      'yp-advocate-share': { answer: 'contact-and-words' },
      'yp-name': { answer: 'yes', name: 'Robin', worker: 'Alex' },
      'yp-not-tell': { who: 'My uncle' },
      'yp-reply': { answer: 'phone' },
      'yp-reply-where': { phone: '01632 960961' },
      'yp-reply-safe': { seen: 'no', say: 'no', message: 'yes', time: 'evening' },
      'yp-easier': { answer: ['language'], language: 'Polish' },
    })
    expect(body).toEqual({
      story: 'She was late.',
      about_person: 'My worker',
      remedies: ['sorry'],
      advocate: { answer: 'yes', share: 'contact-and-words' },
      name: 'Robin',
      child: { worker: 'Alex' },
      not_tell: 'My uncle',
      contact: {
        kind: 'phone',
        value: '01632 960961',
        may_say_who_we_are: 'no',
        may_leave_message: 'yes',
        safe_note: 'evening',
      },
      access_needs: ['language', 'Polish'],
      asked: [
        { question: 'yp-safe.answer', answer: 'yes' },
        { question: 'yp-kind.answer', answer: 'not-ok' },
        { question: 'yp-about.answer', answer: ['worker', 'listened'] },
        { question: 'yp-name.answer', answer: 'yes' },
        { question: 'yp-reply-safe.seen', answer: 'no' },
      ],
    })
  })

  test('answers to pages that are no longer on the way stay behind', () => {
    const body = sent('yp', {
      ...story,
      'yp-kind': { answer: 'good' },
      'yp-story': { story: 'She was great.' },
      'yp-person': { person: 'My worker' },
      'yp-reply': { answer: 'code' },
      'yp-reply-where': { phone: '01632 960961' },
    })
    expect(body).not.toHaveProperty('about_person')
    expect(body.contact).toEqual({ kind: 'code' })
  })

  test('what hangs on another answer of the same page stays behind with it', () => {
    const body = sent('yp', { ...story, 'yp-name': { answer: 'no', name: 'Robin' } })
    expect(body).not.toHaveProperty('name')
  })

  test('an adult who says that an advocate does not apply has not answered the offer', () => {
    const walk = walkWith(content, journeyAt(content, 'a'), { 'a-advocate.answer': 'not-apply' })
    const body = answersOf(walk.journey, walk.answers, content.questions)
    expect(body).not.toHaveProperty('advocate')
    expect(body.asked).toContainEqual({ question: 'a-advocate.answer', answer: 'not-apply' })
  })

  test.each([
    ['robin@example.org', 'email'],
    ['07700 900123', 'phone'],
  ])('someone who asks to be reached at %s is reached by %s', (reach, kind) => {
    const body = sent('h', { 'yp-help-contact': { reach, say: 'yes' } })
    expect(body).toEqual({
      ask: 'urgent-contact',
      contact: { kind, value: reach, may_say_who_we_are: 'yes' },
    })
  })

  test.each([
    ['h', 'urgent-contact'],
    ['hk', 'urgent-contact'],
    ['hc', 'urgent-contact'],
    ['v', 'advocate-only'],
    ['vc', 'advocate-only'],
    ['t', 'call'],
  ])('the short journey /%s asks for %s', (path, ask) => {
    expect(sent(path, {}).ask).toBe(ask)
  })

  test('whom a compliment is for is never taken for a person complained about', () => {
    const walk = walkWith(content, journeyAt(content, 'a'), { 'a-kind.answer': 'good' })
    const body = answersOf(walk.journey, walk.answers, content.questions)
    expect(body).not.toHaveProperty('about_person')
    expect(body.asked?.map(({ question }) => question)).toContain('c-for.who')
  })
})
