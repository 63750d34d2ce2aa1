import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { leavingOut, stillLooksLike } from '#schema/rules/privacy/redaction.ts'

const GONE = '[left out]'

describe('a passage that is to be left out', () => {
  test.each([
    ['as it was typed', 'Sarah Jones came.', 'Sarah Jones'],
    ['in small letters', 'It was sarah jones again.', 'Sarah Jones'],
    ['over the end of a line', 'I saw Sarah\n   Jones there.', 'Sarah Jones'],
    ['with another apostrophe', 'Mr O’Neill said so.', "O'Neill"],
    ['whose things are told of', 'Sarah Jones’s car', 'Sarah Jones'],
    ['with marks that nobody sees', 'Sar\u00ADah Jo\u200Bnes', 'Sarah Jones'],
    ['with its accent in two characters', 'Zoe\u0308 came', 'Zoë'],
    ['that is a telephone number', 'Ring 07700 900123 now', '07700 900123'],
    ['that is a mail address', 'sj@x.example wrote', 'sj@x.example'],
    ['in brackets', '(Sarah Jones)', 'Sarah Jones'],
  ])('goes, %s', (_, text, passage) => {
    const left = leavingOut([passage], GONE)(text)
    expect(left).toContain(GONE)
    for (const word of passage.split(/[\s'’]+/)) expect(left).not.toContain(word)
  })

  test('is not cut out of a longer word', () => {
    expect(leavingOut(['Ann'], GONE)('Announce it to Ann.')).toBe(`Announce it to ${GONE}.`)
  })

  test('goes whole where a shorter one is to go too', () => {
    expect(leavingOut(['Sarah', 'Sarah Jones'], GONE)('Sarah Jones and Sarah')).toBe(
      `${GONE} and ${GONE}`,
    )
  })

  test('is taken as it stands, though it has marks that mean something elsewhere', () => {
    expect(leavingOut(['a.c (x)'], GONE)('abc x, a.c (x)')).toBe(`abc x, ${GONE}`)
  })

  test('leaves everything where nothing was named', () => {
    expect(leavingOut(['', '  ', '…'], GONE)('All of it … stays')).toBe('All of it … stays')
  })

  const letters = fc.stringMatching(/^[a-zäöéß]{2,8}$/)
  const names = fc.array(letters, { minLength: 1, maxLength: 3 })
  const around = fc.array(fc.constantFrom('went', 'home,', 'with', '“', '(', '.', '\n'), {
    maxLength: 6,
  })

  test('leaves no trace, however it was spaced and wherever it stood', () => {
    fc.assert(
      fc.property(names, around, around, fc.boolean(), (name, before, after, isLarge) => {
        const written = (isLarge ? name.map((word) => word.toUpperCase()) : name).join(' \n ')
        const text = [...before, written, ...after].join(' ')
        const left = leavingOut([name.join(' ')], GONE)(text)
        const folded = left.toLowerCase().replaceAll(/\s+/g, ' ').split(' ')
        fc.pre(!name.some((word) => ['went', 'home', 'with', 'left', 'out', 'ß'].includes(word)))
        if (isLarge && /ß/.test(name.join(''))) return
        for (const word of name) expect(folded).not.toContain(word)
      }),
    )
  })
})

describe('words to look at again', () => {
  test.each([
    ['a part of the name', 'Sarah was late.', ['Sarah']],
    ['a slip', 'Sara Jonse was late.', ['Sara', 'Jonse']],
    ['a longer form', 'The Joneses were late.', ['Joneses']],
    ['no accent', 'zöe', []],
    ['nothing alike', 'The bus was late.', []],
  ])('are %s', (_, text, expected) => {
    expect(stillLooksLike(['Sarah Jones'], text)).toEqual(expected)
  })

  test('are found without their accents', () => {
    expect(stillLooksLike(['Zoë'], 'Then Zoe came.')).toEqual(['Zoe'])
  })

  test('are not the words of a whole sentence', () => {
    expect(stillLooksLike(['The man at the Park hit me'], 'The Park is nice.')).toEqual([])
  })
})
