/**
 * `npm run check`: everything that can be told without a browser, side by side. Prints one line a check,
 * and the whole output of a check that found something.
 */
import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const CHECKS = [
  ['format and lint', 'biome', 'check', '--error-on-warnings', '.'],
  [
    'types',
    'astro',
    'check',
    '--minimumSeverity',
    'warning',
    '--minimumFailingSeverity',
    'warning',
  ],
  [
    'house, words and weight',
    'vitest',
    'run',
    'tests/architecture.test.ts',
    'tests/content',
    'tests/weight',
  ],
  ['languages', 'node', 'scripts/missing-words.mjs', '--count'],
]
/** Checks that are worth reading when nothing was found: how much each language still lacks. */
const ALWAYS_SAID = ['languages']

const results = await Promise.all(CHECKS.map(check))
process.exit(results.every(Boolean) ? 0 : 1)

function check([name, command, ...args]) {
  const began = Date.now()
  const child = spawn(join(root, 'node_modules', '.bin', command), args, {
    cwd: root,
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const parts = []
  child.stdout.on('data', (part) => parts.push(part))
  child.stderr.on('data', (part) => parts.push(part))
  return new Promise((resolve) => {
    child.on('close', (code) => {
      const seconds = ((Date.now() - began) / 1000).toFixed(1)
      console.log(`${code === 0 ? 'ok    ' : 'FOUND '} ${name} (${seconds} s)`)
      if (code !== 0 || ALWAYS_SAID.includes(name)) console.log(Buffer.concat(parts).toString())
      resolve(code === 0)
    })
  })
}
