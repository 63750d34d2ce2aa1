import { expect, test } from 'vitest'
import { cases, events, inbox, officers, outbox, submissions } from '#api/store/tables.ts'
import { aSubmission, type GivenApp, givenApp } from '#tests/support/app.ts'

/** Every route that changes something, with whatever its address asks for filled in. */
function writingRoutes(app: GivenApp): readonly string[] {
  const paths = app.routes
    .filter(({ method }) => method === 'POST')
    .map(({ path }) => path.replaceAll(/:[a-z]+(\{[^}]*\})?/g, 'ABCD2345').replaceAll('*', 'x'))
  return [
    ...new Set([...paths, '/yp/1', '/yp/delete', '/way-back', '/way-back/messages', '/leave']),
  ]
}

async function everything({ store }: GivenApp): Promise<string> {
  const tables = [cases, events, inbox, officers, outbox, submissions]
  return JSON.stringify(await Promise.all(tables.map((table) => store.db.select().from(table))))
}

const FOREIGN: readonly Readonly<Record<string, string>>[] = [
  { 'Sec-Fetch-Site': 'cross-site' },
  { 'Sec-Fetch-Site': 'same-site' },
  { Origin: 'https://evil.example' },
  { Origin: 'null' },
  { Origin: 'http://localhost.evil.example' },
  { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' },
]
const TYPES = [
  'application/x-www-form-urlencoded',
  'application/json',
  'text/plain',
  'multipart/form-data; boundary=x',
]

test('a page of another site can make a browser change nothing, on any route there is', async () => {
  const app = await givenApp()
  const before = await everything(app)
  const routes = writingRoutes(app)
  expect(routes.length).toBeGreaterThan(10)
  for (const path of routes) {
    for (const headers of FOREIGN) {
      for (const type of TYPES) {
        const answer = await app.request(path, {
          method: 'POST',
          headers: { ...headers, 'Content-Type': type },
          body: type === 'application/json' ? JSON.stringify(aSubmission()) : 'answer=yes',
        })
        expect(answer.status, `${path} ${JSON.stringify(headers)}`).toBe(403)
      }
    }
  }
  expect(await everything(app)).toBe(before)
})

test('no route may be read by another site, whatever it asks', async () => {
  const app = await givenApp()
  for (const { path } of app.routes) {
    const address = path.replaceAll(/:[a-z]+(\{[^}]*\})?/g, 'ABCD2345').replaceAll('*', 'x')
    for (const method of ['GET', 'OPTIONS']) {
      const headers = { Origin: 'https://evil.example', 'Access-Control-Request-Method': 'POST' }
      const answer = await app.request(address, { method, headers })
      expect(answer.headers.get('Access-Control-Allow-Origin'), address).toBeNull()
      expect(answer.headers.get('X-Frame-Options'), address).toBe('DENY')
    }
  }
})

test('who is not signed in is shown no page of the desk but the way in', async () => {
  const app = await givenApp()
  const open = /^\/officer\/(sign-in|link|authenticator|signed-out|passkey|council)/
  const desk = app.routes.filter(
    ({ method, path }) => method === 'GET' && path.startsWith('/officer') && !open.test(path),
  )
  expect(desk.length).toBeGreaterThan(4)
  for (const { path } of desk) {
    const address = path.replaceAll(/:[a-z]+(\{[^}]*\})?/g, 'ABCD2345').replaceAll('*', 'x')
    const answer = await app.request(address)
    expect([303, 401, 404], `${address}: ${answer.status}`).toContain(answer.status)
    if (answer.status === 303) expect(answer.headers.get('Location')).toMatch(/sign-in/)
  }
})
