import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadContent } from '#content/index.ts'
import { createNameReader, type Nameable } from '#schema/rules/named/name-reader.ts'

const { names } = loadContent('content')

function person(id: number, name: string, more: Partial<Nameable> = {}): Nameable {
  return { id, name, email: `officer${id}@council.example`, team: '', answersFor: [], ...more }
}

const SARAH = person(1, 'Sarah Jones')
const DESK = [
  SARAH,
  person(2, 'Robert O’Brien'),
  person(3, 'Muhammad Khan'),
  person(4, 'Łukasz Nowak-Smith'),
  person(5, 'Will May', { team: 'Complaints team' }),
  person(6, 'Grace Adeyemi', { answersFor: ['Team West', 'Through Care'] }),
  person(7, 'Bo'),
]
const read = createNameReader(DESK, names)

function asked(text: string) {
  return [...read({ asked: [text], told: [], own: [] })]
}

function told(text: string, own: readonly string[] = []) {
  return [...read({ asked: [], told: [text], own })]
}

describe('whoever is named as the one it is about is kept out', () => {
  test.each([
    ['Sarah Jones', 1],
    ['sarah jones', 1],
    ['JONES, Sarah', 1],
    ['Sara Jones', 1],
    ['Srah Jnoes', 1],
    ['S. Jones', 1],
    ['Jones S', 1],
    ['Ms S J Jones', 1],
    ['Sally Jones from the office', 1],
    ['Sarah, my social worker, Jones', 1],
    ['my worker Bob O Brien, or Bob OBrien', 2],
    ["Rob O'Brien", 2],
    ['Mohammed Kahn', 3],
    ['Lukasz Smith', 4],
    ['Lukasz Nowak', 4],
    ['Bo', 7],
  ])('%s', (text, id) => {
    expect(asked(text)).toContainEqual([id, 'named'])
  })

  test('and by the address, when it says more than the shown name', () => {
    const short = createNameReader(
      [person(1, 'SJ', { email: 'sarah.jones@council.example' })],
      names,
    )
    expect([...short({ asked: ['Sarah Jones'], told: [], own: [] })]).toEqual([[1, 'named']])
  })
})

describe('whoever may be meant is kept out until somebody has looked', () => {
  test.each([
    ['Sarah', 1],
    ['Mrs Jones', 1],
    ['Bob', 2],
    ['Mo', 3],
    ['Will', 5],
  ])('%s as the one it is about', (text, id) => {
    expect(asked(text)).toContainEqual([id, 'perhaps-named'])
  })

  test.each([
    ['Sarah Jones never came.', 1],
    ['I told sarah and she laughed.', 1],
    ['Then Mrs. Jones shouted at me.', 1],
    ['My worker is called bobby.', 2],
    ['We asked Will about it.', 5],
    ['Mr May was rude.', 5],
  ])('in the story: %s', (text, id) => {
    expect(told(text)).toContainEqual([id, 'perhaps-named'])
  })
})

describe('nobody is kept out for', () => {
  test.each([
    ['a word that is a name as well', 'I will go there in may, you may not.'],
    ['a word that opens a sentence', 'Will you help me? May I come?'],
    ['another person of another name', 'Steven Nunes and my dad were there.'],
    ['a team in a story', 'Team West rang us once.'],
    ['the school', 'They moved my school and told nobody.'],
  ])('%s', (_, text) => {
    expect(told(text)).toEqual([])
  })

  test('the writer’s own first name', () => {
    expect(told('I am Sarah. Sarah is sad.', ['Sarah Green'])).toEqual([])
    expect(told('I am Sarah. Mrs Jones is not nice.', ['Sarah'])).toEqual([[1, 'perhaps-named']])
  })

  test('a part of the whole name of somebody else', () => {
    const two = createNameReader([person(1, 'Sarah Jones'), person(2, 'Peter Jones')], names)
    expect([...two({ asked: ['Peter Jones'], told: [], own: [] })]).toEqual([[2, 'named']])
  })
})

describe('a named team', () => {
  test('keeps out whoever is of it, and whoever answers for it until somebody has looked', () => {
    expect(asked('the complaints team')).toEqual([[5, 'named']])
    expect(asked('Complaints')).toEqual([[5, 'named']])
    expect(asked('someone in Team West')).toEqual([[6, 'perhaps-named']])
    expect(asked('Through Care')).toEqual([[6, 'perhaps-named']])
  })

  test('is not meant by a word of its name', () => {
    expect(asked('they do not care')).toEqual([])
  })
})

test('a whole name is found wherever it stands, however it is written', () => {
  const around = fc.lorem({ maxCount: 12 })
  const written = fc.constantFrom('Sarah Jones', 'sarah jones', 'SARAH JONES', 'Jones, Sarah')
  fc.assert(
    fc.property(around, written, around, (before, name, after) => {
      expect(asked(`${before} ${name} ${after}`)).toContainEqual([1, 'named'])
      expect(told(`${before} ${name} ${after}`)).toContainEqual([1, 'perhaps-named'])
    }),
  )
})

test('two hundred officers are looked for in the longest story in well under a second', () => {
  const many = Array.from({ length: 200 }, (_, id) => person(id, `Name${id} Other${id}`))
  const reader = createNameReader([...many, person(500, 'Sarah Jones')], names)
  const story = `${'They never listened to anything that we said there. '.repeat(380)} Sarah Jones`
  const began = performance.now()
  expect([...reader({ asked: [], told: [story], own: [] })]).toEqual([[500, 'perhaps-named']])
  expect(performance.now() - began).toBeLessThan(1000)
})
