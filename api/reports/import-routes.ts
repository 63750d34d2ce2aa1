import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { Hono } from 'hono'
import type { AppEnv } from '#api/http/context.ts'
import { readForm } from '#api/http/form.ts'
import {
  type DeskDeps,
  go,
  type SignedIn,
  showNothing,
  showTo,
  signedIn,
  textOf,
} from '#api/officers/desk-app.ts'
import type { Store } from '#api/store/store.ts'
import type { FieldFault } from '#schema/errors.ts'
import { reportLists } from '#schema/rules/report/lists.ts'
import type { Role } from '#schema/vocabulary.ts'
import { beginImport, type ImportJob, importJobOf, isImporting } from './import-jobs.ts'

/** The page on which past cases are brought in. */
export type ImportView = {
  readonly job: ImportJob | undefined
  readonly isRunning: boolean
}

/** It changes the figures of every year: whoever answers for the service, or looks after it. */
const MAY_IMPORT: readonly Role[] = ['manager', 'admin']

const MOST_BYTES = 150 * 1024 * 1024
/** Eleven lists, and what else may lie beside them. */
const MOST_FILES = 30
/** Most imports are over by then, and their answer is the next page. */
const PATIENCE_MS = 2_000
const FOLDER = 'imports'
const FILE_NAME = /^[\p{L}\p{N}_. -]{1,100}\.(?:csv|xlsx)$/iu

/** Bringing past cases in at the desk: the files of the folder, or one workbook. */
export function importRoutes(deps: DeskDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  routes.get('/officer/report/import', signedIn(deps, showImport))
  routes.post('/officer/report/import', signedIn(deps, takeImport))
  return routes
}

function mayImport({ session }: SignedIn): boolean {
  return session.officer.roles.some((role) => MAY_IMPORT.includes(role))
}

async function showImport(desk: SignedIn): Promise<Response> {
  return mayImport(desk) ? showPage(desk, []) : showNothing(desk)
}

function showPage(desk: SignedIn, faults: readonly FieldFault[]): Promise<Response> {
  const { store } = desk.served
  const bringing = { job: importJobOf(store), isRunning: isImporting(store) }
  const shown = faults.length === 0 ? {} : { code: 'invalid-fields' as const, faults }
  return showTo(desk, { page: 'import', bringing }, shown)
}

async function takeImport(desk: SignedIn): Promise<Response> {
  if (!mayImport(desk)) return showNothing(desk)
  const { served, deps, session, at } = desk
  const { store, profile } = served
  if (isImporting(store)) return showPage(desk, [{ field: 'files', code: 'running' }])
  const folder = await emptyFolder(store)
  const tidy = () => rm(folder, { recursive: true, force: true })
  const taken = new Set<string>()
  const form = await readForm(desk.c, {
    most: MOST_BYTES,
    files: MOST_FILES,
    takeFile: (file, _, name) => keepFile(file, { folder, name, taken }),
  }).catch(async (fault: unknown) => {
    await tidy()
    throw fault
  })
  const path = form.ok ? pathOf(folder, [...taken]) : undefined
  // Another may have begun while the files came.
  const isTooLate = isImporting(store)
  if (!form.ok || path === undefined || isTooLate) {
    await tidy()
    const code = isTooLate
      ? 'running'
      : !form.ok && form.code === 'too-large'
        ? 'too-large'
        : 'missing'
    return showPage(desk, [{ field: 'files', code }])
  }
  const over = beginImport({
    store,
    profile,
    lists: reportLists(profile, deps.content.commonLists),
    path,
    mode: textOf(form.fields, 'write') === 'yes' ? 'write' : 'dry-run',
    at,
    by: session.officer.name,
    actor: session.officer.id,
    tidy,
  })
  await Promise.race([over, wait(PATIENCE_MS, undefined, { ref: false })])
  return go(desk, '/officer/report/import')
}

/** A folder that nobody else reads. What an earlier process left in its place goes first. */
async function emptyFolder(store: Store): Promise<string> {
  const all = join(store.folder, FOLDER)
  await mkdir(all, { recursive: true, mode: 0o700 })
  for (const left of await readdir(all)) await rm(join(all, left), { recursive: true, force: true })
  return mkdtemp(join(all, 'folder-'))
}

/** Keeps a list or a workbook under its own name; anything else that lies beside them is passed over. */
async function keepFile(
  file: Readable,
  { folder, name, taken }: { folder: string; name: string; taken: Set<string> },
): Promise<string> {
  if (!FILE_NAME.test(name) || taken.has(name)) return ''
  taken.add(name)
  await pipeline(file, createWriteStream(join(folder, name), { mode: 0o600, flags: 'wx' }))
  return name
}

/** One workbook, or the folder of lists; undefined for neither, or both at once. */
function pathOf(folder: string, names: readonly string[]): string | undefined {
  const workbooks = names.filter((name) => /\.xlsx$/i.test(name))
  const [workbook] = workbooks
  if (workbook === undefined) return names.length === 0 ? undefined : folder
  return names.length === 1 ? join(folder, workbook) : undefined
}
