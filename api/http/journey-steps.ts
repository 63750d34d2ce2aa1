import type { Turn } from '../intake/door.ts'
import { versionNow } from '../profile/local-details.ts'
import { sendUnnamed } from './compressed.ts'
import type { Context, Served } from './context.ts'
import { type PublicPages, publicPage } from './public-page.ts'
import { fromPage, renderFor, requestFor } from './render-page.ts'

/** A step of a journey by its address: `/yp/3` is the third of `yp`. */
export type StepAddress = { readonly journey: string; readonly n: number }

/** One step of one authority, as it was asked for. */
export type AskedStep = { readonly served: Served; readonly step: StepAddress }

type ShownStep = Extract<Turn, { kind: 'page' }>

const NUMBERED = /^\/([^/]+)\/([1-9]\d{0,2})$/
/** What a browser may keep of a form: nothing, not even one that nobody has filled in. */
const NOTHING = 'no-store'

/** The step at an address; undefined for every other page. */
export function stepAt({ content }: PublicPages, path: string): StepAddress | undefined {
  const [, journey = '', n] = NUMBERED.exec(path) ?? []
  return content.journeys.has(journey) ? { journey, n: Number(n) } : undefined
}

/**
 * Shows a step. The door is asked before anything is rendered: a redirect needs no page, and a page on which
 * nothing of a visitor stands is the same for everybody who comes the same way, so it is rendered once.
 */
export async function showStepPage(
  parts: PublicPages,
  c: Context,
  { served, step }: AskedStep,
): Promise<Response> {
  const page = publicPage(parts, c, served)
  const changing = c.req.query('change') !== undefined
  const turn = await page.door.open(step.journey, step.n, { changing })
  if (turn.kind === 'go') return c.redirect(turn.to, 303)
  const request = requestFor(c, c.req.path)
  const render = () => renderFor(parts, c, served, request, { ...page, step: turn })
  if (!isOfNobody(turn)) return fromPage(c, await render())
  const found = await parts.kept.find(nameOf(turn, c, served), render, NOTHING)
  return found instanceof Response ? fromPage(c, found) : sendUnnamed(c, found)
}

/** Takes the form of a step and leads on, or shows the step again. */
export async function answerStep(
  parts: PublicPages,
  c: Context,
  { served, step, form }: AskedStep & { readonly form: FormData },
): Promise<Response> {
  const page = publicPage(parts, c, served)
  const turn = await page.door[actOf(c, form)](step.journey, step.n, form)
  if (turn.kind === 'go') return c.redirect(turn.to, 303)
  const request = requestFor(c, c.req.path)
  return fromPage(c, await renderFor(parts, c, served, request, { ...page, step: turn }))
}

/** Which of a page's buttons was pressed. */
function actOf(c: Context, form: FormData): 'answer' | 'keepTyped' | 'save' {
  if (form.has('keep')) return 'save'
  return c.req.query('typed') === undefined ? 'answer' : 'keepTyped'
}

/** Nothing that a visitor said is on it: no answer, no fault, no list of answers. Codes and our own words remain. */
function isOfNobody({ status, page }: ShownStep): boolean {
  return (
    status === 200 &&
    page.question.kind !== 'check' &&
    page.review.length === 0 &&
    page.faults.length === 0 &&
    Object.keys(page.answers).length === 0
  )
}

/** Everything that such a page is made of, from closed lists of ours: two pages of one name are the same. */
function nameOf({ page }: ShownStep, c: Context, served: Served): string {
  const { question, variant, notice, back, action, canSave, n } = page
  const fields = question.fields.map(({ name }) => name)
  const of = [served.profile.slug, versionNow(served.store), c.get('prefix')]
  const where = [...of, page.journey.path, n, question.id]
  return JSON.stringify([...where, variant, notice, back, action, canSave, fields])
}
