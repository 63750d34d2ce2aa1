import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadContent } from '#content/index.ts'
import { pointersIn, withoutPointers } from '#schema/rules/disclosure/pointers.ts'

const of = { lists: loadContent('content').names, staff: ['Oluwaseun Blackwood', 'Ada Bell'] }

function sureIn(text: string): readonly string[] {
  return pointersIn(text, of)
    .filter(({ how }) => how === 'sure')
    .map((pointer) => pointer.text)
}

test.each([
  ['My worker Blackwood never rang.', ['Blackwood']],
  ['Ask Mrs Okonkwo-Smith about it.', ['Okonkwo-Smith']],
  ['I said it to Jessica’s mum.', ['Jessica’s']],
  ['She is 12 years old.', ['is 12 years old']],
  ['When I turned eleven they moved me.', ['turned eleven']],
  ['It was on 3rd of May.', ['3rd of May']],
  ['On March 14 nobody came.', ['March 14']],
  ['Ring 024 7683 3333 or write to me@home.example.', ['024 7683 3333', 'me@home.example.']],
  ['My code is C2D3F4H6.', ['C2D3F4H6']],
  ['We live in CV1 5RR now.', ['CV1 5RR']],
])('%s points to somebody', (text, words) => {
  expect(sureIn(text)).toEqual(expect.arrayContaining(words))
})

test.each([
  'Letters came too late and used long words.',
  'We now answer in ten days. May we ask you?',
  'I will trust you. It is good to be heard, and I am happy.',
  'Visits are on Saturday now, not on Monday.',
])('%s points to nobody', (text) => {
  expect(pointersIn(text, of)).toEqual([])
})

test('another word in capitals is shown to an officer, not taken out', () => {
  const text = 'We moved from Willenhall, and I like it.'
  expect(pointersIn(text, of)).toEqual([{ text: 'Willenhall', how: 'perhaps' }])
  expect(withoutPointers(text, of)).toBe(text)
})

test('once it is taken out, nothing sure is left, whatever stands around it', () => {
  const word = fc.constantFrom(
    'Ada',
    'Blackwood',
    'is nine',
    '07700 900123',
    'a@b.example',
    'and',
    '.',
    'late',
  )
  fc.assert(
    fc.property(fc.array(word, { maxLength: 12 }), (words) => {
      expect(sureIn(withoutPointers(words.join(' '), of))).toEqual([])
    }),
  )
})
