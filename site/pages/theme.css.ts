import type { APIRoute } from 'astro'

/** An authority's own teals, in the light look alone: the dark one keeps ours, whose contrast is known. */
export const GET: APIRoute = ({ locals }) => {
  const { theme } = locals.page.profile
  if (theme === undefined) return new Response(null, { status: 404 })
  const { teal, tealDark, tealTint } = theme
  const tokens = `--teal:${teal};--teal-dark:${tealDark};--teal-tint:${tealTint}`
  return new Response(`@media (prefers-color-scheme:light){:root{${tokens}}}`, {
    headers: { 'Content-Type': 'text/css; charset=utf-8', 'Cache-Control': 'public, max-age=3600' },
  })
}
