import { Hono } from 'hono'
import type { OwnerChoice } from '#api/cases/desk.ts'
import { noteDeskAct } from '#api/history/desk-acts.ts'
import type { AppEnv } from '#api/http/context.ts'
import type { Write } from '#api/store/store.ts'
import { type Instant, type LocalDate, localDateOf } from '#schema/dates.ts'
import type { FieldFault } from '#schema/errors.ts'
import { type DutyHours, DutyTurn } from '#schema/rules/safety/duty.ts'
import { addCover, Cover, coversFrom, dropCover } from './covers.ts'
import {
  type DeskDeps,
  fieldsOf,
  goSaying,
  type SignedIn,
  showTo,
  signedIn,
  textOf,
  typedOf,
} from './desk-app.ts'
import { addTurn, dropTurn, dutyAt, type OnDuty, rotaFrom } from './duty.ts'
import { listOfficers, type Officer } from './officers.ts'

type NamedDuty = { readonly hours: DutyHours; readonly names: readonly string[] }
type NamedLine = { readonly id: number; readonly from: LocalDate; readonly until: LocalDate }

/** Who is on duty, and who stands in for whom. */
export type RotaPage = {
  readonly now: NamedDuty
  readonly next: (NamedDuty & { readonly at: Instant }) | null
  readonly turns: readonly (NamedLine & { readonly name: string; readonly hours: DutyHours })[]
  readonly covers: readonly (NamedLine & { readonly name: string; readonly forName: string })[]
  readonly officers: readonly OwnerChoice[]
  readonly today: LocalDate
  readonly mayChange: boolean
}

/** The duty rota and leave. Everybody at the desk reads it; complaints officers and administrators change it. */
export function rotaRoutes(deps: DeskDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  routes.get(
    '/officer/rota',
    signedIn(deps, (desk) => showRota(desk)),
  )
  routes.post('/officer/rota', signedIn(deps, addToRota))
  routes.post('/officer/rota/drop', signedIn(deps, dropFromRota))
  return routes
}

function mayChange({ session }: SignedIn): boolean {
  return session.officer.roles.some((role) => role === 'officer' || role === 'admin')
}

async function showRota(
  desk: SignedIn,
  shown: NonNullable<Parameters<typeof showTo>[2]> = {},
): Promise<Response> {
  const { served, deps, at } = desk
  const today = localDateOf(at)
  const officers = await listOfficers(served.store)
  const nameOf = (id: number) => officers.find((officer) => officer.id === id)?.name ?? ''
  const duty = await dutyAt(served, deps.calendar, at)
  const turns = await rotaFrom(served.store, today)
  const covers = await coversFrom(served.store, today)
  const rota: RotaPage = {
    now: named(duty),
    next: duty.next && { ...named(duty.next), at: duty.next.at },
    turns: turns.map(({ officer, ...turn }) => ({ ...turn, name: nameOf(officer) })),
    covers: covers.map(({ officer, forOfficer, ...cover }) => ({
      ...cover,
      name: nameOf(officer),
      forName: nameOf(forOfficer),
    })),
    officers: officers.map(({ id, name }) => ({ id, name })),
    today,
    mayChange: mayChange(desk),
  }
  const what = desk.c.req.query('add') === 'cover' ? 'cover' : 'turn'
  return showTo(desk, { page: 'rota', rota }, { typed: { what: [what] }, ...shown })
}

function named({ hours, officers }: OnDuty): NamedDuty {
  return { hours, names: officers.map(({ name }) => name) }
}

async function addToRota(desk: SignedIn): Promise<Response> {
  if (!mayChange(desk)) return showRota(desk, { code: 'not-allowed' })
  const { store } = desk.served
  const form = await fieldsOf(desk)
  const known = await listOfficers(store)
  const isCover = textOf(form, 'what') === 'cover'
  const days = { from: textOf(form, 'firstDay'), until: textOf(form, 'lastDay') }
  const officer = idOf(known, textOf(form, 'officer'))
  const shape = isCover
    ? Cover.safeParse({ ...days, officer, forOfficer: idOf(known, textOf(form, 'forOfficer')) })
    : DutyTurn.safeParse({ ...days, officer, hours: textOf(form, 'hours') })
  const faults: FieldFault[] = shape.success
    ? faultsOfDays(shape.data)
    : shape.error.issues.map(({ path }) => ({ field: fieldOf(String(path[0])), code: 'missing' }))
  if (shape.success && 'forOfficer' in shape.data && shape.data.officer === shape.data.forOfficer) {
    faults.push({ field: 'forOfficer', code: 'same' })
  }
  if (!shape.success || faults.length > 0) {
    return showRota(desk, { code: 'invalid-fields', faults, typed: typedOf(form) })
  }
  const { data } = shape
  const [act, what] =
    'forOfficer' in data
      ? ([addCover(store, data), 'cover'] as const)
      : ([addTurn(store, data), 'turn'] as const)
  const { officer: about, ...rest } = data
  await store.write([act, changed(desk, about, { what, ...rest })])
  return goSaying(desk, '/officer/rota', `${what}-added`)
}

/** The form says `firstDay` and `lastDay`, as it labels them. */
function fieldOf(part: string): string {
  if (part === 'from') return 'firstDay'
  return part === 'until' ? 'lastDay' : part
}

function faultsOfDays({ from, until }: { readonly from: LocalDate; readonly until: LocalDate }) {
  return until < from ? [{ field: 'lastDay', code: 'before' }] : []
}

function idOf(known: readonly Officer[], typed: string): number | undefined {
  return known.find(({ id }) => String(id) === typed)?.id
}

/** Who reads whose cases while they are away is part of the history. */
function changed(
  { served, session, at }: SignedIn,
  about: number | undefined,
  data: Readonly<Record<string, string | number>>,
): Write {
  const by = session.officer.id
  return noteDeskAct(served.store, at, { kind: 'rota-changed', by, about, data })
}

async function dropFromRota(desk: SignedIn): Promise<Response> {
  if (!mayChange(desk)) return showRota(desk, { code: 'not-allowed' })
  const { store } = desk.served
  const form = await fieldsOf(desk)
  const id = Number(textOf(form, 'id')) || 0
  const what = textOf(form, 'what') === 'cover' ? 'cover' : 'turn'
  const drop = what === 'cover' ? dropCover(store, id) : dropTurn(store, id)
  await store.write([drop, changed(desk, undefined, { what, dropped: id })])
  return goSaying(desk, '/officer/rota', `${what}-dropped`)
}
