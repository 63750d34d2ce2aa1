import { z } from 'zod'
import { errorResponse } from '#api/http/errors.ts'
import { go, type SignedIn, showNothing } from '#api/officers/desk-app.ts'
import type { Typed } from '#schema/acts/fields.ts'
import { localDateOf } from '#schema/dates.ts'
import { readableCase } from '../may-read.ts'
import { readingOf, referenceOf } from '../reading-of.ts'
import { type DraftOf, dropDraft, type FormKey, keepDraft, readFormKey } from './form-drafts.ts'

/** What a form of a case carries besides its own fields. */
const SEQ = 'seq'
const LOOK = 'look'
const DRAFT = 'draft'
const FORM_KEY = 'formKey'
const BEGUN = 'begun'

export type Sent = {
  readonly seq: number | undefined
  readonly typed: Typed
  /** Which window shows the form: what it sent once it keeps as a draft no more. */
  readonly formKey?: FormKey | undefined
  /** When the draft was kept that it was opened with. */
  readonly begun?: string
  /** The officer wants to see how easy the words are: nothing is saved. */
  readonly isLookedAt?: boolean
  /** What to do with it as a draft, where it is not meant to be done yet. */
  readonly draft?: DraftWish | undefined
}

/** `keep`: it is to be there when its officer comes back. `drop`: it is not. */
const DraftWish = z.enum(['keep', 'drop'])
type DraftWish = z.infer<typeof DraftWish>

/** The posted fields, apart from what the form carries for itself. */
export function sentOf(posted: Typed): Sent {
  const {
    [SEQ]: seq,
    [LOOK]: look,
    [DRAFT]: draft,
    [FORM_KEY]: key,
    [BEGUN]: begun,
    ...typed
  } = posted
  return {
    seq: seq === undefined ? undefined : Number(seq[0]),
    typed,
    formKey: readFormKey(key?.[0]),
    begun: begun?.[0] ?? '',
    isLookedAt: look !== undefined,
    draft: DraftWish.safeParse(draft?.[0]).data,
  }
}

type DraftForm = {
  /** Which form: an act, or another that is sent on a case. */
  readonly act: string
  readonly isAllowed: boolean
  /** Where its officer goes on, behind the address of the case. */
  readonly back: string
}

/** Keeps what was typed until its officer comes back, or throws it away. Nothing of it is in the case. */
export async function takeDraft(
  desk: SignedIn,
  { act, isAllowed, back }: DraftForm,
  { seq = 0, typed, formKey, begun = '', draft }: Sent,
): Promise<Response> {
  const { store, officer, at } = readingOf(desk)
  const reference = referenceOf(desk)
  const caseId = await readableCase(store, officer, reference, localDateOf(at))
  if (caseId === undefined || !isAllowed) return showNothing(desk)
  const of: DraftOf = { caseId, officerId: officer.id, act }
  if (draft === 'drop') await store.write([dropDraft(store, of)])
  else if (!(await keepDraft(store, of, { typed, seq, at }, { formKey, begun }))) {
    return errorResponse(desk.c, 'out-of-date')
  }
  return go(desk, `/officer/cases/${reference}${back}`)
}
