import { Hono } from 'hono'
import type { AppEnv } from '#api/http/context.ts'
import { readForm } from '#api/http/form.ts'
import {
  ATTACHMENT_BYTES,
  type AttachmentFolder,
  claim,
  destroyFiles,
  findUnclaimed,
  folderOf,
  type Stored,
  storeAttachment,
} from '#api/intake/attachments.ts'
import {
  type DeskDeps,
  go,
  keepTyped,
  type Shown,
  type SignedIn,
  showNothing,
  showTo,
  signedIn,
  textOf,
} from '#api/officers/desk-app.ts'
import { mayDo } from '#schema/acts/acts.ts'
import { NOTE } from '#schema/acts/note.ts'
import { localDateOf } from '#schema/dates.ts'
import type { FieldFault } from '#schema/errors.ts'
import { keyOfCase } from './acts/acting.ts'
import { filesOf } from './files.ts'
import { readableCase } from './may-read.ts'
import { noteOnCase } from './note-on-case.ts'
import { readingOf, referenceOf } from './reading-of.ts'

const FILE = 'file'
const WHAT = 'fileWhat'
const LONGEST_WHAT = 500
/** The file and a line about it. */
const MOST_BYTES = ATTACHMENT_BYTES + 64 * 1024

/**
 * What a colleague puts to a case besides words: a letter that was scanned, a report as it was handed in, what shows
 * that a promise was kept. Only the desk sees it, as a note: nothing here can send it to the writer.
 */
export function addFileRoutes(deps: DeskDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  routes.get('/officer/cases/:reference/file', signedIn(deps, showAddFile))
  routes.post('/officer/cases/:reference/file', signedIn(deps, takeFile, keepTyped))
  return routes
}

/** The number of the case; undefined where there is none for this officer. */
function caseOf(desk: SignedIn): Promise<number | undefined> {
  const { store, officer, at } = readingOf(desk)
  return readableCase(store, officer, referenceOf(desk), localDateOf(at))
}

async function showAddFile(desk: SignedIn): Promise<Response> {
  return (await caseOf(desk)) === undefined ? showNothing(desk) : showForm(desk)
}

function showForm(desk: SignedIn, shown: Shown = {}): Promise<Response> {
  const mayNot = !mayDo(NOTE, desk.session.officer.roles)
  const page = { page: 'add-file', reference: referenceOf(desk), mayNot } as const
  return showTo(desk, page, mayNot ? { code: 'not-allowed' } : shown)
}

async function takeFile(desk: SignedIn): Promise<Response> {
  const caseId = await caseOf(desk)
  if (caseId === undefined) return showNothing(desk)
  if (!mayDo(NOTE, desk.session.officer.roles)) return showForm(desk)
  const place = folderOf(desk.served.store)
  const taken: Stored[] = []
  const form = await readForm(desk.c, {
    most: MOST_BYTES,
    files: 1,
    takeFile: async (file) => {
      taken.push(await storeAttachment(place, file, desk.at))
      return ''
    },
  })
  const what = form.ok ? textOf(form.fields, WHAT).trim() : ''
  const [file] = taken
  const faults = form.ok ? faultsOf(file, what) : [{ field: FILE, code: 'too-large' }]
  if (faults.length === 0 && file?.ok === true) {
    if (await keep(desk, { caseId, place, what }, file)) {
      return go(desk, `/officer/cases/${referenceOf(desk)}?done=${NOTE.id}`)
    }
    faults.push({ field: FILE, code: 'no-words' })
  }
  const ids = taken.flatMap((one) => (one.ok ? [one.id] : []))
  await destroyFiles(place, ids)
  return showForm(desk, { code: 'invalid-fields', faults, typed: { [WHAT]: [what] } })
}

function faultsOf(file: Stored | undefined, what: string): FieldFault[] {
  const faults: FieldFault[] = []
  if (file === undefined || !file.ok) {
    const why = file === undefined || file.why === 'empty' ? 'missing' : file.why
    faults.push({ field: FILE, code: why })
  }
  if (what === '') faults.push({ field: WHAT, code: 'missing' })
  if (what.length > LONGEST_WHAT) faults.push({ field: WHAT, code: 'too-long' })
  return faults
}

type Adding = { readonly caseId: number; readonly place: AttachmentFolder; readonly what: string }

/** The file and the note that says what it is, in one transaction; false where the words of the case are gone. */
async function keep(
  desk: SignedIn,
  { caseId, place, what }: Adding,
  file: Extract<Stored, { ok: true }>,
): Promise<boolean> {
  const reading = readingOf(desk)
  const key = await keyOfCase(reading.store, caseId)
  const unclaimed = (await findUnclaimed([place], [file.id])).get(file.id)
  if (key === undefined || unclaimed === undefined) return false
  const reference = referenceOf(desk)
  const n = (await filesOf(reading.store, { id: caseId, reference })).length + 1
  const { write } = await claim(place, unclaimed, { caseId, sealer: key })
  const text = `${reference}-${n}.${file.kind}\n${what}`
  await noteOnCase(reading, { caseId, key }, { kind: 'noted', data: {}, text, also: [write] })
  return true
}
