import type { PublicPage, Turn } from '../intake/door.ts'
import { versionNow } from '../profile/local-details.ts'
import { withBlanks } from './blanks.ts'
import { sendFilled } from './compressed.ts'
import type { Context, Served } from './context.ts'
import { type PublicPages, publicPage } from './public-page.ts'
import { fromPage, renderFor, requestFor } from './render-page.ts'

/** A step of a journey by its address: `/yp/3` is the third of `yp`. */
type StepAddress = { readonly journey: string; readonly n: number }

/** One step of one authority, as it was asked for. */
export type AskedStep = { readonly served: Served; readonly step: StepAddress }

type ShownStep = Extract<Turn, { kind: 'page' }>

/** A page to show, and everything that its layout may know. */
type ToShow = { readonly served: Served; readonly page: PublicPage; readonly turn: ShownStep }

const NUMBERED = /^\/([^/]+)\/([1-9]\d{0,2})$/
/** What a browser may keep of a form: nothing, not even one that nobody has filled in. */
const NOTHING = 'no-store'

/** The step at an address; undefined for every other page. */
export function stepAt({ content }: PublicPages, path: string): StepAddress | undefined {
  const [, journey = '', n] = NUMBERED.exec(path) ?? []
  return content.journeys.has(journey) ? { journey, n: Number(n) } : undefined
}

/** Shows a step. The door is asked before anything is rendered: a redirect needs no page. */
export async function showStepPage(
  parts: PublicPages,
  c: Context,
  { served, step }: AskedStep,
): Promise<Response> {
  const page = publicPage(parts, c, served)
  const again = c.req.query('again') !== undefined
  const turn = await page.door.open(step.journey, step.n, { again })
  return turn.kind === 'go' ? c.redirect(turn.to, 303) : show(parts, c, { served, page, turn })
}

/** Takes the form of a step and leads on, or shows the step again. */
export async function answerStep(
  parts: PublicPages,
  c: Context,
  { served, step, form }: AskedStep & { readonly form: FormData },
): Promise<Response> {
  const page = publicPage(parts, c, served)
  const turn = await page.door[actOf(c, form)](step.journey, step.n, form)
  return turn.kind === 'go' ? c.redirect(turn.to, 303) : show(parts, c, { served, page, turn })
}

/**
 * A page without what was typed on it is the same for everybody who comes the same way and chooses the same, so it is
 * rendered once, and what was typed is put in for the one who asks. A list of all answers is rendered each time.
 */
async function show(parts: PublicPages, c: Context, to: ToShow): Promise<Response> {
  const { served, page, turn } = to
  const render = (step: ShownStep) =>
    renderFor(parts, c, served, requestFor(c, c.req.path), { ...page, step })
  if (turn.page.review.length > 0) return fromPage(c, await render(turn))
  const { page: blank, typed } = withBlanks(turn.page)
  const found = await parts.kept.find(
    nameOf({ ...turn, page: blank }, c, served),
    () => render({ kind: 'page', status: 200, page: blank }),
    NOTHING,
  )
  if (found instanceof Response) return fromPage(c, found)
  c.status(turn.status as Parameters<typeof c.status>[0])
  return sendFilled(c, found, typed)
}

/** Which of a page's buttons was pressed. */
function actOf(c: Context, form: FormData): 'answer' | 'keepTyped' | 'save' {
  if (form.has('keep')) return 'save'
  return c.req.query('typed') === undefined ? 'answer' : 'keepTyped'
}

/** Everything that such a page is made of, from closed lists of ours: two pages of one name are the same. */
function nameOf({ page }: ShownStep, c: Context, served: Served): string {
  const { question, variant, notice, back, action, canSave, n, answers, faults } = page
  const fields = question.fields.map(({ name }) => name)
  const of = [served.profile.slug, versionNow(served.store), c.get('prefix')]
  const where = [...of, page.journey.path, n, question.id]
  return JSON.stringify([...where, variant, notice, back, action, canSave, fields, answers, faults])
}
