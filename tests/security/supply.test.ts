import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'

const Lock = z.object({
  packages: z.record(
    z.string(),
    z.looseObject({
      version: z.string().optional(),
      integrity: z.string().optional(),
      license: z.string().optional(),
      hasInstallScript: z.boolean().optional(),
    }),
  ),
})
const Manifest = z.looseObject({
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
  optionalDependencies: z.record(z.string(), z.string()),
  allowScripts: z.record(z.string(), z.boolean()),
})

const { packages } = Lock.parse(JSON.parse(readFileSync('package-lock.json', 'utf8')))
const manifest = Manifest.parse(JSON.parse(readFileSync('package.json', 'utf8')))
const locked = Object.entries(packages).filter(([path]) => path !== '')

/** Which licences what we use may have. None asks that our own code be published. */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC-BY-4.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'MIT OR Apache-2.0',
  'MPL-2.0',
  'Python-2.0',
])

/** Licensed otherwise, or without saying so in the usual place; each with why that is well. */
const EXCEPTIONS: readonly (readonly [RegExp, string])[] = [
  [/^@img\/sharp/, 'libvips, LGPL-3.0-or-later: a library of its own, loaded and not changed'],
  [/^(busboy|streamsearch)$/, 'MIT, said in its older `licenses` list'],
]

/** Would run a program of its own while it is installed. None may: what they do is not needed here. */
const WITH_INSTALL_SCRIPT = ['esbuild']

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
}

test('every package is locked to one version and one content', () => {
  const open = locked.filter(([, { version, integrity }]) => !version || !integrity)
  expect(open.map(([path]) => path)).toEqual([])
})

test('what we name, we name by its exact version', () => {
  const asked = {
    ...manifest.dependencies,
    ...manifest.devDependencies,
    ...manifest.optionalDependencies,
  }
  const loose = Object.entries(asked).filter(
    ([, version]) => !/^(npm:@?[\w/-]+@)?\d+\.\d+\.\d+$/.test(version),
  )
  expect(loose).toEqual([])
})

test('no package runs a program while it is installed but the listed, and those are kept from it', () => {
  const scripted = locked.filter(([, { hasInstallScript }]) => hasInstallScript === true)
  expect([...new Set(scripted.map(([path]) => nameOf(path)))]).toEqual(WITH_INSTALL_SCRIPT)
  for (const name of WITH_INSTALL_SCRIPT) expect(manifest.allowScripts[name]).toBe(false)
})

test('every licence is one that we may use', () => {
  const others = locked.filter(([path, { license }]) => {
    const isExcepted = EXCEPTIONS.some(([name]) => name.test(nameOf(path)))
    return !isExcepted && (license === undefined || !ALLOWED.has(license))
  })
  expect(others.map(([path, { license }]) => `${nameOf(path)}: ${license}`)).toEqual([])
})

test('a list of everything that is in it can be made, without a network', () => {
  const args = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only']
  const text = execFileSync('npm', args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 2 ** 26,
  })
  const { components } = z
    .looseObject({ components: z.array(z.looseObject({ name: z.string(), version: z.string() })) })
    .parse(JSON.parse(text))
  const listed = new Set(components.map(({ name }) => name))
  for (const name of Object.keys(manifest.dependencies)) {
    const isAlias = manifest.dependencies[name]?.startsWith('npm:') === true
    if (!isAlias) expect(listed, name).toContain(name)
  }
})

/** What `npm audit` names and why it does not reach us. Empty while there is none. */
const EXPLAINED: Readonly<Record<string, string>> = {}

test('nothing in use has a known hole that is not explained', { timeout: 60_000 }, ({ skip }) => {
  const report = audit()
  skip(report === undefined, 'the registry does not answer npm audit here')
  const named = Object.keys(report?.vulnerabilities ?? {})
  expect(named.filter((name) => EXPLAINED[name] === undefined)).toEqual([])
})

function audit() {
  const Report = z.object({ vulnerabilities: z.record(z.string(), z.unknown()) })
  const given = {
    encoding: 'utf8' as const,
    timeout: 40_000,
    stdio: ['ignore', 'pipe', 'ignore'] as const,
  }
  try {
    const args = ['audit', '--omit=dev', '--package-lock-only', '--json']
    return Report.safeParse(
      JSON.parse(execFileSync('npm', args, { ...given, stdio: [...given.stdio] })),
    ).data
  } catch (fault) {
    // It ends with 1 when it found something; then its report is on standard output all the same.
    const said = fault instanceof Error && 'stdout' in fault ? String(fault.stdout) : ''
    return said.startsWith('{') ? Report.safeParse(JSON.parse(said)).data : undefined
  }
}

test('no secret lies in what is committed', () => {
  const files = execFileSync('git', ['ls-files'], { encoding: 'utf8' }).split('\n').filter(Boolean)
  const texts = files.filter((file) => /\.(ts|mjs|json|md|astro|css|txt|csv|toml|yml)$/.test(file))
  const pattern =
    /-----BEGIN [A-Z ]*PRIVATE KEY|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}\b|\bxox[abp]-\d+-/
  expect(texts.filter((file) => pattern.test(readFileSync(file, 'utf8')))).toEqual([])
})
