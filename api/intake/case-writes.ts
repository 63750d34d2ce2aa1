import type { CaseEvent } from '#schema/case/case.ts'
import type { Answers } from '#schema/form/submission.ts'
import { inboxRow } from '#schema/rules/case/status.ts'
import type { Sealer, Write } from '../store/store.ts'
import { cases, events, inbox, parts, people, submissions } from '../store/tables.ts'
import { receivedData } from './entered.ts'
import type { KeptOut } from './keep-out.ts'
import { hashOfCode, readPrivateCode } from './private-code.ts'
import type { Receiving, Reception } from './reception.ts'
import { partAnswers, type Submitted } from './submitted.ts'

/** What a case is kept under. */
type CaseParts = {
  readonly bodyHash: string
  readonly caseId: number
  readonly keyId: string
  readonly sealer: Sealer
  readonly isApart: boolean
  readonly keptOut: KeptOut
}

/** The rows of a new case: what was sent, sealed; its parts, people and first events; the desk's row. */
export function caseWrites(receiving: Receiving, reception: Reception, kept: CaseParts): Write[] {
  const { served, body, at, accepted, triage } = reception
  const { db, keys } = served.store
  const { caseId, sealer } = kept
  const { words, people: persons } = partAnswers(body.answers)
  const { code, ...withoutCode } = accepted
  const submitted: Submitted = {
    language: body.language,
    facts: body.facts,
    answers: words,
    asked: reception.asked,
    accepted: withoutCode,
  }
  const received: CaseEvent = {
    kind: 'received',
    at,
    on: accepted.receivedOn,
    by: reception.entered?.by ?? 'writer',
    data: receivedData(body, triage, reception.entered),
  }
  const first = [received, ...advocateAsked(body.answers, received), ...kept.keptOut.events]
  const row = inboxRow(first, served.profile, receiving.calendar)
  return [
    db.insert(cases).values({
      id: caseId,
      reference: accepted.reference,
      keyId: kept.keyId,
      codeHash: hashOfCode(keys, readPrivateCode(code) ?? ''),
      receivedAt: at,
      receivedOn: accepted.receivedOn,
      language: body.language,
      audience: reception.audience,
      who: body.facts.who,
      triage,
    }),
    db.insert(submissions).values({
      caseId,
      idempotencyKey: body.idempotencyKey,
      bodyHash: kept.bodyHash,
      contentVersion: receiving.content.version,
      sealed: sealer.seal(JSON.stringify(submitted)),
    }),
    ...triage.parts.map((part, index) =>
      db
        .insert(parts)
        .values({ caseId, n: index + 1, category: part.category, services: part.services }),
    ),
    ...persons.map((person) =>
      db
        .insert(people)
        .values({ caseId, kind: person.kind, sealed: sealer.seal(JSON.stringify(person)) }),
    ),
    ...first.map((event) => db.insert(events).values({ ...event, caseId })),
    db.insert(inbox).values({
      ...row,
      caseId,
      reference: accepted.reference,
      setApart: kept.isApart ? 1 : 0,
    }),
  ]
}

/**
 * What was said about an advocate in the form counts as what is said later does: a yes starts the clock of
 * the advocate, and every answer shows that one was offered.
 */
function advocateAsked({ advocate, ask }: Answers, { at, on }: CaseEvent): CaseEvent[] {
  const answer = advocate?.answer ?? (ask === 'advocate-only' ? 'yes' : undefined)
  if (answer === undefined) return []
  return [
    {
      kind: 'advocate-asked',
      at,
      on,
      by: 'writer',
      data: { answer, share: advocate?.share ?? null },
    },
  ]
}
