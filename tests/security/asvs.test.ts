import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** What is in scope of OWASP ASVS 5.0.0, by section: level 2, and level 3 where the page says so. */
const IN_SCOPE: Readonly<Record<string, readonly number[]>> = {
  '1.1': upTo(2),
  '1.2': upTo(10),
  '1.3': upTo(11),
  '1.4': upTo(3),
  '1.5': upTo(2),
  '2.1': upTo(3),
  '2.2': upTo(3),
  '2.3': upTo(5),
  '2.4': upTo(1),
  '3.2': upTo(2),
  '3.3': upTo(4),
  '3.4': upTo(6),
  '3.5': upTo(5),
  '3.7': upTo(2),
  '4.1': upTo(3),
  '4.2': upTo(1),
  '4.3': upTo(2),
  '4.4': upTo(4),
  '5.1': upTo(1),
  '5.2': upTo(6),
  '5.3': upTo(3),
  '5.4': upTo(3),
  '6.1': upTo(3),
  '6.2': upTo(12),
  '6.3': upTo(4),
  '6.4': upTo(4),
  '6.5': upTo(5),
  '6.6': upTo(3),
  '6.8': upTo(4),
  '7.1': upTo(3),
  '7.2': upTo(4),
  '7.3': upTo(2),
  '7.4': upTo(5),
  '7.5': upTo(2),
  '7.6': upTo(2),
  '8.1': upTo(4),
  '8.2': upTo(4),
  '8.3': upTo(3),
  '8.4': upTo(2),
  '11.1': upTo(2),
  '11.2': upTo(3),
  '11.3': upTo(3),
  '11.4': upTo(4),
  '11.5': upTo(1),
  '11.6': upTo(1),
  '12.1': upTo(3),
  '12.2': upTo(2),
  '12.3': upTo(4),
  '13.1': upTo(1),
  '13.2': upTo(5),
  '13.3': upTo(2),
  '13.4': upTo(5),
  '14.1': upTo(2),
  '14.2': upTo(8),
  '14.3': upTo(3),
  '15.1': upTo(3),
  '15.2': upTo(3),
  '15.3': upTo(7),
  '16.1': upTo(1),
  '16.2': upTo(5),
  '16.3': upTo(4),
  '16.4': upTo(3),
  '16.5': upTo(4),
}

function upTo(last: number): readonly number[] {
  return Array.from({ length: last }, (_, n) => n + 1)
}

test('each requirement in scope is answered once, and each answer says something', () => {
  const rows = readFileSync('docs/security/asvs.md', 'utf8')
    .split('\n')
    .filter((line) => /^\| \d/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()))
  const named = rows.flatMap(([, ids = '']) => ids.split(', '))
  const wanted = Object.entries(IN_SCOPE).flatMap(([section, numbers]) =>
    numbers.map((n) => `${section}.${n}`),
  )
  expect(named.toSorted()).toEqual(wanted.toSorted())
  for (const [, ids, here = '', answer = ''] of rows) {
    expect(here.length, ids).toBeGreaterThan(2)
    expect(answer.length, ids).toBeGreaterThan(2)
  }
})

/** What else stands in the page as code. */
const NO_TRIALS = new Set(['name', 'content', 'no-store'])

test('no answer names a test that is not there', () => {
  const text = readFileSync('docs/security/asvs.md', 'utf8')
  const all = readFileSync('tests/trials/suites.ts', 'utf8')
  const single = readFileSync('tests/trials/all.ts', 'utf8')
  const trials = [...text.matchAll(/`([a-z]+(?:-?[a-z0-9]+)*)`/g)].map(([, name = '']) => name)
  for (const name of new Set(trials)) {
    if (NO_TRIALS.has(name)) continue
    expect(all.includes(`'${name}'`) || single.includes(`./${name}.ts'`), name).toBe(true)
  }
})
