import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { localDateOf } from '#schema/dates.ts'
import { type Advocacy, advocacyOf } from '#schema/rules/case/advocacy.ts'
import { sayDayFrom } from '#schema/words/spoken.ts'
import type { Clock } from '../clock.ts'
import type { Served } from '../http/context.ts'
import type { WayBack } from '../intake/door.ts'
import type { Referring } from '../intake/open-referral.ts'
import { sharedFor } from '../intake/open-referral.ts'
import type { SharedWithAdvocate } from '../intake/shared-with-advocate.ts'
import { type HeldCase, holdCase, lookBack } from '../intake/way-back.ts'
import type { Ticket } from '../store/sealed-ticket.ts'
import { cases } from '../store/tables.ts'
import { advocateCode, isAdvocateCode } from './advocate-code.ts'
import { openForHours, readHours } from './tickets.ts'

/** What an advocate's cookie names. */
export const Side = z.strictObject({ caseId: z.number().int(), round: z.number().int() })
export type Side = z.infer<typeof Side>

/** Opens one case to one advocate for some hours. */
export function sealSide({ store }: Served, side: Side, now: ReturnType<Clock>): string {
  return openForHours(store, 'advocate', side, now)
}

/** What an advocate's cookie names, also when its hours are over. */
export function readSide(
  { store }: Served,
  cookie: string | undefined,
  now: ReturnType<Clock>,
): Ticket<Side> | undefined {
  return readHours(store, 'advocate', Side, { cookie, now })
}

/** The case that a reference and an advocate's code open while the writer wants this advocate. */
export async function sideOfCode(
  { store }: Served,
  typed: { readonly reference: string; readonly code: string },
): Promise<Side | undefined> {
  const reference = typed.reference.replaceAll(/[^0-9a-z]/gi, '').toUpperCase()
  const [row] = await store.db
    .select({ id: cases.id, reference: cases.reference })
    .from(cases)
    .where(eq(cases.reference, reference))
  const held = row && (await holdCase({ store } as Served, row.id))
  if (held === undefined) return undefined
  const { round, openedAt, askedOn } = advocacyIn(held)
  if (openedAt === null || askedOn === null) return undefined
  const isTheirs = isAdvocateCode(store.keys, typed.code, { reference, round })
  return isTheirs ? { caseId: held.caseId, round } : undefined
}

/** A message as an advocate reads it: theirs, the writer's, or the council's. */
export type AdvocateMessage = {
  readonly at: string
  readonly from: 'you' | 'them' | 'us'
  readonly text: string
}

/** One case as the writer lets their advocate see it. */
export type AdvocateCase = {
  readonly shared: SharedWithAdvocate
  /** To come back with, beside the reference. */
  readonly code: string
  /** The day in words; null until the advocate says that they have been in touch. */
  readonly contactedOn: string | null
  readonly mayAct: boolean
  /** Something can be taken further in the writer's place. */
  readonly mayGoFurther: boolean
  /** Between the two of them alone. */
  readonly between: readonly AdvocateMessage[]
  /** Between the writer and us, where the writer shares it; else what the advocate wrote to us. */
  readonly withUs: readonly AdvocateMessage[]
  /** What we said we will do, where the writer shares our words. */
  readonly promised: Pick<WayBack, 'promises' | 'messages'>
  /** Words' key of where it stands, and by when we write; undefined where the words are not shared. */
  readonly standing: { readonly status: string; readonly dueOn: string } | undefined
}

/** The case of an advocate; undefined once the writer has ended it. */
export async function advocateCase(
  referring: Referring,
  side: Side,
): Promise<AdvocateCase | undefined> {
  const { served, clock } = referring
  const held = await heldBySide(served, side)
  if (held === undefined) return undefined
  const shared = await sharedFor(referring, held)
  if (shared === undefined) return undefined
  const seen = await lookBack(referring, held, 'en')
  const { share, mayAct, contactedOn, round } = advocacyIn(held)
  const today = localDateOf(clock())
  const sharesWords = share === 'contact-and-words'
  return {
    shared,
    code: advocateCode(served.store.keys, { reference: held.row.reference, round }),
    contactedOn: contactedOn && sayDayFrom(today, contactedOn, 'en'),
    mayAct,
    mayGoFurther: mayAct && seen.may.further.length > 0,
    between: seen.messages.filter(isBetween).map(asRead),
    withUs: seen.messages
      .filter((one) => !isBetween(one) && (sharesWords || one.from === 'advocate'))
      .filter(({ promise }) => promise === null)
      .map(asRead),
    promised: sharesWords ? seen : { promises: [], messages: [] },
    standing: sharesWords ? { status: seen.status, dueOn: seen.values.dueOn ?? '' } : undefined,
  }
}

/** The case while the writer wants this advocate; undefined after they ended it, or asked for another. */
export async function heldBySide(served: Served, side: Side): Promise<HeldCase | undefined> {
  const held = await holdCase(served, side.caseId)
  if (held?.key === undefined) return undefined
  const { round, askedOn } = advocacyIn(held)
  return round === side.round && askedOn !== null ? held : undefined
}

export function advocacyIn(held: HeldCase): Advocacy {
  return advocacyOf(held.kept.map(({ event }) => event))
}

type Message = WayBack['messages'][number]

function isBetween({ from, to }: Message): boolean {
  return (from === 'advocate' && to === 'writer') || to === 'advocate'
}

function asRead({ at, from, text }: Message): AdvocateMessage {
  return { at, text, from: from === 'advocate' ? 'you' : from === 'writer' ? 'them' : 'us' }
}
