import { sql } from 'drizzle-orm'
import { Hono } from 'hono'
import type { AppEnv } from '#api/http/context.ts'
import {
  type DeskDeps,
  fieldsOf,
  keepTyped,
  type SignedIn,
  showNothing,
  showTo,
  signedIn,
  typedOf,
} from '#api/officers/desk-app.ts'
import { pdfForm } from '#api/reports/pdf-form.ts'
import { CopyAsked, isRedacted } from '#schema/case/case-copy.ts'
import type { Instant } from '#schema/dates.ts'
import type { FieldFault } from '#schema/errors.ts'
import { sayIn } from '#schema/words/desk-words.ts'
import { localWords } from '#schema/words/local-words.ts'
import { keyOfCase } from '../acts/acting.ts'
import { type DraftOf, dropsDraft, readDraft } from '../acts/form-drafts.ts'
import { type Sent, sentOf, takeDraft } from '../acts/take-draft.ts'
import type { Typed } from '../desk.ts'
import { handOnPaper } from '../hand-on-paper.ts'
import { noteOnCase } from '../note-on-case.ts'
import { type CaseView, openCase } from '../open.ts'
import { readingOf, referenceOf } from '../reading-of.ts'
import { answersCases } from '../who-handles.ts'
import { copyOfCase } from './copy-case.ts'
import { copyHtml } from './copy-html.ts'
import { type CopyToShare, leaveOut } from './leave-out.ts'

/** The whole of a case as one file for somebody outside the desk, with what they may not read left out. */
export function copyRoutes(deps: DeskDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  routes.get('/officer/cases/:reference/copy', signedIn(deps, showCopy))
  routes.post('/officer/cases/:reference/copy', signedIn(deps, takeCopy, keepTyped))
  return routes
}

/** Which button was pressed: to have it as a page or a PDF. Without it, it is only looked at. */
const MAKE = 'make'
const AS_PDF = 'pdf'

async function showCopy(desk: SignedIn): Promise<Response> {
  const view = await openCase(readingOf(desk), referenceOf(desk))
  if (view === undefined) return showNothing(desk)
  const draft = await readDraft(desk.served.store, draftOf(desk, view))
  return showForm(desk, view, draft?.typed ?? lastCopy(view), { draftAt: draft?.at })
}

/** What an officer marked and has not made a copy of: in a long case that is an afternoon's work. */
function draftOf({ session }: SignedIn, { caseId }: CaseView): DraftOf {
  return { caseId, officerId: session.officer.id, act: 'copy' }
}

function showForm(
  desk: SignedIn,
  view: CaseView,
  typed: Typed,
  {
    faults = [],
    draftAt,
  }: { readonly faults?: readonly FieldFault[]; readonly draftAt?: Instant | undefined } = {},
): Promise<Response> {
  const mayNot = isRefused(desk, view)
  const asked = CopyAsked.safeParse(askedIn({ ...typed, for: ['person'] }))
  const canPrint = desk.deps.browser !== undefined
  const shared = share(desk, view, asked.success ? asked.data : NOTHING_LEFT_OUT)
  const page = { page: 'copy', view, shared, mayNot, canPrint, draftAt } as const
  if (mayNot) return showTo(desk, page, { code: 'not-allowed' })
  if (faults.length > 0) return showTo(desk, page, { code: 'invalid-fields', faults, typed })
  return showTo(desk, page, { typed })
}

const NOTHING_LEFT_OUT = { passages: [], leave: [], whyLeftOut: '' }

/** Copies are for those who answer cases. Of a case whose words are gone for good there is none. */
function isRefused({ session }: SignedIn, { state }: CaseView): boolean {
  return !answersCases(session.officer) || state.removedOn !== null
}

function share(
  { deps, served, session, at }: SignedIn,
  view: CaseView,
  asked: Pick<CopyAsked, 'passages' | 'leave' | 'whyLeftOut'>,
): CopyToShare {
  const { profile } = served
  const words = localWords(deps.content.words('en'), profile)
  const whole = copyOfCase(view, { words, profile, officerName: session.officer.name, at })
  return leaveOut(whole, asked, sayIn(words))
}

async function takeCopy(desk: SignedIn): Promise<Response> {
  const sent = sentOf(typedOf(await fieldsOf(desk)))
  const { [MAKE]: make, ...typed } = sent.typed
  if (sent.draft !== undefined) return takeCopyDraft(desk, sent)
  const view = await openCase(readingOf(desk), referenceOf(desk))
  if (view === undefined) return showNothing(desk)
  const draft = await readDraft(desk.served.store, draftOf(desk, view))
  const again = (faults: readonly FieldFault[] = []) =>
    showForm(desk, view, typed, { faults, draftAt: draft?.at })
  if (isRefused(desk, view) || make === undefined) return again()
  const asked = CopyAsked.safeParse(askedIn(typed))
  if (!asked.success) return again(faultsOf(asked.error.issues))
  const { copy } = share(desk, view, asked.data)
  const missing = missingIn(asked.data, copy)
  if (missing.length > 0) return again(missing)
  const html = copyHtml(copy, sayIn(desk.deps.content.words('en')))
  const isPdf = make[0] === AS_PDF
  const bytes = isPdf ? await printed(desk, html) : Buffer.from(html)
  if (bytes === undefined) return again([{ field: MAKE, code: 'not-printed' }])
  await noteCopy(desk, view, asked.data)
  const gone = dropsDraft(desk.served.store, draftOf(desk, view), {
    formKey: sent.formKey,
    at: desk.at,
  })
  await desk.served.store.write(gone(sql`true`))
  return handOnPaper(desk, `${view.reference}-copy.${isPdf ? 'pdf' : 'html'}`, bytes)
}

/** Nothing of a draft is a copy. */
function takeCopyDraft(desk: SignedIn, sent: Sent): Promise<Response> {
  const isAllowed = answersCases(desk.session.officer)
  return takeDraft(desk, { act: 'copy', isAllowed, back: '/copy' }, sent)
}

/** What was typed, by the names of the shape. What has no field of its own there is refused by it. */
function askedIn({ for: readers, passages, leave, whyLeftOut, ...rest }: Typed) {
  return {
    ...rest,
    for: readers?.[0],
    passages: passages?.[0] ?? '',
    leave: leave ?? [],
    whyLeftOut: whyLeftOut?.[0] ?? '',
  }
}

function faultsOf(
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
) {
  return issues.map(({ path, message }): FieldFault => {
    const field = String(path[0] ?? MAKE)
    if (field === 'for') return { field, code: 'missing' }
    return { field, code: message === 'too-long' ? message : 'unknown' }
  })
}

/** The reader is told why something is left out; what is left out has to be there. */
function missingIn(asked: CopyAsked, copy: CopyToShare['copy']): readonly FieldFault[] {
  const there = new Set(copy.sections.flatMap(({ entries }) => entries.map(({ id }) => id)))
  return [
    ...(isRedacted(asked) && asked.whyLeftOut === ''
      ? [{ field: 'whyLeftOut', code: 'missing' }]
      : []),
    ...(asked.leave.every((id) => there.has(id)) ? [] : [{ field: 'leave', code: 'unknown' }]),
  ]
}

async function printed({ deps }: SignedIn, html: string): Promise<Buffer | undefined> {
  return deps.browser === undefined ? undefined : pdfForm(html, deps.browser)
}

/** That it was made, for whom and without what is on the disk before anything is handed on. */
async function noteCopy(desk: SignedIn, { caseId }: CaseView, asked: CopyAsked): Promise<void> {
  const reading = readingOf(desk)
  const key = await keyOfCase(reading.store, caseId)
  await noteOnCase(
    reading,
    { caseId, key },
    {
      kind: 'copy-made',
      data: { for: asked.for, redacted: isRedacted(asked), without: asked.leave },
      text: isRedacted(asked) ? [asked.whyLeftOut, ...asked.passages].join('\n') : undefined,
    },
  )
}

/** What the last copy left out: the next one begins with it, so that nobody marks a case twice. */
function lastCopy({ events }: CaseView): Typed {
  const last = events.findLast(({ event }) => event.kind === 'copy-made')
  if (last?.event.kind !== 'copy-made') return {}
  const [why = '', ...passages] = last.text?.split('\n') ?? []
  return {
    whyLeftOut: [why],
    passages: [passages.join('\n')],
    leave: last.event.data.without ?? [],
  }
}
