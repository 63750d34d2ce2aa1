/**
 * Builds the pages with Astro, then bundles the server and the commands. Bundled, the server starts in
 * a tenth of a second and holds a third of the memory that its unbundled packages take.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const recorded = join(root, 'dist', 'built-from')
const SOURCES = [
  'api',
  'content',
  'schema',
  'site',
  'scripts/build.mjs',
  'server.ts',
  'command.ts',
  'count.ts',
  'astro.config.mjs',
  'package-lock.json',
  'package.json',
  'tsconfig.json',
]

const sources = hashOfSources()
const isBuilt = existsSync(recorded) && readFileSync(recorded, 'utf8') === sources
if (!(isBuilt && process.argv.includes('--if-changed'))) {
  const began = Date.now()
  console.error('build: pages and server (about ten seconds)')
  rmSync(recorded, { force: true })
  rmSync(join(root, 'dist', 'compiled'), { recursive: true, force: true })
  buildPages()
  await bundleServer()
  writeFileSync(recorded, sources)
  console.error(`build: done in ${((Date.now() - began) / 1000).toFixed(1)} s`)
}

/** One hash over every file that a build depends on, by name and content. */
function hashOfSources() {
  const hash = createHash('sha256')
  for (const source of SOURCES) {
    for (const file of filesOf(source))
      hash.update(`${file}\0`).update(readFileSync(join(root, file)))
  }
  return hash.digest('hex')
}

function filesOf(path) {
  const full = join(root, path)
  if (!existsSync(full)) return []
  const entries = safeList(full)
  if (entries === undefined) return [path]
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => filesOf(`${path}/${entry.name}`))
}

function safeList(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch (fault) {
    if (fault.code === 'ENOTDIR') return undefined
    throw fault
  }
}

function buildPages() {
  const astro = join(root, 'node_modules', 'astro', 'bin', 'astro.mjs')
  const done = spawnSync(process.execPath, [astro, 'build', '--silent'], {
    cwd: root,
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
    stdio: ['ignore', 2, 2],
  })
  if (done.status !== 0) process.exit(1)
}

async function bundleServer() {
  const done = await bundle().catch(() => undefined)
  // esbuild has printed what is wrong, with file and line.
  if (done === undefined) process.exit(1)
  for (const { path, text } of done.outputFiles) writeFileSync(path, inAscii(text))
}

/** One letter outside ASCII makes the engine keep the whole program at two bytes a letter. */
function inAscii(program) {
  return program.replaceAll(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** Leaves out the reading library's messages in fifty languages, of which nobody is shown one. */
function withoutLocales({ onLoad }) {
  onLoad({ filter: /zod\/v4\/locales\/index\.js$/ }, () => ({
    contents: "export { default as en } from './en.js'",
  }))
}

/**
 * Takes Node's server from Node itself and not by import: an import reads each of its names, and for one of them
 * Node loads its own client, a tenth of a second and megabytes that most starts never need. HTTP/2, which we leave
 * to the proxy, is not loaded to be told that a request is not of its kind.
 */
function onlyTheServer({ onResolve, onLoad }) {
  const namespace = 'only-the-server'
  onResolve({ filter: /^(node:)?http$/ }, () => ({ path: 'http', namespace }))
  onLoad({ filter: /^http$/, namespace }, () => ({
    contents: "module.exports = process.getBuiltinModule('node:http')",
  }))
  onResolve({ filter: /^(node:)?http2$/ }, () => ({ path: 'http2', namespace }))
  onLoad({ filter: /^http2$/, namespace }, () => ({
    contents: 'export const constants = {}\nexport class Http2ServerRequest {}',
  }))
}

function bundle() {
  return build({
    absWorkingDir: root,
    entryPoints: {
      server: 'server.ts',
      command: 'command.ts',
      count: 'count.ts',
      'backup-worker': 'api/backup/worker.ts',
      'clean-file': 'api/cleaning/clean-file.ts',
    },
    outdir: 'dist',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    conditions: ['node', 'import'],
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    logLevel: 'warning',
    write: false,
    plugins: [
      { name: 'without-locales', setup: withoutLocales },
      { name: 'only-the-server', setup: onlyTheServer },
    ],
    // The database and the drawing of pictures are native libraries: their own loaders find the file
    // for this machine.
    external: ['sharp', 'libsql', '@libsql/linux-*', '@libsql/darwin-*', '@libsql/win32-*'],
    // Packages written for `require` reach Node's own modules through this.
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
  })
}
