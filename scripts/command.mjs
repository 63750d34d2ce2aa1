/**
 * `npm run officer -- …` and its like: sets up what is missing, then hands the words on to the built
 * command. The second step is a process of its own, since setup may have brought a newer Node.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const setup = run(process.execPath, [join(root, 'scripts', 'setup.mjs'), '--build', '--to-run'])
if (setup !== 0) process.exit(2)

const packed = join(root, 'node_modules', '.bin', 'node')
const node = existsSync(packed) ? packed : process.execPath
process.exit(run(node, [join(root, 'dist', 'command.mjs'), ...process.argv.slice(2)]))

/** The exit code; 2 when it could not run or was ended by a signal. */
function run(command, args) {
  return spawnSync(command, args, { cwd: root, stdio: 'inherit' }).status ?? 2
}
