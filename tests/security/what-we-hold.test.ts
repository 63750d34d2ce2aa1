import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { getTableName, isTable, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import * as tables from '#api/store/tables.ts'
import { aSubmission, browserOf, content, givenApp, postJson } from '#tests/support/app.ts'

const page = readFileSync('docs/security/what-we-hold.md', 'utf8')
const rowsUnder = (heading: string) =>
  (page.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|')[1] ?? '')

/** Of the keyring and of the store itself: they have no description of their own. */
const OF_KEYRING = ['case_keys', 'destroyed_keys']
const OF_STORE = ['commits', 'migrations']

test('the page names every table there is', async () => {
  const described = rowsUnder('In the databases').join()
  const known = Object.values(tables).flatMap((table) =>
    isTable(table) ? [getTableName(table)] : [],
  )
  for (const name of [...known, ...OF_KEYRING, ...OF_STORE])
    expect(described).toContain(`\`${name}\``)
  const { store } = await givenApp()
  const found = await store.db.all<{ name: string }>(
    sql`select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'`,
  )
  const there = found.map(({ name }) => name)
  expect(there.toSorted()).toEqual([...known, ...OF_STORE].toSorted())
})

test('the page names every kind of file that a used data folder holds', async () => {
  const app = await givenApp()
  await postJson(app, '/api/submissions', aSubmission())
  const body = new FormData()
  body.set('file', new File([Buffer.from('Some words.')], 'a.txt', { type: 'text/plain' }))
  await app.request('/api/attachments', { method: 'POST', body })
  const files = readdirSync(join(app.store.folder, '..'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name, parentPath }) => (parentPath.endsWith('attachments') ? 'attachments/' : name))
  const named = rowsUnder('In the data folder').join()
  expect(files.length).toBeGreaterThan(3)
  for (const file of files) expect(named).toContain(file.replace(/-(wal|shm|journal)$/, ''))
})

test('the page names every cookie that is set, and no page stores anything else', async () => {
  const app = await givenApp()
  const browser = browserOf(app)
  const steps = content.journeys.get('yp')?.steps ?? []
  const safe = steps.findIndex(({ question }) => question === 'yp-safe') + 1
  const sent = await (await postJson(app, '/api/submissions', aSubmission())).json()
  const answers = [
    await browser.post(`/yp/${safe}`, { answer: 'yes' }),
    await browser.post('/way-back', { code: sent.code }),
  ]
  const set = answers.flatMap(({ headers }) => headers.getSetCookie())
  const names = set.map((cookie) => cookie.split('-', 1)[0] ?? '')
  expect(names.length).toBeGreaterThan(1)
  const described = rowsUnder('In a browser').join()
  for (const name of names) expect(described).toContain(`\`${name}\``)
  for (const cookie of set) expect(cookie).not.toMatch(/Max-Age=[1-9]|Expires=/i)
  const scripts = readdirSync('site', { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|tsx|astro)$/.test(name))
    .map((name) => readFileSync(join('site', name), 'utf8'))
  for (const script of scripts) {
    expect(script).not.toMatch(/localStorage|sessionStorage|indexedDB|document\.cookie|caches\./)
  }
})
