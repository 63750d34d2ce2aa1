import { z } from 'zod'
import { fieldsOf, type SignedIn, showTo, typedOf } from '#api/officers/desk-app.ts'
import { LanguageTag, normaliseText, STORY_CHARACTERS } from '#schema/form/submission.ts'
import { readSignals } from '#schema/rules/signals/signals.ts'
import { propose, trace } from '#schema/rules/triage/triage.ts'
import { Facts } from '#schema/triage/facts.ts'
import type { DeskView, Typed } from './desk.ts'

const Tried = z.strictObject({
  facts: Facts,
  text: z
    .string()
    .transform(normaliseText)
    .refine((text) => text.isWellFormed() && [...text].length <= STORY_CHARACTERS, 'too-long'),
  language: LanguageTag,
})

/** The form in which triage is tried, with nothing in it. */
export function showTry(desk: SignedIn): Promise<Response> {
  return showTo(desk, { page: 'triage', tried: undefined })
}

/** Shows what triage makes of facts and words, rule by rule. Nothing of it is kept. */
export async function tryTriage(desk: SignedIn): Promise<Response> {
  const typed = typedOf(await fieldsOf(desk))
  const read = Tried.safeParse({
    facts: factsOf(typed),
    text: typed.text?.[0] ?? '',
    language: typed.language?.[0] ?? 'en',
  })
  if (!read.success) {
    const faults = read.error.issues.map(({ path }) => {
      const [first, second] = path
      return first === 'text'
        ? { field: 'text', code: 'too-long' }
        : { field: String(second ?? first), code: 'missing' }
    })
    const view: DeskView = { page: 'triage', tried: undefined }
    return showTo(desk, view, { code: 'invalid-fields', faults, typed })
  }
  const { content, readers } = desk.deps
  const { facts, text, language } = read.data
  const voice = content.words('en')
  const tried = {
    facts,
    trace: trace(facts, readSignals(text, language, readers)),
    triage: propose({ facts, text, language }, readers, { officer: voice, writer: voice }),
  }
  return showTo(desk, { page: 'triage', tried }, { typed })
}

/** The facts chosen; what was left open was not asked. */
function factsOf(typed: Typed): Record<string, string | readonly string[]> {
  const facts: Record<string, string | readonly string[]> = {}
  for (const fact of Object.keys(Facts.shape)) {
    const chosen = (typed[fact] ?? []).filter((value) => value !== '')
    const [first] = chosen
    if (first !== undefined) facts[fact] = fact === 'service' ? chosen : first
  }
  return facts
}
