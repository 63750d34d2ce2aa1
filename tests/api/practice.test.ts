import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { keepPracticeApart } from '#api/practice.ts'
import { temporaryFolder } from '#tests/support/store.ts'

/** What an authority leaves behind that was served from there. */
function serve(folder: string): void {
  mkdirSync(join(folder, 'coventry'))
  writeFileSync(join(folder, 'coventry', 'keys.json'), '{}')
}

test('a folder that was begun for practice stays one, and is never served in earnest', () => {
  const folder = temporaryFolder()
  keepPracticeApart(folder, 'practice')
  serve(folder)
  expect(() => keepPracticeApart(folder, 'practice')).not.toThrow()
  expect(() => keepPracticeApart(folder, 'earnest')).toThrow('is for practice')
})

test('real cases are never shown as practice', () => {
  const folder = temporaryFolder()
  keepPracticeApart(folder, 'earnest')
  serve(folder)
  expect(() => keepPracticeApart(folder, 'practice')).toThrow('holds real cases')
})
