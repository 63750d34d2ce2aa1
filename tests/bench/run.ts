/**
 * `npm run bench`: measures the product beside the bare thing in the same run. `-- --json` gives the figures as JSON, `-- --short`
 * only proves that all of it runs, names choose: `npm run bench -- pages submissions`. `--cases=10000,100000` are the sizes of the desk,
 * and `--write` puts the tables into `docs/operate/scale.md`.
 */
import { cpus, loadavg } from 'node:os'
import { desk } from './desk.ts'
import { type Bench, type Figure, type Settings, tableOf } from './figures.ts'
import { pages } from './pages.ts'
import { putIntoPaper } from './paper.ts'
import { planOf } from './planning.ts'
import { rules } from './rules.ts'
import { startUp } from './start-up.ts'
import { submissions } from './submissions.ts'

const BENCHES: readonly Bench[] = [rules, startUp, pages, submissions, desk]

const asked = process.argv.slice(2)
const isShort = asked.includes('--short')
const sizes = asked.find((word) => word.startsWith('--cases='))?.slice('--cases='.length)
const names = asked.filter((word) => !word.startsWith('--'))
const unknown = names.filter((name) => BENCHES.every((bench) => bench.name !== name))
if (unknown.length > 0) {
  process.stderr.write(
    `bench: no ${unknown.join(', ')}; there are ${BENCHES.map(({ name }) => name).join(', ')}\n`,
  )
  process.exit(1)
}

const settings: Settings = {
  seconds: isShort ? 1 : 8,
  cases: sizes?.split(',').map(Number) ?? (isShort ? [60, 120] : [10_000, 100_000, 1_000_000]),
  isShort,
}
const figures: Figure[] = []
for (const bench of BENCHES) {
  if (names.length > 0 && !names.includes(bench.name)) continue
  process.stderr.write(`bench: ${bench.name}\n`)
  figures.push(...(await bench.run(settings)))
}

const machine = {
  on: new Date().toISOString().slice(0, 10),
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  cores: cpus().length,
  node: process.version,
  /** Above the number of cores, something else ran beside it: figures are then lower bounds. */
  load: Number(loadavg()[0]?.toFixed(1)),
}
const under = `${machine.on}, ${machine.cores} × ${machine.cpu}, Node ${machine.node}, load ${machine.load}: \`npm run bench\``
const table = `${under}\n\n${tableOf(figures)}`
process.stdout.write(
  asked.includes('--json') ? `${JSON.stringify({ machine, figures }, null, 2)}\n` : `${table}\n`,
)
if (asked.includes('--write')) {
  putIntoPaper('measured', table)
  const plan = planOf(figures)
  if (plan !== undefined) putIntoPaper('planned', plan)
}
