import type { IncomingMessage, Server } from 'node:http'

/** Longer than this nobody needs for the headers of a request, or for a form of words. */
const HEADERS_MS = 10_000
const WORDS_MS = 15_000
/** A photograph over a poor line. */
const UPLOAD_MS = 300_000

/** What the server allows before a request is complete, so that half-sent ones do not pile up. */
export const SLOWEST = {
  headersTimeout: HEADERS_MS,
  requestTimeout: UPLOAD_MS,
  connectionsCheckingInterval: 2_000,
  keepAliveTimeout: 5_000,
  maxHeaderSize: 16 * 1024,
} as const

export const MOST_CONNECTIONS = 10_000

/** Cuts a request whose words do not arrive in time. Uploads have the server's own, longer time. */
export function cutSlowRequests(server: Server): void {
  server.on('request', (request: IncomingMessage) => {
    if (request.complete || isUpload(request)) return
    const timer = setTimeout(() => {
      if (!request.complete) request.socket.destroy()
    }, WORDS_MS).unref()
    request.once('close', () => clearTimeout(timer))
  })
}

function isUpload(request: IncomingMessage): boolean {
  const type = request.headers['content-type'] ?? ''
  return type.startsWith('multipart/form-data') || (request.url ?? '').includes('/api/attachments')
}
