import { Hono } from 'hono'
import type { AppEnv } from '#api/http/context.ts'
import {
  type DeskDeps,
  fieldsOf,
  go,
  keepTyped,
  type SignedIn,
  showNothing,
  showTo,
  signedIn,
  typedOf,
} from '#api/officers/desk-app.ts'
import type { Act } from '#schema/acts/act.ts'
import { actOf, mayDo } from '#schema/acts/acts.ts'
import type { Typed } from '#schema/acts/fields.ts'
import { NOTE } from '#schema/acts/note.ts'
import { localDateOf } from '#schema/dates.ts'
import type { ErrorCode, FieldFault } from '#schema/errors.ts'
import type { Words } from '#schema/words/messages.ts'
import { openCase } from '../open.ts'
import { colleaguesFor } from '../readers.ts'
import { readingOf, referenceOf } from '../reading-of.ts'
import { formOf } from './act-form.ts'
import { type Acting, givenFor } from './acting.ts'
import { doAct } from './do-act.ts'
import { readDraft } from './form-drafts.ts'
import { addNote } from './note.ts'
import { type Sent, sentOf, takeDraft } from './take-draft.ts'

/** What officers do on a case: a page with a form for each act, and notes, which nothing can send. */
export function actRoutes(deps: DeskDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  routes.get('/officer/cases/:reference/acts/:act', signedIn(deps, showAct))
  routes.post('/officer/cases/:reference/acts/:act', signedIn(deps, takeAct, keepTyped))
  routes.get('/officer/cases/:reference/note', signedIn(deps, showNote))
  routes.post('/officer/cases/:reference/note', signedIn(deps, takeNote, keepTyped))
  return routes
}

/** The officer who asks, the moment, and the words for the writer. */
export function actingOf(desk: SignedIn): Acting {
  const { served, deps } = desk
  return {
    ...readingOf(desk),
    base: served.base,
    wordsFor: (language) => writersWords(deps, language),
  }
}

/** The writer's own language where we speak it, else English. */
function writersWords({ content }: DeskDeps, language: string): Words {
  const spoken = content.languages.some(({ tag, offered }) => tag === language && offered)
  return content.words(spoken ? language : 'en')
}

/** What the way to a form may choose already: the part, which of its points, which promise. */
const CHOSEN_BEFORE = ['part', 'point', 'action']

function showAct(desk: SignedIn): Promise<Response> {
  const chosen = CHOSEN_BEFORE.flatMap((name) => {
    const value = desk.c.req.query(name)
    return value === undefined ? [] : [[name, [value]]]
  })
  const typed: Typed = Object.fromEntries(chosen)
  return showForm(desk, actOf(desk.c.req.param('act') ?? ''), { seq: undefined, typed })
}

function showNote(desk: SignedIn): Promise<Response> {
  return showForm(desk, NOTE, { seq: undefined, typed: {} })
}

/** A case that is not there, one that this officer may not see and an act that is none are answered alike. */
async function showForm(
  desk: SignedIn,
  act: Act | undefined,
  sent: Sent,
  shown: { readonly code?: ErrorCode; readonly faults?: readonly FieldFault[] } = {},
): Promise<Response> {
  const acting = actingOf(desk)
  const view = act === undefined ? undefined : await openCase(acting, referenceOf(desk))
  if (act === undefined || view === undefined) return showNothing(desk)
  const mayNot = !mayDo(act, desk.session.officer.roles)
  const readers = await colleaguesFor(acting.store, view.caseId, localDateOf(acting.at))
  const of = { caseId: view.caseId, officerId: acting.officer.id, act: act.id }
  const draft = sent.seq === undefined ? await readDraft(acting.store, of) : undefined
  const seen = sent.seq ?? draft?.seq
  const since = seen === undefined ? [] : view.events.slice(seen)
  const begun = { typed: { ...draft?.typed, ...sent.typed }, since }
  const { form, typed } = formOf(act, givenFor(acting, view, readers), begun)
  const code = mayNot ? 'not-allowed' : (shown.code ?? (form.refused && 'invalid-fields'))
  const page = act === NOTE ? 'note' : 'act'
  return showTo(
    desk,
    {
      page,
      view,
      form,
      mayNot,
      draftAt: draft?.at,
    },
    { typed, faults: shown.faults ?? [], ...(code === undefined ? {} : { code }) },
  )
}

async function takeAct(desk: SignedIn): Promise<Response> {
  const act = actOf(desk.c.req.param('act') ?? '')
  const sent = sentOf(typedOf(await fieldsOf(desk)))
  if (act === undefined) return showNothing(desk)
  if (sent.draft !== undefined) return takeDraftOf(desk, act, sent)
  if (sent.isLookedAt) return showForm(desk, act, sent)
  const { seq = 0, typed, formKey } = sent
  const done = await doAct(actingOf(desk), referenceOf(desk), act, { seq, typed, formKey })
  if (done.ok) return go(desk, `/officer/cases/${referenceOf(desk)}?done=${act.id}`)
  return showForm(desk, act, sent, { code: done.code, faults: faultsOf(done) })
}

/** The draft of an act: it leads back to its form. */
function takeDraftOf(desk: SignedIn, act: Act, sent: Sent): Promise<Response> {
  const isAllowed = mayDo(act, desk.session.officer.roles)
  const back = act === NOTE ? '/note' : `/acts/${act.id}`
  return takeDraft(desk, { act: act.id, isAllowed, back }, sent)
}

async function takeNote(desk: SignedIn): Promise<Response> {
  const sent = sentOf(typedOf(await fieldsOf(desk)))
  if (sent.draft !== undefined) return takeDraftOf(desk, NOTE, sent)
  const { seq = 0, typed, formKey } = sent
  const done = await addNote(actingOf(desk), referenceOf(desk), { seq, typed, formKey })
  if (done.ok) return go(desk, `/officer/cases/${referenceOf(desk)}?done=${NOTE.id}`)
  return showForm(desk, NOTE, sent, { code: done.code, faults: faultsOf(done) })
}

function faultsOf(refused: {
  readonly code: ErrorCode
  readonly fields?: readonly FieldFault[]
}): readonly FieldFault[] {
  if (refused.code === 'out-of-date') return [{ field: 'seq', code: 'out-of-date' }]
  return refused.fields ?? []
}
