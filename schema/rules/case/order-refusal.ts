import { z } from 'zod'

/** Why an event cannot follow what has happened. Each has a sentence for the officer. */
export const OrderRefusal = z.enum([
  'not-received',
  'already-received',
  'in-the-future',
  'before-receipt',
  'closed',
  'not-closed',
  'no-such-part',
  'part-at-rest',
  'part-still-open',
  'not-a-concern',
  'not-a-complaint',
  'same-route',
  'assurances-needed',
  'officer-needed',
  'already-held',
  'not-held',
  'already-done',
  'stage-not-open',
  'stage-already-open',
  'stage-begun',
  'stage-out-of-order',
  'before-the-stage',
  'before-it-began',
  'review-in-the-past',
  'no-such-point',
  'points-in-order',
  'no-points',
  'statement-not-sent',
  'not-frozen',
  'panel-too-small',
  'no-such-enquiry',
  'enquiries-in-order',
  'not-decided',
  'no-advocate',
  'no-access',
  'already-kept-out',
  'not-kept-out',
  'not-about-oneself',
  'removed',
  'on-legal-hold',
  'not-on-legal-hold',
  'not-referred',
  'no-such-action',
  'not-a-promise',
  'no-extension-here',
  'own-right',
])
export type OrderRefusal = z.infer<typeof OrderRefusal>

export type OrderCheck = { readonly ok: true } | { readonly ok: false; readonly code: OrderRefusal }

/** It may follow. */
export const YES: OrderCheck = { ok: true }

/** It may not follow, and why. */
export function no(code: OrderRefusal): OrderCheck {
  return { ok: false, code }
}

/** What a rule that names only a refusal says. */
export function answer(refusal: OrderRefusal | null): OrderCheck {
  return refusal === null ? YES : no(refusal)
}
