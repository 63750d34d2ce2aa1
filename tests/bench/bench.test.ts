import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { z } from 'zod'

const run = promisify(execFile)
const Report = z.object({
  machine: z.object({ cores: z.number().positive() }),
  figures: z.array(z.object({ group: z.string(), name: z.string(), value: z.number().positive() })),
})

/** What it measures is for `npm run bench` to say; here it only has to run to its end. */
test('the benchmarks run, and each gives a figure', { timeout: 300_000 }, async () => {
  const { stdout } = await run(process.execPath, ['tests/bench/run.ts', '--short', '--json'])
  const { figures } = Report.parse(JSON.parse(stdout))
  expect(new Set(figures.map(({ group, name }) => `${group}: ${name}`)).size).toBe(figures.length)
  expect(figures.length).toBeGreaterThan(10)
})
