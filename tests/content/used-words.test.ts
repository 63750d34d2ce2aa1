import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { ContentFaults } from '#content/faults.ts'
import { readWords } from '#content/words.ts'
import { WhyDay } from '#schema/authority/bank-holidays.ts'
import { ErrorCode } from '#schema/errors.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const words = readWords(`${ROOT}content`, 'words/en', new ContentFaults())

/**
 * Words whose keys are made from data or a closed list: each question's own are checked when the content is
 * read, the others below.
 */
const FROM_DATA = ['question', 'triage', 'error', 'calendar']

/** The areas that the code names: `chrome`, `done`, `way-back` … */
const areas = [...new Set([...words.keys()].map((key) => key.split('.')[0] ?? ''))].filter(
  (area) => !FROM_DATA.includes(area),
)

/** Every text in quotes or backticks of the code that begins like a key of the words. */
function keysInCode(): readonly string[] {
  const files = execFileSync('git', ['ls-files', 'api', 'site', 'schema', 'server.ts'], {
    cwd: ROOT,
    encoding: 'utf8',
  })
    .split('\n')
    .filter((file) => /\.(ts|tsx|astro)$/.test(file))
  const key = new RegExp(
    `['"\`]((?:${areas.join('|')})\\.[^'"\`\\s]*(?:\\$\\{[^}]*\\}[^'"\`\\s]*)*)['"\`]`,
    'g',
  )
  return files.flatMap((file) =>
    [...readFileSync(`${ROOT}${file}`, 'utf8').matchAll(key)].map((match) => match[1] ?? ''),
  )
}

/** `done.${audience}.next.${name}` → the keys that it can mean. */
function pattern(key: string): RegExp {
  const parts = key.split(/\$\{[^}]*\}/).map((part) => part.replaceAll(/[.*+?^$()[\]\\|]/g, '\\$&'))
  return new RegExp(`^${parts.join('.+')}$`)
}

const patterns = [...new Set(keysInCode())].map(pattern)

test('every sentence outside the questions is said somewhere', () => {
  const unsaid = [...words.keys()].filter(
    (key) =>
      areas.includes(key.split('.')[0] ?? '') &&
      !patterns.some((each) => each.test(key) || each.test(key.replace(/\.[a-z]+$/, ''))),
  )
  expect(unsaid).toEqual([])
})

test.each([
  ['refusal', 'error', ErrorCode.options],
  ['kind of day', 'calendar', WhyDay.options],
])('every %s has its sentence, and there is no other', (_, area, codes) => {
  const said = [...words.keys()].filter((key) => key.startsWith(`${area}.`))
  expect(said.sort()).toEqual(codes.map((code) => `${area}.${code}`).sort())
})
