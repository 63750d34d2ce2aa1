import { readdirSync, readFileSync } from 'node:fs'
import { Hono } from 'hono'
import { expect, test } from 'vitest'
import type { AppEnv } from '#api/http/context.ts'
import { networkOf, peerOf } from '#api/http/network.ts'

const readme = readFileSync('README.md', 'utf8')
const KNOWN = new Set([...readme.matchAll(/`([A-Z][A-Z_]+)`/g)].map(([, name = '']) => name))

test('what deployment files set is in the table of the environment', () => {
  const files = readdirSync('deploy').map((name) => readFileSync(`deploy/${name}`, 'utf8'))
  const page = readFileSync('docs/operate/deploy.md', 'utf8')
  const set = [
    ...files.flatMap((text) => [...text.matchAll(/^(?:Environment=|ENV )(.*)$/gm)]),
    ...page.matchAll(/^ {3}([A-Z][A-Z_]+=.*)$/gm),
  ].flatMap(([, line = '']) =>
    [...line.matchAll(/\b([A-Z][A-Z_]+)=/g)].map(([, name = '']) => name),
  )
  expect(set.length).toBeGreaterThan(8)
  for (const name of set) expect(KNOWN).toContain(name)
})

test('every file that a page of the documentation names is there', () => {
  const pages = readdirSync('docs', { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.md'),
  )
  for (const name of pages) {
    const text = readFileSync(`docs/${name}`, 'utf8')
    const named = [...text.matchAll(/`((?:docs|deploy|tests|content|schema)\/[\w./-]+\.\w+)`/g)]
    for (const [, file = ''] of named)
      expect(() => readFileSync(file), `${name}: ${file}`).not.toThrow()
  }
})

/** The network that a request counts for, as its socket saw it and as its headers claim. */
async function networkFor(from: string, proxy: string | undefined): Promise<string> {
  const app = new Hono<AppEnv>().get('/', (c) => c.text(networkOf(peerOf(c, proxy))))
  const headers = { 'X-Forwarded-For': '1.2.3.4, 203.0.113.9' }
  const answer = await app.request('/', { headers }, socketFrom(from))
  return answer.text()
}

function socketFrom(remoteAddress: string) {
  return { incoming: { socket: { remoteAddress } } }
}

test('a forwarded address is believed from the trusted proxy alone, and of several the one that it wrote itself', async () => {
  expect(await networkFor('10.0.0.2', '10.0.0.2')).toBe('203.0.113.9')
  expect(await networkFor('::ffff:10.0.0.2', '10.0.0.2')).toBe('203.0.113.9')
  expect(await networkFor('198.51.100.7', '10.0.0.2')).toBe('198.51.100.7')
  expect(await networkFor('198.51.100.7', undefined)).toBe('198.51.100.7')
})

test('one household has one count, however its addresses leave out zeros or name a port', () => {
  const counted = (address: string) => networkOf({ address, isForwarded: true })
  expect(counted('2001:db8:1:2::9')).toBe('2001:db8:1:2')
  expect(counted('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2')
  const withZeros = ['2001:db8::9', '2001:db8::7:8:9', '2001:db8:0:0:1::', '[2001:db8::9]:5123']
  expect(new Set(withZeros.map(counted))).toEqual(new Set(['2001:db8:0:0']))
  expect(counted('::1')).toBe('0:0:0:0')
  expect(counted('203.0.113.9:5123')).toBe('203.0.113.9')
  expect(counted('::ffff:203.0.113.9')).toBe('203.0.113.9')
})
