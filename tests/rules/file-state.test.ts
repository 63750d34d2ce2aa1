import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fileState } from '#schema/rules/form/file-state.ts'

const care = fc.record({
  scan: fc.constantFrom('clean', 'infected', null),
  copy: fc.constantFrom('made', 'impossible', null),
  isCleanable: fc.boolean(),
} as const)

test.each([
  ['a clean copy that was scanned', 'clean', 'made', true, 'scanner', 'copy', true],
  ['a clean copy where nothing is scanned', null, 'made', true, 'no-scanner', 'copy', true],
  ['a copy that is not made yet', 'clean', null, true, 'scanner', 'nothing', true],
  ['a picture that cannot be cleaned', 'clean', 'impossible', true, 'scanner', 'nothing', true],
  ['a text', 'clean', null, false, 'scanner', 'as-sent', false],
  ['a text that was not scanned yet', null, null, false, 'scanner', 'nothing', false],
  ['a text with a virus', 'infected', null, false, 'no-scanner', 'nothing', false],
] as const)(
  'of %s an officer gets what may be had',
  (_, scan, copy, isCleanable, scanning, opens, hasOriginal) => {
    expect(fileState({ scan, copy, isCleanable }, scanning)).toMatchObject({ opens, hasOriginal })
  },
)

test('nothing is handed on of what a scanner has not seen or did not like', () => {
  fc.assert(
    fc.property(care, (given) => {
      const { opens, hasOriginal } = fileState(given, 'scanner')
      return given.scan === 'clean' || (opens === 'nothing' && !hasOriginal)
    }),
  )
})

test('what can be cleaned is never handed on as it was sent without a reason', () => {
  fc.assert(
    fc.property(
      care,
      fc.constantFrom('scanner' as const, 'no-scanner' as const),
      (given, scanning) => {
        return !given.isCleanable || fileState(given, scanning).opens !== 'as-sent'
      },
    ),
  )
})
