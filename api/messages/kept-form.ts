import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { z } from 'zod'
import type { Store } from '#api/store/store.ts'
import type { Whose } from './tickets.ts'

/** What was typed into a page whose hours were over when it was sent, and where it was going. */
const KeptForm = z.strictObject({
  caseId: z.number().int(),
  path: z.string(),
  /** As a browser posts it. */
  texts: z.string(),
})
export type KeptForm = z.infer<typeof KeptForm>

/** More than any form of theirs comes to. */
const MOST_BYTES = 512 * 1024

/**
 * Seals a form into the page that asks for the code again: nothing typed is lost, nothing of it is kept here, and
 * nobody who finds that page can read it. It is shut to whoever opens another case.
 */
export function sealForm(store: Store, whose: Whose, form: KeptForm): string {
  const packed = deflateRawSync(JSON.stringify(KeptForm.parse(form)))
  return sealerOf(store, whose).seal(packed).toString('base64url')
}

/** The form that was kept for this case; undefined for whatever else comes. */
export function openForm(
  store: Store,
  whose: Whose,
  kept: { readonly sealed: unknown; readonly caseId: number },
): KeptForm | undefined {
  const { sealed, caseId } = kept
  if (typeof sealed !== 'string' || sealed === '') return undefined
  try {
    const packed = sealerOf(store, whose).open(Buffer.from(sealed, 'base64url'))
    const text = inflateRawSync(packed, { maxOutputLength: MOST_BYTES }).toString('utf8')
    const form = KeptForm.parse(JSON.parse(text))
    return form.caseId === caseId ? form : undefined
  } catch {
    return undefined
  }
}

function sealerOf(store: Store, whose: Whose) {
  return store.keys.derived(`${whose}-form`, store.keys.hash(`${whose}-form`, store.slug))
}
