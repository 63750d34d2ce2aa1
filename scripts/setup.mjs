/**
 * Sets up what is missing, in plain lines. Runs before anything is installed, so it uses Node's own
 * modules only and must work on Node 20. `--build` builds what changed; `--browser` brings a Chromium;
 * `--to-run` leaves out what only tests and checks need.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const NODE_NEEDED = 24
const root = dirname(dirname(fileURLToPath(import.meta.url)))
const bin = join(root, 'node_modules', '.bin')
const lock = join(root, 'package-lock.json')
const installed = join(root, 'node_modules', '.earshot-lock')

class SetupRefused extends Error {}

try {
  const wanted = new Set(process.argv.slice(2))
  installPackages(wanted.has('--to-run') ? 'to-run' : 'all')
  checkNode()
  if (wanted.has('--build')) build()
  if (wanted.has('--browser')) await bringBrowser()
} catch (fault) {
  if (!(fault instanceof SetupRefused)) throw fault
  console.error(`setup: ${fault.message}`)
  process.exitCode = 2
}

/** On the error stream: what a command prints may be piped into a file. */
function say(line) {
  console.error(`setup: ${line}`)
}

/** The PATH without our own packages: `npm ci` deletes them while it runs. */
function systemEnvironment() {
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== bin)
  return { ...process.env, PATH: path.join(delimiter) }
}

function run(command, args, environment = process.env) {
  const done = spawnSync(command, args, {
    cwd: root,
    env: environment,
    stdio: ['ignore', 2, 2],
  })
  return done.status === 0
}

/** What is installed for tests is enough to run as well. */
function installPackages(what) {
  const hash = createHash('sha256').update(readFileSync(lock)).digest('hex')
  const is = existsSync(installed) ? readFileSync(installed, 'utf8').trim() : ''
  if (is === hash || (what === 'to-run' && is === `${hash} to-run`)) return
  const dev = what === 'all' ? '--include=dev' : '--omit=dev'
  const args = ['ci', dev, '--include=optional', '--no-audit', '--no-fund']
  args.push('--loglevel=error')
  say('installing the locked packages (half a minute or so)')
  // A registry that stumbles once is common on a fresh machine; a second stumble is a fault.
  const done = run('npm', args, systemEnvironment()) || run('npm', args, systemEnvironment())
  if (!done) throw new SetupRefused('npm ci did not work; the lines above say why')
  writeFileSync(installed, what === 'all' ? `${hash}\n` : `${hash} to-run\n`)
  say('packages installed')
}

/** npm puts our packages first on the PATH, so their Node runs the scripts where one is packed. */
function checkNode() {
  const packed = join(bin, 'node')
  const command = existsSync(packed) ? packed : 'node'
  const answer = spawnSync(command, ['--version'], { encoding: 'utf8' })
  const version = answer.status === 0 ? answer.stdout.trim() : 'none that runs'
  if (Number(/^v(\d+)\./.exec(version)?.[1] ?? 0) >= NODE_NEEDED) return
  throw new SetupRefused(
    `Node ${NODE_NEEDED} or newer is needed and this machine has ${version}. Install Node ${NODE_NEEDED} from nodejs.org, then run this again.`,
  )
}

function node() {
  const packed = join(bin, 'node')
  return existsSync(packed) ? packed : process.execPath
}

function build() {
  if (!run(node(), [join(root, 'scripts', 'build.mjs'), '--if-changed'])) {
    throw new SetupRefused('the build stopped; the lines above say why')
  }
}

async function bringBrowser() {
  const { findBrowser } = await import('./browser.mjs')
  if ((await findBrowser()) !== undefined) return
  if (process.env.CHROMIUM) {
    throw new SetupRefused(`CHROMIUM names ${process.env.CHROMIUM}, and no file is there`)
  }
  say('installing Chromium for the tests')
  const isDebian = existsSync('/etc/debian_version') && process.getuid?.() === 0
  if (isDebian) installFromDebian()
  else run(node(), [join(root, 'node_modules', 'playwright-core', 'cli.js'), 'install', 'chromium'])
  if ((await findBrowser()) === undefined) {
    throw new SetupRefused(
      'no Chromium was found or could be installed. Install it, or name one in CHROMIUM, then run this again.',
    )
  }
  say('Chromium installed')
}

function installFromDebian() {
  const quiet = { ...systemEnvironment(), DEBIAN_FRONTEND: 'noninteractive' }
  run('apt-get', ['update', '-qq'], quiet)
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], quiet)
}
