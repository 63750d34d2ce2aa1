import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { createMiddleware } from 'hono/factory'
import { type Kept, keep, sendKept } from './compressed.ts'
import type { AppEnv } from './context.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.mp3': 'audio/mpeg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}

/** Built files carry a hash of their content in their name; the others may change at the next start. */
const FOR_EVER = 'public, max-age=31536000, immutable'
const ASK_AGAIN = 'public, max-age=3600'

/** Address → file, as built. */
export type Files = ReadonlyMap<string, Kept>

/** Reads the built files once; they are served from memory. */
export async function readFiles(folder: string): Promise<Files> {
  const files = new Map<string, Kept>()
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const type = TYPES[extname(entry.name)]
    if (!entry.isFile() || type === undefined) continue
    const path = join(entry.parentPath, entry.name)
    const address = `/${relative(folder, path).split(sep).join('/')}`
    const cacheControl = address.startsWith('/_astro/') ? FOR_EVER : ASK_AGAIN
    files.set(address, keep(await readFile(path), type, cacheControl))
  }
  return files
}

/** Serves the built files, whose addresses are the same for every authority. */
export function serveFiles(files: Files) {
  return createMiddleware<AppEnv>(async (c, next) => {
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') return next()
    const file = files.get(new URL(c.req.url).pathname)
    return file === undefined ? next() : sendKept(c, file)
  })
}
