import fc from 'fast-check'
import { expect, test } from 'vitest'
import { givenApp } from '../../support/app.ts'

const PATHS = [
  '/yp/2',
  '/yp/6',
  '/way-back',
  '/way-back/messages',
  '/yp/delete',
  '/leave',
  '/nowhere',
]
const TYPES = [
  'application/x-www-form-urlencoded',
  'application/x-www-form-urlencoded; charset=utf-16',
  'multipart/form-data; boundary=x',
  'multipart/form-data',
  'application/json',
  'text/plain',
]
const ROUTES = ['/api/submissions', '/api/triage', '/api/way-back', '/api/attachments']

const text = fc.string({ unit: 'binary', maxLength: 300 })
const body = fc.oneof(
  text,
  text.map((value) => `answer=${value}&answer=yes&story=%ff%00`),
  text.map((value) => `--x\r\nContent-Disposition: form-data; name="${value}"\r\n\r\n1\r\n--x--`),
  text.map(
    (value) => `--x\r\nContent-Disposition: form-data; name="picture"; filename="${value}"\r\n\r\n`,
  ),
  fc.json().map((value) => value),
  fc
    .json()
    .map((value) => `{"authority":"coventry","language":"en","facts":${value},"answers":${value}}`),
)

test('whatever is posted, nobody meets a fault', async () => {
  const app = await givenApp()
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...PATHS, ...ROUTES),
      fc.constantFrom(...TYPES),
      body,
      async (path, type, posted) => {
        const answer = await app.request(path, {
          method: 'POST',
          headers: { 'Content-Type': type },
          body: posted,
        })
        await answer.arrayBuffer()
        expect(answer.status).toBeLessThan(500)
      },
    ),
    { numRuns: Number(process.env.HOSTILE_RUNS ?? 2000) },
  )
  expect(app.logged.filter((line) => line.includes('"fault"'))).toEqual([])
})
