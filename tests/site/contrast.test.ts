import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { loadContent } from '#content/index.ts'

type Tokens = ReadonlyMap<string, string>

const source = readFileSync('site/styles/tokens.css', 'utf8')
const [lightSource = '', darkSource = ''] = source.split('@media (prefers-color-scheme: dark)')

function coloursIn(css: string): Tokens {
  return new Map(
    [...css.matchAll(/(--[\w-]+): (#[0-9a-f]{3,6});/g)].map((match) => [
      match[1] ?? '',
      match[2] ?? '',
    ]),
  )
}

const light = coloursIn(lightSource)
const dark: Tokens = new Map([...light, ...coloursIn(darkSource)])

/** Every text and what it stands on. */
const TEXTS = [
  ...['--paper', '--card', '--teal-tint', '--marigold-tint', '--plum-tint', '--error-tint'].map(
    (ground) => ['--ink', ground] as const,
  ),
  ...['--paper', '--card', '--teal-tint', '--marigold-tint'].flatMap((ground) => [
    ['--ink2', ground] as const,
    ['--teal', ground] as const,
  ]),
  ...['--paper', '--card', '--error-tint'].map((ground) => ['--error', ground] as const),
  ['--on-teal', '--teal'],
  ['--on-teal', '--teal-dark'],
  ['--paper', '--ink'],
  ['--success', '--success-tint'],
  ['--plum', '--plum-tint'],
] as const
/** Edges that show where to press. */
const EDGES = [
  ['--border', '--paper'],
  ['--border', '--card'],
  ['--border', '--teal-tint'],
  ['--teal', '--card'],
  ['--ink', '--paper'],
] as const

/** Relative luminance of WCAG 2.2. */
function luminance(colour: string): number {
  const long = colour.length === 4 ? colour.replaceAll(/[0-9a-f]/g, '$&$&') : colour
  const channels = [1, 3, 5].map((at) => Number.parseInt(long.slice(at, at + 2), 16) / 255)
  const [red = 0, green = 0, blue = 0] = channels.map((share) =>
    share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4,
  )
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(tokens: Tokens, one: string, other: string): number {
  const [dim = 0, bright = 0] = [one, other]
    .map((token) => luminance(tokens.get(token) ?? ''))
    .toSorted((a, b) => a - b)
  return (bright + 0.05) / (dim + 0.05)
}

describe.each([
  ['light', light],
  ['dark', dark],
] as const)('in the %s look', (_look, tokens) => {
  test.each(TEXTS)('%s can be read on %s', (text, ground) => {
    expect(contrast(tokens, text, ground)).toBeGreaterThanOrEqual(7)
  })

  test.each(EDGES)('the edge %s can be seen on %s', (edge, ground) => {
    expect(contrast(tokens, edge, ground)).toBeGreaterThanOrEqual(3)
  })
})

test("no authority's own colours can be read less well than ours", () => {
  const themes = [...loadContent('content').authorities.values()].flatMap(({ slug, theme }) =>
    theme === undefined ? [] : [{ slug, theme }],
  )
  const faults = themes.flatMap(({ slug, theme }) => {
    const { teal, tealDark, tealTint } = theme
    const own = new Map([
      ...light,
      ['--teal', teal],
      ['--teal-dark', tealDark],
      ['--teal-tint', tealTint],
    ])
    return TEXTS.filter(([text, ground]) => contrast(own, text, ground) < 7).map(
      ([text, ground]) => `${slug}: ${text} on ${ground}`,
    )
  })
  expect(faults).toEqual([])
})
