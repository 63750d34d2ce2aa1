import { and, eq } from 'drizzle-orm'
import type { Person } from '#api/intake/submitted.ts'
import { mailAddress } from '#api/mail/mail.ts'
import type { Letter } from '#api/mail/outbox.ts'
import { blindAlert } from '#api/mail/templates.ts'
import type { Sealer, Store } from '#api/store/store.ts'
import { people } from '#api/store/tables.ts'
import type { Words } from '#schema/words/messages.ts'

/**
 * Tells a writer who asked for it that there is something to read: nothing else. None where they left no
 * address. `seq`: how many events came before the one they
 * are told of.
 */
export async function alertLetters(
  store: Store,
  about: {
    readonly caseId: number
    readonly reference: string
    readonly seq: number
    readonly key: Sealer
  },
  words: Words,
): Promise<readonly Letter[]> {
  const { caseId, reference, seq, key } = about
  const [row] = await store.db
    .select({ sealed: people.sealed })
    .from(people)
    .where(and(eq(people.caseId, caseId), eq(people.kind, 'alert')))
  if (row === undefined) return []
  const alert = JSON.parse(key.open(row.sealed).toString()) as Person
  if (alert.kind !== 'alert' || alert.to.kind !== 'email') return []
  const to = mailAddress(alert.to.value)
  if (to === undefined) return []
  return [{ kind: 'alert', about: `${reference}-${seq}`, caseId, mail: blindAlert(words, { to }) }]
}
