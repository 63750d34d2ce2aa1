import { Agent, type IncomingHttpHeaders, request } from 'node:http'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'

/** One answer as it came over the line. */
export type Answer = {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
  /** The compressed body and the headers, in bytes. */
  readonly bytes: number
  /** The compressed body alone, in bytes. */
  readonly bodyBytes: number
  readonly milliseconds: number
}

export type Ask = {
  readonly method?: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
  /** The lines it may go over. Left out, it has one of its own. */
  readonly lines?: Agent
}

/** Asks, and counts what comes back. */
export function ask(url: string, options: Ask = {}): Promise<Answer> {
  const began = performance.now()
  return new Promise((resolve, reject) => {
    let before = 0
    const sent = request(
      url,
      {
        method: options.method ?? 'GET',
        agent: options.lines ?? false,
        headers: { 'Accept-Encoding': 'br, gzip', Accept: 'text/html,*/*', ...options.headers },
      },
      (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('error', reject)
        response.on('end', () => {
          const body = Buffer.concat(parts)
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: decoded(body, response.headers['content-encoding']),
            bytes: (sent.socket?.bytesRead ?? body.length) - before,
            bodyBytes: body.length,
            milliseconds: performance.now() - began,
          })
        })
      },
    )
    sent.on('socket', ({ bytesRead }) => {
      before = bytesRead
    })
    sent.on('error', reject)
    sent.end(options.body)
  })
}

function decoded(body: Buffer, encoding: string | undefined): string {
  if (encoding === 'br') return brotliDecompressSync(body).toString()
  if (encoding === 'gzip') return gunzipSync(body).toString()
  return body.toString()
}

/** A browser without scripts: keeps its line and cookies, sends forms, goes where it is sent. */
export type FormVisit = {
  readonly open: (path: string) => Promise<Answer & { readonly path: string }>
  readonly send: (
    path: string,
    fields: Readonly<Record<string, string | readonly string[]>>,
  ) => Promise<Answer & { readonly path: string }>
  readonly cookies: () => ReadonlyMap<string, string>
}

export function formVisit(base: string): FormVisit {
  const jar = new Map<string, string>()
  const { origin } = new URL(base)
  const lines = new Agent({ keepAlive: true })

  async function go(path: string, options: Ask): Promise<Answer & { readonly path: string }> {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await ask(new URL(path, base).href, {
      ...options,
      lines,
      headers: { ...(cookie === '' ? {} : { Cookie: cookie }), ...options.headers },
    })
    for (const line of answer.headers['set-cookie'] ?? []) keepCookie(jar, line)
    const to = answer.headers.location
    if (answer.status < 300 || answer.status > 399 || to === undefined) return { ...answer, path }
    const next = new URL(to, new URL(path, base))
    return go(next.pathname + next.search, {})
  }

  return {
    open: (path) => go(path, {}),
    send: (path, fields) => {
      const form = new URLSearchParams()
      for (const [name, value] of Object.entries(fields)) {
        for (const each of [value].flat()) form.append(name, each)
      }
      return go(path, {
        method: 'POST',
        body: form.toString(),
        headers: {
          'Content-Type': 'application/x-www-form-urlencoded',
          Origin: origin,
          'Sec-Fetch-Site': 'same-origin',
        },
      })
    },
    cookies: () => jar,
  }
}

function keepCookie(jar: Map<string, string>, line: string): void {
  const [pair = ''] = line.split(';')
  const [name = '', value = ''] = pair.split('=')
  if (value === '' || /max-age=0/i.test(line)) jar.delete(name)
  else jar.set(name, value)
}
