import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { describe, expect, test } from 'vitest'

const tracked = execFileSync('git', ['ls-files'], { encoding: 'utf8' })
  .split('\n')
  .filter((file) => file !== '' && existsSync(file))
const CODE = /\.(ts|tsx|astro|mjs)$/
const code = tracked.filter((file) => CODE.test(file))
const here = 'tests/architecture.test.ts'
const textOf = new Map(code.map((file) => [file, readFileSync(file, 'utf8')]))

/** `#pages`: what Astro builds, which exists after a build alone. */
const BUILT_PAGES = 'pages'

type Import = { readonly of: string; readonly isTypeOnly: boolean }

/** `import type { A } from '#api/a.ts'` → `{ of: 'api/a.ts', isTypeOnly: true }` */
function importsOf(file: string): readonly Import[] {
  const text = textOf.get(file) ?? ''
  const statements = text.matchAll(
    /^\s*(?:import|export)\s+(type\s)?(?:[\w*{}\s,$]+?\sfrom\s+)?['"]([^'"\n]+)['"]/gm,
  )
  const calls = text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g)
  return [
    ...[...statements].map((found) => ({
      of: place(file, found[2] ?? ''),
      isTypeOnly: found[1] !== undefined,
    })),
    ...[...calls].map((found) => ({
      of: place(file, found[1] ?? ''),
      isTypeOnly: file.endsWith('.d.ts'),
    })),
  ]
}

/** Where in the house an import points; a package keeps its name. */
function place(file: string, specifier: string): string {
  if (specifier.startsWith('#')) return specifier.slice(1)
  if (specifier.startsWith('.')) return posix.normalize(posix.join(posix.dirname(file), specifier))
  return `package:${specifier}`
}

const layer = (path: string) => path.split('/')[0] ?? ''

/** Which layers each layer may reach. Tests, scripts and the two entries are free. */
const REACHES: Readonly<Record<string, readonly string[]>> = {
  schema: ['schema'],
  content: ['schema', 'content'],
  api: ['schema', 'content', 'api'],
  site: ['schema', 'content', 'site'],
}

function mayImport(file: string, found: Import): boolean {
  const reaches = REACHES[layer(file)]
  if (reaches === undefined) return true
  if (found.of.startsWith('package:')) {
    // `syllable` counts syllables and does nothing else: as pure as a rule has to be.
    if (layer(file) === 'schema') return /^package:(zod|syllable)$/.test(found.of)
    if (layer(file) === 'content')
      return found.of === 'package:zod' || found.of.startsWith('package:node:')
    return true
  }
  // Pages know what they are given by its type; they never run a line of the server.
  if (layer(file) === 'site' && layer(found.of) === 'api') return found.isTypeOnly
  return reaches.includes(layer(found.of))
}

/** `file:line` of every place where the pattern stands. */
function placesOf(files: readonly string[], pattern: RegExp): readonly string[] {
  return files.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}`] : [])),
  )
}

describe('the house', () => {
  test('imports run one way: schema, content, then api or site', () => {
    const wrong = code.flatMap((file) =>
      importsOf(file)
        .filter((found) => !mayImport(file, found))
        .map((found) => `${file} imports ${found.of}`),
    )
    expect(wrong).toEqual([])
  })

  test('every import of our own names a file that exists, with its ending', () => {
    const missing = code
      .filter((file) => !file.endsWith('.d.ts'))
      .flatMap((file) =>
        importsOf(file)
          .filter((found) => !found.of.startsWith('package:') && found.of !== BUILT_PAGES)
          .filter((found) => !existsSync(found.of.replace(/\?.*$/, '')))
          .map((found) => `${file} imports ${found.of}`),
      )
    expect(missing).toEqual([])
  })

  test('only api/env.ts reads the environment', () => {
    const inside = code.filter(
      (file) => REACHES[layer(file)] !== undefined || /^(server|command)\.ts$/.test(file),
    )
    const readers = inside.filter((file) => file !== 'api/env.ts')
    expect(placesOf(readers, /\bprocess\.env\b/)).toEqual([])
  })

  test('only the clock and the stamp of a log line ask what time it is', () => {
    const allowed = new Set(['api/clock.ts', 'api/log.ts'])
    const inside = code.filter((file) => /^(schema|content|api)\//.test(file))
    const askers = inside.filter((file) => !allowed.has(file))
    expect(placesOf(askers, /\bDate\.now\(|\bnew Date\(\)/)).toEqual([])
  })

  test('no file of code is longer than 400 lines, and no table of examples longer than 500', () => {
    const styles = tracked.filter((file) => file.endsWith('.css'))
    const mostLines = (file: string) => (file.startsWith('tests/') ? 500 : 400)
    const long = [...code, ...styles].filter(
      (file) => readFileSync(file, 'utf8').trimEnd().split('\n').length > mostLines(file),
    )
    expect(long).toEqual([])
  })

  test('a file is named for what it does', () => {
    const vague = /(^|[-/])(utils?|helpers?|misc|common|manager|service|shared|lib)\.[a-z]+$/
    expect(code.filter((file) => vague.test(file))).toEqual([])
  })

  test('what is exported has a name', () => {
    const configured = /(^[a-z.]+\.config\.(ts|mjs)$)|(^site\/adapter\/index\.ts$)/
    const files = code.filter((file) => !configured.test(file) && file !== here)
    expect(placesOf(files, /^export default\b/)).toEqual([])
  })
})

describe('what is committed', () => {
  const texts = tracked.filter(
    (file) => /\.(ts|tsx|astro|mjs|css|json|md)$/.test(file) && file !== 'package-lock.json',
  )
  const others = texts.filter((file) => file !== here)

  test('nothing is left to do in the code', () => {
    expect(placesOf(others, /\b(TODO|FIXME|XXX|HACK)\b/)).toEqual([])
  })

  test('nothing speaks of the machine or the list it was made from', () => {
    expect(
      placesOf(others, /\bissue #?\d+\b|\/work\/|\/tmp\/[a-z]+\.md\b|\bsession \d+\b/i),
    ).toEqual([])
  })

  test('no test is left out or runs alone', () => {
    const tests = code.filter((file) => file.startsWith('tests/') && file !== here)
    expect(placesOf(tests, /\b(test|it|describe)\.(only|skip|todo)\b/)).toEqual([])
  })
})

describe('words for people', () => {
  test('stand in content, not in pages or islands', () => {
    const pages = code.filter((file) => /^site\/.*\.(astro|tsx)$/.test(file))
    const spoken = pages.flatMap((file) => spokenIn(file).map((words) => `${file}: ${words}`))
    expect(spoken).toEqual([])
  })
})

/** Text between two tags that has two words or more: `<p>Tell us</p>` → `['Tell us']` */
function spokenIn(file: string): readonly string[] {
  const markup = (textOf.get(file) ?? '')
    .replace(/^---\n[\s\S]*?\n---\n/, '')
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, '')
  return [...markup.matchAll(/(?<!=)>([^<>{}()=;]*)</g)]
    .map((found) => (found[1] ?? '').trim())
    .filter((words) => /\p{L}{2,}\s+\p{L}{2,}/u.test(words))
}
