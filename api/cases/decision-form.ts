import { RouteDecision } from '#schema/desk/desk.ts'
import type { FieldFault } from '#schema/errors.ts'

/** The posted form as a decision, or what is missing in it. An empty field was not filled in. */
export function readDecision(
  form: FormData | undefined,
):
  | { readonly ok: true; readonly decision: RouteDecision }
  | { readonly ok: false; readonly faults: readonly FieldFault[] } {
  const given = (field: string) => {
    const value = form?.get(field)
    return typeof value === 'string' && value.trim() !== '' ? value : undefined
  }
  const read = RouteDecision.safeParse({
    act: given('act'),
    part: Number(given('part') ?? 1),
    seq: Number(given('seq') ?? 0),
    to: given('to'),
    reason: given('reason'),
    text: given('text') ?? '',
    beside: given('beside') ?? '',
    still: form?.getAll('still') ?? [],
    reviewOn: given('reviewOn'),
    advocacyReminder: given('advocacyReminder') === 'yes' ? true : undefined,
    ombudsmanLine: given('ombudsmanLine') === 'yes' ? true : undefined,
  })
  if (read.success) return { ok: true, decision: read.data }
  const faults = read.error.issues.map(({ path, message }) => ({
    field: String(path[0]),
    code: message === 'too-long' ? message : 'missing',
  }))
  return { ok: false, faults }
}
