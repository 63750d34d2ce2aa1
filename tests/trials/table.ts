import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import type { Form, Result, Trial } from './trial.ts'

const PAGE = 'docs/operate/trials.md'
const START = '<!-- table -->'
const END = '<!-- end of table -->'
const HEAD =
  '| trial | plan | goal | size | came to | figure | day | machine | command |\n|---|---|---|---|---|---|---|---|---|'

type Ran = { readonly form: Form; readonly load: number; readonly minutes: string }

/** Puts the figure of a trial into the table of the page, in place of its last one. */
export function writeRow(
  { name, plan, goal }: Trial,
  { outcome, figure }: Result,
  { form, load, minutes }: Ran,
): void {
  const page = readFileSync(PAGE, 'utf8')
  const [before = '', rest = ''] = page.split(START)
  const [table = '', after = ''] = rest.split(END)
  const rows = new Map(
    table
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .map((line) => [/^\| `([^`]+)`/.exec(line)?.[1] ?? '', line]),
  )
  const day = new Date().toISOString().slice(0, 10)
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.version}, load ${load.toFixed(1)}, ${minutes} min`
  const command = `\`npm run trials -- ${name}${form === 'full' ? '' : ` --${form}`}\``
  const cells = [`\`${name}\``, plan, goal, form, outcome, figure, day, machine, command]
  rows.set(name, `| ${cells.map((cell) => cell.replaceAll('|', '/')).join(' | ')} |`)
  writeFileSync(
    PAGE,
    `${before}${START}\n${HEAD}\n${[...rows.values()].join('\n')}\n${END}${after}`,
  )
}
