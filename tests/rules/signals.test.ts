import { describe, expect, test } from 'vitest'
import {
  explainSignals,
  readerOf,
  readSignals,
  signalReaders,
} from '#schema/rules/signals/signals.ts'
import { SignalList } from '#schema/triage/signals.ts'
import { readers } from './triage-given.ts'

const signalsOf = (text: string, language = 'en') => readSignals(text, language, readers).signals

describe('a negation', () => {
  test.each([
    'nobody hit me',
    'No one has ever hit me here.',
    'he never hit me',
    'She did not hit him',
    'I was not hit by anyone',
    "They haven't hurt me",
  ])('takes harm back: %s', (text) => {
    expect(signalsOf(text)).not.toContain('harm')
  })

  test.each([
    'nobody cares that he hits me',
    "he won't stop hitting me",
    'he never stops hurting me',
    "I don't want him to hit me any more",
    "it's not fair that he hits me",
    "I'm not lying he hits me",
    "he doesn't just shout he hits me",
    'is it ok at home? no he hits me',
  ])('elsewhere does not: %s', (text) => {
    expect(signalsOf(text)).toContain('harm')
  })

  test.each([
    'This is not a complaint.',
    "I don't want to make a complaint",
    'no complaints from me',
  ])('takes the word complaint back: %s', (text) => {
    const words = explainSignals(text, 'en', readers).map(({ entry }) => entry)
    expect(words).not.toContain('says-complaint')
  })
})

describe('words that sound worse than they are', () => {
  test.each([
    'this form is killing me',
    'Aisha is dead good and dead funny',
    'I was gutted when she left',
    'we hit a deadline and then hit a brick wall',
    'It hit me that nobody had rung.',
    'my feet are killing me',
    'she kicked off about the forms',
    'I nearly died of embarrassment',
    'the budget cuts hit us with a bill',
    'you dragged us through meeting after meeting',
    'she pushed me to apply for college',
    'I had a panic attack in the exam',
    'I beat him at pool',
  ])('%s', (text) => {
    expect(signalsOf(text)).not.toContain('harm')
  })
})

describe('the past', () => {
  test.each([
    'I came into care because my dad hit me',
    'my mum used to hit us',
    'When I was four my stepdad beat us',
  ])('at home is over: %s', (text) => {
    expect(signalsOf(text)).not.toContain('harm')
  })

  test.each([
    'my foster carer used to hit us',
    'When I was ten the staff hit us',
    'my dad hit me last night',
    'I was abused in your home in 1984',
  ])('in care, or not past, is not: %s', (text) => {
    expect(signalsOf(text)).toContain('harm')
  })
})

describe('quotation marks', () => {
  test('around a title take harm back', () => {
    expect(signalsOf("the 'worried about a child next door' leaflet")).not.toContain('harm')
  })

  test('around what somebody said do not', () => {
    expect(signalsOf("he said 'I will kill you' and laughed, he hits me")).toContain('harm')
    expect(signalsOf('She whispered “he hits me” to the teacher')).toContain('harm')
  })

  test('around praise leave it to whoever said it', () => {
    expect(signalsOf("My report says 'thank you for everything' and then nothing")).not.toContain(
      'praise',
    )
  })
})

describe('spelling', () => {
  test.each([
    'he hitts me',
    'she slapt me',
    'im scaird to go home',
    'i thort about suiside',
    'they resrtained me',
    'he TOUCHED me down there',
    'he hurrrrts me',
    'he hi\u00adts me',
    'he hits me',
  ])('does not hide harm: %s', (text) => {
    expect(signalsOf(text)).toContain('harm')
  })

  test.each([
    ['mediation was offered', 'medication'],
    ['we are starting again', 'starving'],
    ['the report is attached', 'attacked'],
  ])('does not turn one word into another: %s', (text) => {
    expect(signalsOf(text)).not.toContain('harm')
  })
})

describe('other signals', () => {
  test.each([
    ['praise', 'Thank you so much for everything, you changed my life'],
    ['irony', 'Thanks for nothing'],
    ['irony', 'Oh great, another new worker'],
    ['serious', 'All my savings are missing'],
    ['serious', 'She was racist to my son'],
    ['child-voice', 'My pupil asked me to write this'],
    ['complaint', 'Nobody has rung me back'],
    ['two-procedures', 'Our social worker never visits and the EHCP is overdue.'],
  ] as const)('%s: %s', (signal, text) => {
    expect(signalsOf(text)).toContain(signal)
  })

  test.each([
    ['praise', 'Thanks in advance for your reply'],
    ['irony', 'Thank you for listening to me'],
    ['child-voice', 'My son has not been to school'],
    ['two-procedures', 'My son’s EHCP is overdue'],
  ] as const)('not %s: %s', (signal, text) => {
    expect(signalsOf(text)).not.toContain(signal)
  })
})

describe('an officer', () => {
  test('sees the words that spoke, as they were written', () => {
    const spoken = explainSignals('On Monday my carer hit me.', 'en', readers)
    expect(spoken.map(({ entry, text }) => [entry, text])).toContainEqual(['hit', 'hit me'])
  })
})

describe('a language', () => {
  test('without a list is read for English, and counts as not listed', () => {
    const polish = readSignals('Dziękuję bardzo', 'pl', readers)
    expect(polish).toMatchObject({ signals: [], listed: false })
    expect(signalsOf('Proszę, he hits me', 'pl')).toContain('harm')
  })

  test('with a part of a list is heard, and still gets a person’s look', () => {
    expect(readSignals('mae e’n fy nharo i', 'cy', readers)).toMatchObject({
      signals: expect.arrayContaining(['harm']),
      listed: false,
    })
    expect(signalsOf('Diolch yn fawr i Siân', 'cy-GB')).toContain('praise')
    expect(signalsOf('dw i eisiau gwneud cwyn', 'cy')).toContain('complaint')
  })
})

describe('a list', () => {
  const small = (change: object) =>
    SignalList.parse({
      language: 'en',
      covers: 'part',
      groups: { they: ['he', 'she'] },
      joins: {},
      splits: {},
      spellings: {},
      forgiven: [],
      ownWords: [],
      fillers: [],
      negators: [],
      carriesNear: [],
      carriesFar: [],
      past: { marks: [], unless: [] },
      titles: [],
      ignore: [],
      entries: [{ id: 'cry', adds: ['serious'], phrases: ['{they} (cries|is crying)'] }],
      hints: { withinWords: 9, sorts: [] },
      topics: [],
      ...change,
    })
  const entry = (phrase: string) => ({
    entries: [{ id: 'one', adds: ['serious'], phrases: [phrase] }],
  })

  test('reads groups and choices of one word and of several', () => {
    const { read } = readerOf(small({}))
    expect(read('She is crying').spoken.map(({ text }) => text)).toEqual(['she is crying'])
    expect(read('he cries').spoken).toHaveLength(1)
    expect(read('it cries').spoken).toEqual([])
  })

  test.each(['{nobody} cries', 'he (cries', 'he cries)'])(
    'with a phrase that cannot be read is refused: %s',
    (phrase) => {
      const { makeReady } = readerOf(small(entry(phrase)))
      expect(makeReady).toThrow('cannot be read')
    },
  )

  test('with a misspelt key is refused', () => {
    expect(() => signalReaders(new Map([['en', { ...small({}), entris: [] }]]))).toThrow('entris')
  })

  test('lets four words stand in a gap, and no negation', () => {
    const { read } = readerOf(small({ ...entry('he ... cries'), negators: ['never'] }))
    expect(read('he sits on the stairs cries').spoken).toHaveLength(1)
    expect(read('he sits on the long stairs cries').spoken).toEqual([])
    expect(read('he never cries').spoken).toEqual([])
    expect(read('he sits. She cries').spoken).toEqual([])
  })
})
