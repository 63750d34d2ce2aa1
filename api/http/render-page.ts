import { spellEnglishMarks } from '#schema/words/english-marks.ts'
import type { PublicPage } from '../intake/door.ts'
import { shorten } from './compressed.ts'
import type { Context, Served } from './context.ts'
import { type PublicPages, publicPage } from './public-page.ts'

/** Renders one public page for this request. */
export async function renderFor(
  parts: PublicPages,
  c: Context,
  served: Served,
  request: Request,
  page: PublicPage = publicPage(parts, c, served),
): Promise<Response> {
  const rendered = await parts.pages.render(request, { page })
  if (c.get('language') === 'en' || rendered.body === null) return rendered
  return new Response(spellEnglishMarks(await rendered.text()), rendered)
}

/** A page's own request: its path without the authority's. */
export function requestFor(c: Context, path: string): Request {
  return new Request(addressOf(c, path))
}

/** What a page sees: its own path without the authority's, and the question mark's part. */
export function addressOf(c: Context, path: string): URL {
  const { origin, search } = new URL(c.req.url)
  return new URL(`${path}${search}`, origin)
}

/** A page's answer with the cookies that its door has set, as short as the browser takes it. */
export async function fromPage(
  c: Context,
  page: Response,
  status = page.status,
): Promise<Response> {
  for (const [name, value] of page.headers) c.header(name, value)
  c.status(status as Parameters<typeof c.status>[0])
  if (page.body === null) return c.body(null)
  const type = page.headers.get('Content-Type') ?? ''
  const bytes = await shorten(c, Buffer.from(await page.arrayBuffer()), type)
  // Astro has announced the length before it got shorter: a browser would wait for the rest.
  c.header('Content-Length', String(bytes.byteLength))
  return c.body(new Uint8Array(bytes))
}
