import { Hono } from 'hono'
import { noteDeskAct } from '#api/history/desk-acts.ts'
import type { AppEnv } from '#api/http/context.ts'
import { mailAddress } from '#api/mail/mail.ts'
import type { FieldFault } from '#schema/errors.ts'
import { admitOfficer } from './admit.ts'
import {
  type DeskDeps,
  fieldsOf,
  goSaying,
  type Shown,
  type SignedIn,
  savingAt,
  showNothing,
  showTo,
  signedInAs,
  textOf,
  typedOf,
} from './desk-app.ts'
import { HANDED_LINK_MINUTES, linkUrl, newLink } from './links.ts'
import { endEverything, findOfficer, listOfficers, type Officer, resetOfficer } from './officers.ts'
import { changePerson, listPeople, PersonForm, personOf, takeLeave } from './people.ts'
import { historyOfPerson } from './person-history.ts'

/** Who is at the desk: for administrators. For everybody else there is nothing at these addresses. */
export function peopleRoutes(deps: DeskDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  routes.get('/officer/people', signedInAs(['admin'], deps, showPeople))
  routes.post('/officer/people', signedInAs(['admin'], deps, addPerson))
  routes.get('/officer/people/:person', signedInAs(['admin'], deps, ofPerson(showPerson)))
  routes.post('/officer/people/:person', signedInAs(['admin'], deps, ofPerson(change)))
  routes.post('/officer/people/:person/remove', signedInAs(['admin'], deps, ofPerson(remove)))
  routes.post('/officer/people/:person/reset', signedInAs(['admin'], deps, ofPerson(reset)))
  routes.post(
    '/officer/people/:person/sign-out',
    signedInAs(['admin'], deps, ofPerson(endSessions)),
  )
  return routes
}

type Answer = (desk: SignedIn) => Promise<Response>
type PersonAnswer = (desk: SignedIn, person: Officer) => Promise<Response>

function ofPerson(answer: PersonAnswer): Answer {
  return async (desk) => {
    const person = await personOf(desk.served.store, desk.c.req.param('person') ?? '')
    return person === undefined ? showNothing(desk) : answer(desk, person)
  }
}

async function showPeople(desk: SignedIn, shown: Shown = {}): Promise<Response> {
  const people = await listPeople(desk.served.store, desk.at)
  return showTo(desk, { page: 'people', people }, shown)
}

async function showPerson(desk: SignedIn, person: Officer, shown: Shown = {}): Promise<Response> {
  const { store } = desk.served
  const people = await listPeople(store, desk.at)
  const found = people.find(({ id }) => id === person.id)
  if (found === undefined) return showNothing(desk)
  const heirs = people.filter(({ id }) => id !== person.id).map(({ id, name }) => ({ id, name }))
  const { name, team, roles, services } = found
  const typed = { name: [name], team: [team], roles, services }
  const history = await historyOfPerson(store, person.id)
  return showTo(desk, { page: 'person', person: found, heirs, history }, { typed, ...shown })
}

/** What a form says of somebody, or what is missing in it. */
function readPerson(
  form: FormData | undefined,
):
  | { readonly ok: true; readonly person: PersonForm }
  | { readonly ok: false; readonly faults: readonly FieldFault[] } {
  const read = PersonForm.safeParse({
    name: textOf(form, 'name'),
    team: textOf(form, 'team'),
    roles: form?.getAll('roles') ?? [],
    services: form?.getAll('services') ?? [],
  })
  if (read.success) return { ok: true, person: read.data }
  const fields = new Set(read.error.issues.map(({ path }) => String(path[0])))
  return { ok: false, faults: [...fields].map((field) => ({ field, code: 'missing' })) }
}

async function addPerson(desk: SignedIn): Promise<Response> {
  const { served, deps } = desk
  const form = await fieldsOf(desk)
  const read = readPerson(form)
  const email = mailAddress(textOf(form, 'email'))
  const faults: FieldFault[] = read.ok ? [] : [...read.faults]
  if (email === undefined) faults.unshift({ field: 'email', code: 'missing' })
  else if ((await findOfficer(served.store, email)) !== undefined) {
    faults.unshift({ field: 'email', code: 'known' })
  }
  if (!read.ok || email === undefined || faults.length > 0) {
    return showPeople(desk, { code: 'invalid-fields', faults, typed: typedOf(form) })
  }
  const officer = await admitOfficer(
    savingAt(desk),
    { ...read.person, email },
    deps.content.names,
    desk.session.officer.id,
  )
  return handLink(desk, officer)
}

/** Shows a new one-time link, once: only its hash is kept. */
async function handLink(desk: SignedIn, officer: Officer): Promise<Response> {
  const { deps, served, at } = desk
  const { key, writes } = newLink(served.store, officer.id, at, HANDED_LINK_MINUTES)
  await served.store.write(writes)
  const link = linkUrl(`${deps.publicUrl}${served.base}`, key)
  return showTo(desk, { page: 'handed-link', name: officer.name, link })
}

async function change(desk: SignedIn, person: Officer): Promise<Response> {
  const form = await fieldsOf(desk)
  const read = readPerson(form)
  const typed = typedOf(form)
  if (!read.ok) {
    return showPerson(desk, person, { code: 'invalid-fields', faults: read.faults, typed })
  }
  const { names } = desk.deps.content
  const changed = await changePerson(savingAt(desk), person, read.person, {
    names,
    by: desk.session.officer.id,
  })
  if (changed.ok) return goSaying(desk, `/officer/people/${person.id}`, 'person-changed')
  return showPerson(desk, person, { code: changed.code, faults: changed.fields ?? [], typed })
}

async function remove(desk: SignedIn, person: Officer): Promise<Response> {
  const form = await fieldsOf(desk)
  const everybody = await listOfficers(desk.served.store)
  const heir = everybody.find(({ id }) => id !== person.id && String(id) === textOf(form, 'heir'))
  const by = desk.session.officer
  const gone = await takeLeave(savingAt(desk), person, { heir, by })
  if (gone.ok) return goSaying(desk, '/officer/people', 'person-removed')
  return showPerson(desk, person, { code: gone.code, faults: gone.fields ?? [] })
}

async function reset(desk: SignedIn, person: Officer): Promise<Response> {
  await resetOfficer(desk.served.store, person, desk.at, desk.session.officer.id)
  return handLink(desk, person)
}

async function endSessions(desk: SignedIn, person: Officer): Promise<Response> {
  const { store } = desk.served
  const { at, session } = desk
  await store.write([
    ...endEverything(store, person.id, at),
    noteDeskAct(store, at, { kind: 'sessions-ended', by: session.officer.id, about: person.id }),
  ])
  return goSaying(desk, `/officer/people/${person.id}`, 'person-signed-out')
}
