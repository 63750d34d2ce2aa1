import type { Desk } from './desk-app.ts'

/** What a form of the desk did, outside cases: the page it leads to says it, in `officer.did`. */
export const DIDS = [
  'person-changed',
  'person-signed-out',
  'person-removed',
  'turn-added',
  'turn-dropped',
  'cover-added',
  'cover-dropped',
  'session-ended',
  'sessions-ended',
  'passkey-added',
  'passkey-removed',
  'key-ended',
  'hook-ended',
  'view-kept',
  'view-forgotten',
  'keys-switched',
  'removal-saved',
  'profile-saved',
] as const
export type Did = (typeof DIDS)[number]

/** What was just done, as the address says it; undefined where it says nothing that we know. */
export function justDone({ c }: Desk): Did | undefined {
  const said = c.req.query('did')
  return DIDS.find((did) => did === said)
}
