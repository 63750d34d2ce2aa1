import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { EnvironmentFault } from './env.ts'

/** Says that everything in its data folder is invented. */
const MARK = 'practice'
/** Every authority that was ever served from a folder has its keys there. */
const KEYS = 'keys.json'

/**
 * Keeps practice and earnest apart: a folder that was begun for practice is never served as a real one, and none with
 * real cases is shown as practice, where nobody reads what a child sends. Refuses, as a fault of the environment.
 */
export function keepPracticeApart(folder: string, mode: 'practice' | 'earnest'): void {
  const isMarked = existsSync(join(folder, MARK))
  if (mode === 'earnest' && isMarked) {
    throw new EnvironmentFault(
      `${folder} is for practice: set PRACTICE=yes, or choose another folder`,
    )
  }
  if (mode === 'earnest' || isMarked) return
  if (readdirSync(folder).some((name) => existsSync(join(folder, name, KEYS)))) {
    throw new EnvironmentFault(`${folder} holds real cases: choose another folder for practice`)
  }
  writeFileSync(join(folder, MARK), '', { mode: 0o600 })
}
