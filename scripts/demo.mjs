/**
 * `npm run demo`: a throw-away folder with an invented year of cases for each authority, served as `npm start`
 * serves. Prints a one-time link for the demonstration's officer of each, and the six digits that go with it;
 * Enter prints the digits of the moment. The folder goes when it ends. `npm run demo -- fill` fills the folder of
 * `DATA_DIR` instead, to practise in for longer; `npm run demo -- code SECRET` prints its digits.
 */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const packed = join(root, 'node_modules', '.bin', 'node')
const node = existsSync(packed) ? packed : process.execPath
const asked = process.argv.slice(2)
if (asked.length > 0) {
  const env = { ...process.env, PRACTICE: 'yes' }
  const done = spawnSync(node, [join(root, 'dist', 'command.mjs'), 'demo', ...asked], {
    cwd: root,
    env,
    stdio: 'inherit',
  })
  process.exit(done.status ?? 2)
}
const folder = mkdtempSync(join(tmpdir(), 'earshot-demo-'))
const env = {
  ...process.env,
  DATA_DIR: join(folder, 'data'),
  PRACTICE: 'yes',
  MALLOC_ARENA_MAX: '2',
  NODE_COMPILE_CACHE: 'dist/compiled',
}
delete env.SECRET_KEY
delete env.SECRET_KEY_FILE
delete env.DATABASE_URL

console.error('demo: inventing a year of cases (half a minute or so)')
const filled = command('fill')
if (filled.status !== 0) {
  process.stderr.write(filled.stderr)
  rmSync(folder, { recursive: true, force: true })
  process.exit(2)
}
const secret = /^demo-secret (\w+)$/m.exec(filled.stdout)?.[1] ?? ''
process.stdout.write(filled.stdout.replace(/^demo-secret.*\n/m, ''))

const server = spawn(node, ['--max-semi-space-size=2', join(root, 'dist', 'server.mjs')], {
  cwd: root,
  env,
  stdio: ['ignore', 'inherit', 'inherit'],
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill('SIGTERM'))
server.on('exit', (code) => {
  rmSync(folder, { recursive: true, force: true })
  process.exit(code ?? 0)
})
sayCode()
createInterface({ input: process.stdin }).on('line', sayCode)

function sayCode() {
  process.stdout.write(command('code', secret).stdout)
}

function command(...args) {
  return spawnSync(node, [join(root, 'dist', 'command.mjs'), 'demo', ...args], {
    cwd: root,
    env,
    encoding: 'utf8',
  })
}
