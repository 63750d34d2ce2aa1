import { z } from 'zod'
import type { Clock } from '#api/clock.ts'
import { readArguments } from '#api/read-arguments.ts'
import type { Store } from '#api/store/store.ts'
import type { Content } from '#content/index.ts'
import type { Profile } from '#schema/authority/profile.ts'
import type { Instant } from '#schema/dates.ts'
import { assertNever } from '#schema/errors.ts'
import type { NameLists } from '#schema/names.ts'
import { type Calendar, englandAndWales } from '#schema/rules/days/working-days.ts'
import { Service } from '#schema/triage/facts.ts'
import { Role } from '#schema/vocabulary.ts'
import { admitOfficer } from './admit.ts'
import { HANDED_LINK_MINUTES, linkUrl, newLink } from './links.ts'
import { findOfficer, listOfficers, type Officer, removeOfficer, resetOfficer } from './officers.ts'

export type CommandDeps = {
  /** The store of an authority that is served here. */
  readonly storeOf: (slug: string) => Store | undefined
  /** Where its desk begins, without a slash at the end: `http://localhost:4321/coventry`. */
  readonly addressOf: (slug: string) => string
  readonly clock: Clock
  readonly content: Pick<Content, 'names' | 'authorities' | 'bankHolidays'>
}

/** What to print and how to exit: 0 done, 1 a fault of the input, named. */
export type CommandResult = { readonly exitCode: 0 | 1; readonly lines: readonly string[] }

const Act = z.enum(['add', 'remove', 'list', 'reset'])

const usage = [
  'officer add E-MAIL --authority A --role ROLE [--role ROLE] [--service S] [--name NAME] [--team TEAM]',
  'officer remove E-MAIL --authority A',
  'officer reset E-MAIL --authority A',
  'officer list --authority A',
  `ROLE: ${Role.options.join(', ')}`,
]

type Input = {
  readonly store: Store
  readonly profile: Profile
  readonly calendar: Calendar
  readonly publicUrl: string
  readonly address: string
  readonly email: string
  readonly at: Instant
  readonly names: NameLists
  readonly options: Readonly<Partial<Record<'name' | 'team', string>>> & {
    readonly role?: readonly string[]
    readonly service?: readonly string[]
  }
}

/**
 * `npm run officer -- …`: who may sign in. Takes the words after `officer`. A new or reset officer gets a
 * one-time link, which is printed once and can be asked for again by `reset`.
 */
export async function officerCommand(
  args: readonly string[],
  deps: CommandDeps,
): Promise<CommandResult> {
  const read = readArguments(args, {
    authority: { type: 'string' },
    role: { type: 'string', multiple: true },
    service: { type: 'string', multiple: true },
    name: { type: 'string' },
    team: { type: 'string' },
  })
  if (read === undefined) return fault(...usage)
  const { values, positionals } = read
  const act = Act.safeParse(positionals[0])
  if (!act.success) return fault(...usage)
  const slug = values.authority
  if (slug === undefined) return fault('--authority: missing', ...usage)
  const store = deps.storeOf(slug)
  const profile = deps.content.authorities.get(slug)
  if (store === undefined || profile === undefined)
    return fault(`--authority: ${slug} is not served here`)
  if (act.data === 'list') return list(store)
  const email = z.email().safeParse(positionals[1])
  if (!email.success) return fault('E-MAIL: an address such as ada@council.example')
  const input = {
    store,
    profile,
    calendar: englandAndWales(deps.content.bankHolidays),
    publicUrl: deps.addressOf(slug),
    address: deps.addressOf(slug),
    email: email.data,
    at: deps.clock(),
    names: deps.content.names,
    options: values,
  }
  return perform(act.data, input)
}

async function perform(
  act: Exclude<z.infer<typeof Act>, 'list'>,
  input: Input,
): Promise<CommandResult> {
  const known = await findOfficer(input.store, input.email)
  if (act === 'add')
    return known === undefined ? add(input) : fault('E-MAIL: is an officer already')
  if (known === undefined) return fault('E-MAIL: no such officer')
  switch (act) {
    case 'remove':
      await removeOfficer(input.store, known, input.at)
      return done()
    case 'reset':
      await resetOfficer(input.store, known, input.at)
      return done(await link(input, known))
    default:
      return assertNever(act)
  }
}

async function add(input: Input): Promise<CommandResult> {
  const roles = z.array(Role).min(1).safeParse(input.options.role)
  if (!roles.success) return fault(`--role: one of ${Role.options.join(', ')}`)
  const services = z.array(Service).safeParse(input.options.service ?? [])
  if (!services.success) return fault(`--service: one of ${Service.options.join(', ')}`)
  const [ownPart = input.email] = input.email.split('@')
  const officer = await admitOfficer(
    input,
    {
      email: input.email,
      name: input.options.name ?? ownPart,
      roles: [...new Set(roles.data)],
      services: services.data,
      team: input.options.team ?? '',
    },
    input.names,
  )
  return done(await link(input, officer))
}

async function list(store: Store): Promise<CommandResult> {
  const all = await listOfficers(store)
  return done(...all.map((each) => [each.email, each.roles.join(','), each.name].join('\t')))
}

async function link(input: Input, officer: Officer): Promise<string> {
  const { key, writes } = newLink(input.store, officer.id, input.at, HANDED_LINK_MINUTES)
  await input.store.write(writes)
  return linkUrl(input.address, key)
}

function done(...lines: readonly string[]): CommandResult {
  return { exitCode: 0, lines }
}

function fault(...lines: readonly string[]): CommandResult {
  return { exitCode: 1, lines }
}
