import { spawn } from 'node:child_process'
import type { Form, Result, Trial } from './trial.ts'

/** Tests of the suite that are tried with far more examples, new ones each time. `npm test` runs them as they are. */
type Suite = {
  readonly name: string
  readonly plan: string
  readonly goal: string
  readonly files: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** The same for `part`, where the full number takes longer than five minutes. */
  readonly partEnv?: Readonly<Record<string, string>>
}

const SUITES: readonly Suite[] = [
  {
    name: 'laws',
    plan: 'all rules',
    goal: 'each law of the rules holds for 5,000 new examples',
    files: ['tests/rules'],
    env: { LAW_SEED: 'any', LAW_RUNS: '5000' },
    partEnv: { LAW_SEED: 'any', LAW_RUNS: '1000' },
  },
  {
    name: 'hostile',
    plan: 'T16, T26',
    goal: '100,000 bodies of any kind to every route: 0 × 500, 0 crashes',
    files: ['tests/api/http/hostile.test.ts'],
    env: { LAW_SEED: 'any', HOSTILE_RUNS: '100000' },
    partEnv: { LAW_SEED: 'any', HOSTILE_RUNS: '20000' },
  },
  {
    name: 'poison',
    plan: 'T3',
    goal: 'after a lock that was not given, nothing is acknowledged that is not on the disk; the bare client shows the loss',
    files: ['tests/api/store/durability.test.ts'],
  },
  {
    name: 'clock',
    plan: 'T10',
    goal: 'clocks set back, ahead and over a change of the hour: nothing is lost, stalled or removed early',
    files: [
      'tests/api/mail/delivery.test.ts',
      'tests/api/upkeep',
      'tests/api/backup/schedule.test.ts',
      'tests/security/clock.test.ts',
    ],
  },
  {
    name: 'erasure',
    plan: 'T15',
    goal: 'none of 20 things of a removed case is found anywhere; reports add up; an old backup does not bring it back',
    files: ['tests/api/forgetting', 'tests/rules/retention.test.ts'],
  },
  {
    name: 'files',
    plan: 'T18–T21',
    goal: 'names, kinds, bombs and hidden data of files: kept under our own names, never shown in our pages, bounded',
    files: [
      'tests/api/intake/attachments.test.ts',
      'tests/api/cases/files.test.ts',
      'tests/api/cleaning',
      'tests/api/cases/clean-copies.test.ts',
      'tests/security/files.test.ts',
    ],
  },
  {
    name: 'markup',
    plan: 'T22–T25',
    goal: 'script, hidden text, mail headers and formulas in every field: shown as text, byte for byte, never run',
    files: ['tests/security/markup.test.ts', 'tests/api/reports/csv.test.ts'],
  },
  {
    name: 'access',
    plan: 'T27, T29–T31',
    goal: 'every route × role × foreign case; sessions, sign-in, forged and framed requests',
    files: [
      'tests/api/cases/who-may-read.test.ts',
      'tests/api/cases/kept-out.test.ts',
      'tests/api/officers',
      'tests/security/routes.test.ts',
    ],
  },
  {
    name: 'headers',
    plan: 'T32',
    goal: 'at least 130 by Mozilla’s published table, on static and on-demand pages; no third party',
    files: ['tests/security/headers.test.ts'],
  },
  {
    name: 'leaving',
    plan: 'T33',
    goal: 'leaving leaves nothing behind, with and without scripts',
    files: ['tests/journeys/leaving-and-losing.test.ts'],
  },
  {
    name: 'supply',
    plan: 'T35',
    goal: 'locked versions, install scripts and licences by list, no secret in the tree',
    files: ['tests/security/supply.test.ts'],
  },
]

export const suites: readonly Trial[] = SUITES.map((suite) => ({
  ...suite,
  run: (form, say) => runSuite(suite, envFor(suite, form), say),
}))

function envFor({ env = {}, partEnv = env }: Suite, form: Form): Readonly<Record<string, string>> {
  return { short: {}, part: partEnv, full: env }[form]
}

function runSuite(
  { files }: Suite,
  env: Readonly<Record<string, string>>,
  say: (line: string) => void,
): Promise<Result> {
  return new Promise((resolve) => {
    const args = ['scripts/test.mjs', ...files, '--testTimeout=7200000']
    const child = spawn(process.execPath, args, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let said = ''
    const keep = (part: Buffer) => {
      said += part.toString()
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.once('exit', (code) => {
      const last = said.trim().split('\n').at(-1) ?? ''
      if (code !== 0)
        say(
          said
            .split('\n')
            .filter((line) => /✗|×|Error/.test(line))
            .join('\n'),
        )
      const given = Object.entries(env).map(([name, value]) => `${name}=${value}`)
      const figure = [last, ...given].join(', ')
      resolve({ outcome: code === 0 ? 'met' : 'missed', figure })
    })
  })
}
