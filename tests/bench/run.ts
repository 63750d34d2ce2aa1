/**
 * `npm run bench`: measures the product beside the bare thing in the same run. `-- --json` gives the figures as JSON, `-- --short`
 * only proves that all of it runs, names choose: `npm run bench -- pages submissions`. `--cases=10000,100000` are the sizes of the desk,
 * and `--write` puts the table of each into `docs/operate/scale.md`; the plan too, where `submissions` and `desk` were chosen.
 */
import { cpus, loadavg } from 'node:os'
import { desk } from './desk.ts'
import { type Bench, type Figure, tableOf } from './figures.ts'
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

const settings = {
  seconds: isShort ? 0.2 : 8,
  warmth: isShort ? 0 : 2,
  cases: sizes?.split(',').map(Number) ?? (isShort ? [20, 40] : [10_000, 100_000, 1_000_000]),
  isShort,
}
const figures: Figure[] = []
const tables: string[] = []
for (const bench of BENCHES) {
  if (names.length > 0 && !names.includes(bench.name)) continue
  process.stderr.write(`bench: ${bench.name}\n`)
  const soFar = (measured: readonly Figure[]) => {
    const table = `${underOf(bench)}\n\n${tableOf(measured)}`
    if (asked.includes('--write')) putIntoPaper(bench.name, table)
    return table
  }
  const measured = await bench.run({ ...settings, soFar })
  figures.push(...measured)
  tables.push(soFar(measured))
}
const plan = planOf(figures)
if (asked.includes('--write') && plan !== undefined) putIntoPaper('plan', plan)
const json = () => JSON.stringify({ machine: machine(), figures }, null, 2)
process.stdout.write(asked.includes('--json') ? `${json()}\n` : `${tables.join('\n\n')}\n`)

function machine() {
  return {
    on: new Date().toISOString().slice(0, 10),
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    node: process.version,
    /** Above the number of cores, something else ran beside it: figures are then lower bounds. */
    load: Number(loadavg()[0]?.toFixed(1)),
  }
}

/** When, where and by which command a table was made. */
function underOf({ name }: Bench): string {
  const { on, cores, cpu, node, load } = machine()
  const cases = name === 'desk' && sizes !== undefined ? ` --cases=${sizes}` : ''
  return `${on}, ${cores} × ${cpu}, Node ${node}, load ${load}: \`npm run bench -- ${name}${cases}\``
}
