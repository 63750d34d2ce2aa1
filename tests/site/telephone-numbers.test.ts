import { expect, test } from 'vitest'
import {
  phoneParts,
  sentenceParts,
  withWholeNumbers,
} from '#site/components/Sentence/phone-parts.ts'

test.each([
  ['In danger now? Call 999.', '999'],
  ['Talk to Childline on 0800 1111. It is free.', '08001111'],
  ['Call us free on 0800 123 456, 9 to 5.', '0800123456'],
  ['Text us on 07700 900 900.', '07700900900'],
  ['Call 01632 960000 or write.', '01632960000'],
  ['Call Samaritans on 116 123.', '116123'],
])('%s can be tapped to call', (sentence, dial) => {
  const numbers = phoneParts(sentence).flatMap((part) => part.dial ?? [])
  expect(numbers).toEqual([dial])
})

test.each([
  'If you are deaf, you can use 999 BSL.',
  'It takes about 10 minutes.',
  'Answer by Friday 4 December 2026.',
  'Make it 20,000 letters or fewer.',
  'Say K4827HTR if you call.',
])('%s holds no telephone number', (sentence) => {
  expect(phoneParts(sentence)).toEqual([{ text: sentence }])
})

test('no word of a sentence is lost around its numbers', () => {
  const sentence = 'Call 999, or 0800 1111 at night.'
  const said = phoneParts(sentence).map((part) => part.text)
  expect(said.join('')).toBe(sentence)
})

test('the address of a site leads there, without the full stop that ends the sentence', () => {
  const href = 'https://partnership.example/escalation'
  expect(sentenceParts(`Use the policy: ${href}. Or call 999.`)).toEqual([
    { text: 'Use the policy: ' },
    { text: href, href },
    { text: '. Or call ' },
    { text: '999', dial: '999' },
    { text: '.' },
  ])
})

test('on paper no line ends within a number', () => {
  expect(withWholeNumbers('Call us on 0800 123 456, 9 to 5.')).toBe(
    'Call us on 0800\u00a0123\u00a0456, 9 to 5.',
  )
})
