import { Hono } from 'hono'
import type { AppEnv } from '#api/http/context.ts'
import {
  type DeskDeps,
  fieldsOf,
  goSaying,
  type Shown,
  type SignedIn,
  showNothing,
  showTo,
  signedInAs,
  textOf,
  typedOf,
} from '#api/officers/desk-app.ts'
import { detailsOf, type LocalDetails } from '#schema/authority/local-details.ts'
import { teamsAgain } from '#schema/authority/teams.ts'
import { localDateOf } from '#schema/dates.ts'
import type { Refusal } from '#schema/errors.ts'
import { closureLines, readDetailsForm, typedDetails } from './details-form.ts'
import {
  type DetailsVersion,
  detailsOfVersion,
  detailsVersions,
  readDetails,
  saveDetails,
  versionNow,
} from './local-details.ts'

/** What of the profile is changed at the desk, and every saving of it. */
export type ProfileView = {
  /** Which saving is shown: what is sent is meant for it. */
  readonly version: number
  readonly closureLines: number
  readonly versions: readonly DetailsVersion[]
}

/** The profile's details, for administrators. For everybody else there is nothing at these addresses. */
export function profileRoutes(deps: DeskDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  routes.get('/officer/profile', signedInAs(['admin'], deps, showProfile))
  routes.post('/officer/profile', signedInAs(['admin'], deps, save))
  routes.post('/officer/profile/again', signedInAs(['admin'], deps, useAgain))
  return routes
}

async function showProfile(desk: SignedIn, shown: Shown = {}): Promise<Response> {
  const { store, profile } = desk.served
  const details = detailsOf(profile)
  return showTo(
    desk,
    {
      page: 'profile',
      profile: {
        version: versionNow(store),
        closureLines: closureLines(details),
        versions: await detailsVersions(store),
      },
    },
    { typed: typedDetails(details), ...shown },
  )
}

async function save(desk: SignedIn): Promise<Response> {
  const { store } = desk.served
  const form = await fieldsOf(desk)
  const typed = typedOf(form)
  const before = await detailsBefore(desk)
  const read = readDetailsForm(typed, before, localDateOf(desk.at))
  if (!read.ok) {
    return showProfile(desk, { code: 'invalid-fields', faults: read.faults, typed })
  }
  const seen = Number(textOf(form, 'version'))
  const { details } = read
  const { services: teams } = before
  const saving = { details, teams, seen, at: desk.at }
  const saved = await saveDetails(store, desk.session.officer, saving)
  return saved.ok
    ? goSaying(desk, '/officer/profile', 'profile-saved')
    : overtaken(desk, saved, shownTyped(typed))
}

/** What holds at this moment, whichever process saved it: teams that are there must not be lost. */
async function detailsBefore({ served }: SignedIn): Promise<LocalDetails> {
  await readDetails(served.store)
  return detailsOf(served.profile)
}

function shownTyped(typed: Shown['typed']): Shown {
  return typed === undefined ? {} : { typed }
}

/**
 * An earlier saving holds again: as a new one, so that what was between stays. A team that is newer than it is
 * closed, and stays known.
 */
async function useAgain(desk: SignedIn): Promise<Response> {
  const { store } = desk.served
  const form = await fieldsOf(desk)
  const earlier = await detailsOfVersion(store, Number(textOf(form, 'version')))
  if (earlier === undefined) return showNothing(desk)
  const { services: teams } = await detailsBefore(desk)
  const services = teamsAgain(earlier.services, teams, localDateOf(desk.at))
  const details = { ...earlier, services: [...services] }
  const saving = { details, teams, seen: versionNow(store), at: desk.at }
  const saved = await saveDetails(store, desk.session.officer, saving)
  return saved.ok ? goSaying(desk, '/officer/profile', 'profile-saved') : overtaken(desk, saved, {})
}

/** Somebody else saved meanwhile: what was typed stays, and is saved when it is sent again. */
function overtaken(desk: SignedIn, { code }: Refusal, shown: Shown): Promise<Response> {
  return showProfile(desk, { code, faults: [{ field: 'seq', code: 'out-of-date' }], ...shown })
}
