import { Hono } from 'hono'
import type { AppEnv } from '#api/http/context.ts'
import {
  type DeskDeps,
  fieldsOf,
  go,
  type Shown,
  type SignedIn,
  showNothing,
  showTo,
  signedInAs,
  textOf,
  typedOf,
} from '#api/officers/desk-app.ts'
import type { Refusal } from '#schema/errors.ts'
import { detailsOf } from '#schema/local-details.ts'
import { closureLines, readDetailsForm, typedDetails } from './details-form.ts'
import {
  type DetailsVersion,
  detailsOfVersion,
  detailsVersions,
  saveDetails,
  versionNow,
} from './local-details.ts'

/** What of the profile is changed at the desk, and every saving of it. */
export type ProfileView = {
  /** Which saving is shown: what is sent is meant for it. */
  readonly version: number
  readonly closureLines: number
  readonly versions: readonly DetailsVersion[]
  readonly isSaved: boolean
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
        isSaved: desk.c.req.query('saved') === 'yes',
      },
    },
    { typed: typedDetails(details), ...shown },
  )
}

async function save(desk: SignedIn): Promise<Response> {
  const { store, profile } = desk.served
  const form = await fieldsOf(desk)
  const typed = typedOf(form)
  const read = readDetailsForm(typed, detailsOf(profile))
  if (!read.ok) {
    return showProfile(desk, { code: 'invalid-fields', faults: read.faults, typed })
  }
  const seen = Number(textOf(form, 'version'))
  const { details } = read
  const saved = await saveDetails(store, desk.session.officer, { details, seen, at: desk.at })
  return saved.ok
    ? go(desk, '/officer/profile?saved=yes')
    : overtaken(desk, saved, shownTyped(typed))
}

function shownTyped(typed: Shown['typed']): Shown {
  return typed === undefined ? {} : { typed }
}

/** An earlier saving holds again: as a new one, so that what was between stays. */
async function useAgain(desk: SignedIn): Promise<Response> {
  const { store } = desk.served
  const form = await fieldsOf(desk)
  const details = await detailsOfVersion(store, Number(textOf(form, 'version')))
  if (details === undefined) return showNothing(desk)
  const seen = versionNow(store)
  const saved = await saveDetails(store, desk.session.officer, { details, seen, at: desk.at })
  return saved.ok ? go(desk, '/officer/profile?saved=yes') : overtaken(desk, saved, {})
}

/** Somebody else saved meanwhile: what was typed stays, and is saved when it is sent again. */
function overtaken(desk: SignedIn, { code }: Refusal, shown: Shown): Promise<Response> {
  return showProfile(desk, { code, faults: [{ field: 'seq', code: 'out-of-date' }], ...shown })
}
