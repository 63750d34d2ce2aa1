/**
 * Runs the tests with their usual output and closes with one line: `N passed, N failed`. Arguments name
 * files: `npm test -- tests/rules`. A module that does not load and a fault outside any test count as failed.
 */
import { startVitest } from 'vitest/node'

const vitest = await startVitest(process.argv.slice(2), { run: true, watch: false })
const modules = vitest.state.getTestModules()
const tests = modules.flatMap((module) => [...module.children.allTests()])
const counted = (state) => tests.filter((test) => test.result().state === state)

const brokenModules = modules.filter(
  (module) =>
    module.state() === 'failed' && !counted('failed').some((test) => test.module === module),
)
const strayFaults = vitest.state.getUnhandledErrors()
const passed = counted('passed').length
const skipped = [...counted('skipped'), ...counted('pending')]
const nothingRan = modules.length === 0 ? 1 : 0
const failed = counted('failed').length + brokenModules.length + strayFaults.length + nothingRan

await vitest.close()
for (const test of skipped) {
  console.log(`skipped: ${test.fullName} (${test.result().note ?? 'no reason given'})`)
}
const tail = skipped.length > 0 ? `, ${skipped.length} skipped` : ''
console.log(`${passed} passed, ${failed} failed${tail}`)
process.exit(failed > 0 ? 1 : 0)
