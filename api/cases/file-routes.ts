import { Hono } from 'hono'
import type { AppEnv } from '#api/http/context.ts'
import { CONTENT_TYPES } from '#api/intake/attachment-kind.ts'
import {
  type DeskDeps,
  fieldsOf,
  type SignedIn,
  showNothing,
  showTo,
  signedIn,
  textOf,
} from '#api/officers/desk-app.ts'
import { findFile, type OpenedFile, openFile, openOriginal } from './files.ts'
import { readingOf, referenceOf } from './reading-of.ts'

/** Long enough for a reason, and for nothing else. */
const LONGEST_REASON = 500
const REASON = 'original-reason'

/** What came with a case, to be saved: the clean copy, and the original for a reason. */
export function fileRoutes(deps: DeskDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  routes.get('/officer/cases/:reference/files/:id', signedIn(deps, sendFile))
  routes.get('/officer/cases/:reference/files/:id/original', signedIn(deps, askWhy))
  routes.post('/officer/cases/:reference/files/:id/original', signedIn(deps, sendOriginal))
  return routes
}

function find(desk: SignedIn) {
  const of = { reference: referenceOf(desk), id: desk.c.req.param('id') ?? '' }
  return findFile(readingOf(desk), of, desk.deps.scanning)
}

async function sendFile(desk: SignedIn): Promise<Response> {
  const found = await find(desk)
  const given = found && (await openFile(readingOf(desk), found))
  return given === undefined ? showNothing(desk) : handOn(desk, given)
}

async function askWhy(desk: SignedIn): Promise<Response> {
  const found = await find(desk)
  if (found === undefined || !found.state.hasOriginal) return showNothing(desk)
  return showTo(desk, { page: 'original', reference: referenceOf(desk), file: found.file })
}

async function sendOriginal(desk: SignedIn): Promise<Response> {
  const form = await fieldsOf(desk)
  const reason = textOf(form, REASON).trim()
  const found = await find(desk)
  if (found === undefined) return showNothing(desk)
  const { file } = found
  if (reason === '' || reason.length > LONGEST_REASON) {
    const code = reason === '' ? 'missing' : 'too-long'
    return showTo(
      desk,
      { page: 'original', reference: referenceOf(desk), file },
      {
        code: 'reason-needed',
        faults: [{ field: REASON, code }],
        typed: { [REASON]: [reason] },
      },
    )
  }
  const given = await openOriginal(readingOf(desk), found, reason)
  return given === undefined ? showNothing(desk) : handOn(desk, given)
}

/**
 * Hands a file on to be kept, never to be shown here: what a stranger sent must not run as a page of the
 * desk. The file was read to its end before, so that nothing of a changed one is sent.
 */
function handOn(desk: SignedIn, { file, bytes, opened }: OpenedFile): Response | Promise<Response> {
  const { c, deps } = desk
  if (!opened.ok) {
    const { why } = opened
    const reference = referenceOf(desk)
    const requestId = c.get('requestId')
    deps.log('error', 'attachment-unreadable', { reference, fault: why, requestId })
    return showTo(desk, { page: 'broken-file', reference, name: file.name, why }, { code: 'fault' })
  }
  c.header('Content-Type', CONTENT_TYPES[file.kind])
  c.header('Content-Length', String(bytes))
  c.header('Content-Disposition', `attachment; filename="${file.name}"`)
  c.header('Content-Security-Policy', "sandbox; default-src 'none'")
  c.header('Cache-Control', 'no-store')
  return c.body(opened.read())
}
