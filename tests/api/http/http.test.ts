import { describe, expect, test } from 'vitest'
import { statusOf } from '#api/http/errors.ts'
import { ErrorCode } from '#schema/errors.ts'
import {
  aSubmission,
  browserOf,
  type GivenApp,
  givenApp,
  leadsTo,
  postJson,
} from '../../support/app.ts'

const SEVERAL = ['coventry', 'oxfordshire']

async function get(app: GivenApp, path: string, headers = {}): Promise<Response> {
  return app.request(path, { headers })
}

describe('every answer', () => {
  test.each([
    '/',
    '/yp',
    '/yp/1',
    '/way-back',
    '/leave',
    '/nowhere',
    '/api/nowhere',
    '/officer',
    '/api/openapi.json',
  ])('%s allows nothing inline, no frame and no guess at its type', async (path) => {
    const { headers } = await get(await givenApp(), path)
    const policy = headers.get('Content-Security-Policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe')
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(headers.get('Referrer-Policy')).toBe('same-origin')
    expect(headers.get('Cross-Origin-Opener-Policy')).toBe('same-origin')
    expect(headers.get('Permissions-Policy')).toContain('microphone=(self)')
    expect(headers.get('X-Request-Id')).toMatch(/^[0-9a-f-]{36}$/)
    expect(headers.has('Access-Control-Allow-Origin')).toBe(false)
  })

  test.each(['/yp/1', '/yp/2', '/way-back', '/api/health', '/nowhere'])(
    '%s is not kept by any browser',
    async (path) => {
      const { headers } = await get(await givenApp(), path)
      expect(headers.get('Cache-Control')).toBe('no-store')
    },
  )

  test('over https the browser is told to stay there, and cookies are bound to this host', async () => {
    const app = await givenApp({ publicUrl: 'https://tellus.example' })
    const answer = await app.request('https://tellus.example/yp/2', {
      method: 'POST',
      body: new URLSearchParams({ answer: 'yes' }),
    })
    expect(answer.headers.get('Strict-Transport-Security')).toMatch(/max-age=\d{8}/)
    expect(answer.headers.get('Set-Cookie')).toMatch(
      /^__Host-way-coventry=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
  })

  test('a fault is answered without a word of it', async () => {
    const app = await givenApp({
      store: (store) => ({
        ...store,
        nextId: () => Promise.reject(new Error('secret words of a fault')),
      }),
    })
    const answer = await postJson(app, '/api/submissions', aSubmission())
    expect(answer.status).toBe(500)
    expect(await answer.text()).toBe('{"error":{"code":"fault"}}')
    expect(app.logged.join('\n')).not.toContain('secret')
  })

  test('every code of a refusal has a status of its own kind', () => {
    for (const code of ErrorCode.options) {
      expect(statusOf(code)).toBeGreaterThanOrEqual(400)
      expect(statusOf(code)).toBeLessThan(504)
    }
  })
})

describe('pages that are the same for everybody', () => {
  test.each(['/', '/yp', '/p/rights'])('%s is sent once and then found unchanged', async (path) => {
    const app = await givenApp()
    const first = await get(app, path, { 'Accept-Encoding': 'br' })
    expect(first.status).toBe(200)
    expect(first.headers.get('Content-Encoding')).toBe('br')
    const tag = first.headers.get('ETag') ?? ''
    const again = await get(app, path, { 'Accept-Encoding': 'br', 'If-None-Match': tag })
    expect(again.status).toBe(304)
    expect(await again.text()).toBe('')
  })

  test('each encoding has a tag of its own', async () => {
    const app = await givenApp()
    const encodings = ['br', 'gzip', 'identity']
    const answers = await Promise.all(
      encodings.map((encoding) => get(app, '/yp', { 'Accept-Encoding': encoding })),
    )
    expect(new Set(answers.map(({ headers }) => headers.get('ETag'))).size).toBe(3)
  })

  test('two authorities never share one', async () => {
    const app = await givenApp({ slugs: SEVERAL })
    const pages = await Promise.all(
      SEVERAL.map(async (slug) => (await get(app, `/${slug}/yp`)).text()),
    )
    expect(pages[0]).not.toBe(pages[1])
    expect(pages[0]).toContain('href="/coventry/')
    expect(pages[1]).toContain('href="/oxfordshire/')
  })
})

describe('which authority', () => {
  test('of several, the first page asks', async () => {
    const app = await givenApp({ slugs: SEVERAL })
    const page = await (await get(app, '/')).text()
    expect(page).toContain('href="/coventry/"')
    expect(page).toContain('href="/oxfordshire/"')
  })

  test('one alone is served at the root', async () => {
    const app = await givenApp()
    expect((await get(app, '/yp/1')).status).toBe(200)
  })

  test('one that is not served is not found', async () => {
    const app = await givenApp({ slugs: SEVERAL })
    expect((await get(app, '/atlantis/yp')).status).toBe(404)
    expect((await get(app, '/yp')).status).toBe(404)
  })

  test('whoever left it out of the address is asked, and is not shown a line of code', async () => {
    const app = await givenApp({ slugs: SEVERAL })
    const answer = await app.request('/yp/1', { headers: { Accept: 'text/html' } })
    expect(answer.status).toBe(404)
    expect(await answer.text()).toContain('href="/coventry/"')
  })

  test('a draft at one says nothing at another', async () => {
    const app = await givenApp({ slugs: SEVERAL })
    const browser = browserOf(app)
    await browser.post('/coventry/yp/2', { answer: 'yes' })
    expect([...browser.jar.keys()]).toEqual(['way-coventry'])
    expect(leadsTo(await browser.get('/oxfordshire/yp/4'))).toBe('/oxfordshire/yp/2?again')
  })
})

describe('pages that are for nobody outside', () => {
  test.each([
    '/dev/mail',
    '/choose',
    '/fault',
    '/busy',
    '/too-much',
    '/404',
    '/%2e%2e/etc/passwd',
    '/yp/999',
    '/zz/1',
  ])('%s shows nothing', async (path) => {
    const answer = await get(await givenApp(), path)
    expect([303, 404]).toContain(answer.status)
  })
})

describe('forms', () => {
  test('a form of another site is refused', async () => {
    const app = await givenApp()
    const answer = await app.request('/yp/2', {
      method: 'POST',
      headers: { Origin: 'https://elsewhere.example' },
      body: new URLSearchParams({ answer: 'yes' }),
    })
    expect(answer.status).toBe(403)
    expect(answer.headers.get('Set-Cookie')).toBeNull()
  })

  test.each([
    ['too many bytes', 'x='.padEnd(600_000, 'x')],
    ['too many fields', 'x=1&'.repeat(5_000)],
    ['one field that nobody could type', `story=${'x'.repeat(500_000)}`],
  ])('%s are refused in plain words', async (_, body) => {
    const app = await givenApp()
    const answer = await app.request('/yp/2', {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body,
    })
    expect(answer.status).toBe(413)
    expect(await answer.text()).toContain('make your words shorter')
  })

  test.each([
    ['multipart/form-data', 'no boundary'],
    ['multipart/form-data; boundary=x', '--x\r\nbroken'],
    ['application/json', '{}'],
    ['', 'x'],
  ])('a body of type "%s" that is no form is a bad request, never a fault', async (type, body) => {
    const app = await givenApp()
    const answer = await app.request('/yp/2', {
      method: 'POST',
      headers: { 'Content-Type': type },
      body,
    })
    expect([400, 422]).toContain(answer.status)
  })
})

describe('for programs', () => {
  test('health says that a submission can be accepted', async () => {
    const answer = await get(await givenApp(), '/api/health')
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual({
      ok: true,
      database: true,
      disk: true,
      mail: { oldestUnsentSeconds: 0 },
      problems: [],
    })
  })

  test('health is red in the same shape while nothing can be written', async () => {
    const app = await givenApp({ store: (store) => ({ ...store, healthy: async () => false }) })
    const answer = await get(app, '/api/health')
    expect(answer.status).toBe(503)
    expect(await answer.json()).toMatchObject({
      ok: false,
      database: false,
      problems: ['database'],
    })
  })

  test('every route for programs is described, and no other', async () => {
    const app = await givenApp()
    const document = (await (await get(app, '/api/openapi.json')).json()) as OpenApi
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    )
    const served = app.routes
      .filter(({ path, method }) => path.startsWith('/api/') && method !== 'ALL')
      .map(({ path, method }) => `${method} ${path}`)
    expect(document.openapi).toBe('3.1.0')
    expect(described.sort()).toEqual([...new Set(served)].sort())
    expect(described).toEqual(
      expect.arrayContaining(['GET /api/officer/inbox', 'POST /api/attachments']),
    )
  })

  test('each says what it takes, what it gives and how it refuses', async () => {
    const document = (await (await get(await givenApp(), '/api/openapi.json')).json()) as OpenApi
    const inbox = document.paths['/api/officer/inbox']?.get
    expect(inbox?.parameters?.map(({ name }) => name)).toContain('category')
    const file = document.paths['/api/attachments']?.post
    expect(Object.keys(file?.requestBody?.content ?? {})).toContain('multipart/form-data')
    for (const [path, methods] of Object.entries(document.paths))
      for (const [method, { summary, responses, requestBody }] of Object.entries(methods)) {
        const name = `${method} ${path}`
        expect(summary, name).toMatch(/\w/)
        expect(
          Object.keys(responses).some((status) => status.startsWith('2')),
          name,
        ).toBe(true)
        expect(requestBody !== undefined, name).toBe(method === 'post')
      }
  })
})

type OpenApi = {
  readonly openapi: string
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly summary: string
            readonly responses: object
            readonly requestBody?: { readonly content: object }
            readonly parameters?: readonly { readonly name: string }[]
          }
        >
      >
    >
  >
}
