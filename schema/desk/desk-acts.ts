import { z } from 'zod'

/** What is done at the desk besides the work on cases, for the history. */
export const DeskActKind = z.enum([
  'signed-in',
  'signed-out',
  'sessions-ended',
  'person-added',
  'person-changed',
  'person-removed',
  'person-reset',
  'passkey-added',
  'passkey-removed',
  'rota-changed',
  'exported',
  'cases-linked',
  'link-ended',
  'details-changed',
  'key-made',
  'key-ended',
  'hook-made',
  'hook-ended',
  'told-published',
  'told-taken-back',
  'report-text-saved',
  'past-cases-imported',
])
export type DeskActKind = z.infer<typeof DeskActKind>

/** How somebody signed in. */
export const SignInWay = z.enum(['code', 'passkey', 'council'])
export type SignInWay = z.infer<typeof SignInWay>
