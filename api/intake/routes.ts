import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import type { Authorities } from '#api/http/authorities.ts'
import { announcedBytes, bodyOf, readJson } from '#api/http/body.ts'
import type { AppEnv, Context, Served } from '#api/http/context.ts'
import type { Cookies } from '#api/http/cookies.ts'
import { A_FILE, jsonRoute } from '#api/http/document.ts'
import { errorResponse, refusalResponse } from '#api/http/errors.ts'
import { parseStrictly } from '#api/http/field-faults.ts'
import { readForm } from '#api/http/form.ts'
import type { Limits } from '#api/http/limits.ts'
import { networkOf, peerOf } from '#api/http/network.ts'
import { advocateRoutes } from '#api/messages/advocate-routes.ts'
import { Accepted, LanguageTag, normaliseText, SubmissionBody } from '#schema/form/submission.ts'
import type { SignalReaders } from '#schema/rules/signals/signals.ts'
import { propose } from '#schema/rules/triage/triage.ts'
import { Facts } from '#schema/triage/facts.ts'
import { Triage } from '#schema/triage/triage.ts'
import { wordsFor } from './asked.ts'
import { ATTACHMENT_BYTES, folderOf, type Stored, storeAttachment } from './attachments.ts'
import { sealBack, tryCode } from './open-door.ts'
import type { Receive } from './receive.ts'
import { type ReferralParts, referralRoutes } from './referral-routes.ts'
import type { Turnstile } from './turnstile.ts'
import { holdCase, lookBack } from './way-back.ts'

type IntakeParts = ReferralParts & {
  readonly readers: SignalReaders
  readonly authorities: Authorities
  readonly cookies: Cookies
  readonly limits: Limits
  readonly receive: Receive
  readonly turnstile: Turnstile
  readonly trustedProxy: string | undefined
}

const TriageBody = z.strictObject({
  facts: Facts,
  text: z
    .string()
    .transform(normaliseText)
    .refine((text) => text.isWellFormed(), 'lone-surrogate'),
  language: LanguageTag,
})

const WayBackBody = z.strictObject({ authority: z.string().max(64), code: z.string().max(200) })

const WayBackReply = z.strictObject({
  reference: z.string(),
  receivedOn: z.string(),
  status: z.string(),
  dueOn: z.string(),
  messages: z.array(
    z.strictObject({ at: z.string(), from: z.enum(['writer', 'us']), text: z.string() }),
  ),
  advocate: Accepted.shape.advocate,
})

/** The first authority that is served takes it where none is named. */
const AttachmentQuery = z.object({ authority: z.string().optional() })

const AttachmentReply = z.strictObject({ id: z.string(), kind: z.string(), bytes: z.number() })

/** A file with its wrapping. */
const MULTIPART_BYTES = ATTACHMENT_BYTES + 64 * 1024

/** What other programs, and the form's scripts, may send, and the advocate's link. No cookie is read. */
export function intakeRoutes(parts: IntakeParts): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  routes.post(
    '/api/submissions',
    describeRoute(
      jsonRoute({
        summary: 'Sends a submission; answered after it is on the disk',
        takes: SubmissionBody,
        gives: {
          201: { what: 'Accepted', shape: Accepted },
          200: { what: 'The same key and body again', shape: Accepted },
        },
        refuses: [400, 403, 404, 409, 413, 415, 422, 503],
      }),
    ),
    (c) => submit(parts, c),
  )
  routes.post(
    '/api/triage',
    describeRoute(
      jsonRoute({
        summary: 'What triage would propose; stores nothing',
        takes: TriageBody,
        gives: { 200: { what: 'The proposal', shape: Triage } },
        refuses: [400, 403, 413, 415, 422],
      }),
    ),
    (c) => tryOut(parts, c),
  )
  routes.post(
    '/api/attachments',
    describeRoute({
      ...jsonRoute({
        summary: 'Streams one file; a submission claims it within 24 hours or it is destroyed',
        asks: AttachmentQuery,
        gives: { 201: { what: 'Kept until claimed', shape: AttachmentReply } },
        refuses: [400, 403, 404, 413, 422, 429, 503],
      }),
      requestBody: A_FILE,
    }),
    (c) => attach(parts, c),
  )
  routes.post(
    '/api/way-back',
    describeRoute(
      jsonRoute({
        summary: 'Opens a case with its private code',
        takes: WayBackBody,
        gives: { 200: { what: 'Where it stands', shape: WayBackReply } },
        refuses: [400, 403, 404, 413, 415, 422, 429],
      }),
    ),
    (c) => comeBack(parts, c),
  )
  routes.route('/', referralRoutes(parts))
  routes.route('/', advocateRoutes(parts))
  return routes
}

async function submit(parts: IntakeParts, c: Context): Promise<Response> {
  if (parts.turnstile.isFull()) return errorResponse(c, 'busy')
  const body = await readJson(c)
  if (!body.ok) return refusalResponse(c, body)
  const read = parseStrictly(SubmissionBody, body.value, (path) =>
    path === 'facts' ? Object.keys(Facts.shape) : undefined,
  )
  if (!read.ok) return refusalResponse(c, read)
  const served = servedAs(parts, c, read.value.authority)
  if (served === undefined) return errorResponse(c, 'unknown-authority')
  const outcome = await parts.receive(served, read.value)
  if (!outcome.ok) return refusalResponse(c, outcome)
  return c.json(outcome.accepted, outcome.isNew ? 201 : 200)
}

async function tryOut({ content, readers }: IntakeParts, c: Context): Promise<Response> {
  const body = await readJson(c)
  if (!body.ok) return refusalResponse(c, body)
  const read = parseStrictly(TriageBody, body.value, (path) =>
    path === 'facts' ? Object.keys(Facts.shape) : undefined,
  )
  if (!read.ok) return refusalResponse(c, read)
  const { language } = read.value
  const voices = { officer: content.words('en'), writer: wordsFor(content, language) }
  return c.json(propose(read.value, readers, voices))
}

async function attach(parts: IntakeParts, c: Context): Promise<Response> {
  const isForm = (c.req.header('Content-Type') ?? '').startsWith('multipart/form-data')
  const most = isForm ? MULTIPART_BYTES : ATTACHMENT_BYTES
  if (announcedBytes(c) > most) return errorResponse(c, 'too-large')
  const served = servedAs(parts, c, c.req.query('authority')) ?? parts.authorities.all[0]
  if (served === undefined) return errorResponse(c, 'unknown-authority')
  const network = networkOf(peerOf(c, parts.trustedProxy))
  if (!parts.limits.files.take(network)) return errorResponse(c, 'slow-down')
  const folder = folderOf(served.store)
  if (!isForm) return stored(c, await storeAttachment(folder, bodyOf(c), parts.clock()))
  const taken: Stored[] = []
  const form = await readForm(c, {
    most,
    takeFile: async (file) => {
      taken.push(await storeAttachment(folder, file, parts.clock()))
      return ''
    },
  })
  if (!form.ok) return refusalResponse(c, form)
  const [first] = taken
  return first === undefined ? errorResponse(c, 'bad-request') : stored(c, first)
}

function stored(c: Context, file: Stored): Response {
  if (file.ok) return c.json({ id: file.id, kind: file.kind, bytes: file.bytes }, 201)
  switch (file.why) {
    case 'too-large':
      return errorResponse(c, 'too-large')
    case 'wrong-kind':
      return errorResponse(c, 'invalid-fields', [{ field: 'file', code: 'file-wrong-kind' }])
    default:
      return errorResponse(c, 'invalid-fields', [{ field: 'file', code: 'missing' }])
  }
}

async function comeBack(parts: IntakeParts, c: Context): Promise<Response> {
  const body = await readJson(c)
  if (!body.ok) return refusalResponse(c, body)
  const read = parseStrictly(WayBackBody, body.value)
  if (!read.ok) return refusalResponse(c, read)
  const served = servedAs(parts, c, read.value.authority)
  if (served === undefined) return errorResponse(c, 'unknown-authority')
  const network = networkOf(peerOf(c, parts.trustedProxy))
  const mustWait = parts.limits.wrongCodes.isFull(network)
  const caseId = await tryCode({ served, limits: parts.limits, network }, read.value.code)
  const held = caseId === undefined ? undefined : await holdCase(served, caseId)
  if (caseId === undefined || held === undefined)
    return errorResponse(c, mustWait ? 'slow-down' : 'unknown-code')
  parts.cookies.write(c, served, 'back', sealBack(served.store, caseId, parts.clock()))
  const seen = await lookBack({ served, calendar: parts.calendar, clock: parts.clock }, held, 'en')
  const [status = ''] = seen.status.split('.').slice(-1)
  const { answer, name, contactBy } = seen.advocate
  return c.json({
    reference: seen.reference,
    receivedOn: seen.receivedOn,
    status,
    dueOn: seen.dueOn,
    messages: seen.messages.flatMap(({ at, from, to, text }) =>
      from === 'advocate' || to === 'advocate' ? [] : [{ at, from, text }],
    ),
    advocate: { answer, name, contactBy },
  })
}

/** The authority that a body names, under its own base where the address names it too. */
function servedAs(parts: IntakeParts, c: Context, slug: string | undefined): Served | undefined {
  const here = c.get('served')
  if (slug === undefined) return here
  return here?.profile.slug === slug ? here : parts.authorities.of(slug)
}
