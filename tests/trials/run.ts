/**
 * `npm run trials [-- NAME…]`: the long reliability and security trials, alone or all, with their figures
 * written to docs/operate/trials.md. `--part` runs as much as takes five minutes at most and says so there;
 * `--short` runs the forms of `npm test` and writes nothing.
 */
import { loadavg } from 'node:os'
import { allTrials } from './all.ts'
import { writeRow } from './table.ts'
import type { Form } from './trial.ts'

const asked = process.argv.slice(2)
const forms: readonly Form[] = ['short', 'part']
const form = forms.find((each) => asked.includes(`--${each}`)) ?? 'full'
const names = asked.filter((word) => !word.startsWith('--'))
const unknown = names.filter((name) => allTrials.every((trial) => trial.name !== name))
if (unknown.length > 0) {
  const known = allTrials.map(({ name }) => name).join(', ')
  process.stderr.write(`trials: no ${unknown.join(', ')}; there are ${known}\n`)
  process.exit(1)
}

let missed = 0
for (const trial of allTrials) {
  if (names.length > 0 && !names.includes(trial.name)) continue
  const began = performance.now()
  process.stdout.write(`${trial.name} (${trial.plan}): ${trial.goal}\n`)
  const result = await trial
    .run(form, (line) => process.stderr.write(`  ${line}\n`))
    .catch((fault: unknown) => ({
      outcome: 'missed' as const,
      figure: `stopped: ${String(fault)}`,
    }))
  const minutes = ((performance.now() - began) / 60_000).toFixed(1)
  process.stdout.write(`  ${result.outcome} in ${minutes} min: ${result.figure}\n`)
  if (result.outcome === 'missed') missed++
  if (form !== 'short') writeRow(trial, result, { form, load: loadavg()[0] ?? 0, minutes })
}
process.exit(missed > 0 ? 1 : 0)
