import type { SignedIn } from '#api/officers/desk-app.ts'

/** A page or a PDF to be kept and printed, never to be shown within the desk. */
export function handOnPaper({ c }: SignedIn, name: string, bytes: Buffer): Response {
  c.header('Content-Type', name.endsWith('pdf') ? 'application/pdf' : 'text/html; charset=utf-8')
  c.header('Content-Disposition', `attachment; filename="${name}"`)
  c.header('Content-Security-Policy', "sandbox; default-src 'none'; style-src 'unsafe-inline'")
  c.header('Cache-Control', 'no-store')
  return c.body(new Uint8Array(bytes))
}
