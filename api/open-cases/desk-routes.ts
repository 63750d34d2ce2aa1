import type { Readable } from 'node:stream'
import { Hono } from 'hono'
import type { AppEnv } from '#api/http/context.ts'
import { readForm } from '#api/http/form.ts'
import { type DeskDeps, type SignedIn, showTo, signedInAs, textOf } from '#api/officers/desk-app.ts'
import type { FieldFault } from '#schema/errors.ts'
import type { Role } from '#schema/vocabulary.ts'
import { type BroughtInAll, bringInOpenCases } from './bring-in.ts'

/** What came of a file: every fault of it, or each case with the code of its writer. */
export type OpenCasesView = {
  readonly brought: BroughtInAll | undefined
  readonly isDry: boolean
}

/** They hold each writer's code in their hands: whoever answers cases. */
const MAY_BRING_IN: readonly Role[] = ['officer', 'manager']
const MOST_BYTES = 10 * 1024 * 1024

/** Cases that were open before the desk was: a few are typed in, many come as a file. */
export function openCasesRoutes(deps: DeskDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  routes.get(
    '/officer/new/open-cases',
    signedInAs(MAY_BRING_IN, deps, (desk) => showPage(desk, { brought: undefined, isDry: true })),
  )
  routes.post('/officer/new/open-cases', signedInAs(MAY_BRING_IN, deps, takeCases))
  return routes
}

function showPage(
  desk: SignedIn,
  opening: OpenCasesView,
  faults: readonly FieldFault[] = [],
): Promise<Response> {
  const shown = faults.length === 0 ? {} : { code: 'invalid-fields' as const, faults }
  return showTo(desk, { page: 'open-cases', opening }, shown)
}

async function takeCases(desk: SignedIn): Promise<Response> {
  const { served, deps, session, at } = desk
  const texts: string[] = []
  const form = await readForm(desk.c, {
    most: MOST_BYTES,
    files: 1,
    takeFile: async (file) => {
      texts.push(await readText(file))
      return ''
    },
  })
  const [text = ''] = texts
  if (!form.ok || text.trim() === '') {
    const code = !form.ok && form.code === 'too-large' ? 'too-large' : 'missing'
    return showPage(desk, { brought: undefined, isDry: true }, [{ field: 'file', code }])
  }
  const isDry = textOf(form.fields, 'write') !== 'yes'
  const brought = await bringInOpenCases(
    {
      served,
      content: deps.content,
      publicUrl: deps.publicUrl,
      at,
      by: session.officer,
      mode: isDry ? 'dry-run' : 'write',
    },
    text,
  )
  return showPage(desk, { brought, isDry })
}

async function readText(file: Readable): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of file) parts.push(Buffer.from(part))
  return Buffer.concat(parts).toString('utf8')
}
