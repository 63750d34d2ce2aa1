import { z } from 'zod'
import { LogLevel } from '#api/log.ts'
import type { Council } from '#api/officers/council.ts'
import { readGroupRoles } from '#schema/authority/council-sign-in.ts'
import { Role } from '#schema/vocabulary.ts'

const Text = z.string().trim().min(1)
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** True for an address that only this machine can reach: no mail leaves it, `/dev/mail` may show it. */
export function isLoopback(url: string): boolean {
  return LOOPBACK.has(new URL(url).hostname)
}

/** A neutral sender at the public host. On this machine a name that nobody can own (RFC 2606). */
function senderAt(publicUrl: string): string {
  return `messages@${isLoopback(publicUrl) ? 'earshot.example' : new URL(publicUrl).hostname}`
}

const Slugs = Text.transform((list) =>
  list
    .split(',')
    .map((slug) => slug.trim())
    .filter((slug) => slug !== ''),
)

const GroupRoles = Text.transform((text, context) => {
  const read = readGroupRoles(text)
  if (read !== undefined) return read
  const message = `needs ROLE=GROUP or AUTHORITY/ROLE=GROUP, with ; between; ROLE: ${Role.options.join(', ')}`
  context.addIssue({ code: 'custom', message })
  return z.NEVER
})

/** The whole environment. Everything is optional: a fresh machine starts with none of it. */
const Environment = z
  .object({
    PORT: z.coerce.number().int().min(0).max(65_535).default(4321),
    HOST: Text.default('127.0.0.1'),
    /** Where people reach it. Passkeys need a name, not an address. */
    PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
    /** The address of the proxy whose forwarding headers are believed. */
    TRUSTED_PROXY: Text.optional(),
    DATA_DIR: Text.default('./data'),
    /** A libSQL server instead of files, with `?authToken=…` where it needs one. */
    DATABASE_URL: z.url({ protocol: /^(libsql|https?)$/ }).optional(),
    /** The master key: 32 bytes, base64url. */
    SECRET_KEY: z
      .string()
      .regex(/^[A-Za-z0-9_-]{43}$/, 'needs 32 bytes as 43 characters of base64url')
      .optional(),
    SECRET_KEY_FILE: Text.optional(),
    SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
    /** The sender of every mail and where replies go; `messages@` the public host when absent. */
    MAIL_FROM: z.email().optional(),
    /** Which authorities are served; all profiles when empty. */
    AUTHORITIES: Slugs.optional(),
    OIDC_ISSUER: z.url().optional(),
    OIDC_CLIENT_ID: Text.optional(),
    OIDC_CLIENT_SECRET: Text.optional(),
    /** Which claim of the council's sign-in lists somebody's groups. */
    OIDC_CLAIM: Text.default('groups'),
    /** `officer=Complaints team; coventry/admin=Desk admins`: which group has which role. */
    OIDC_ROLES: GroupRoles.optional(),
    /** `tcp://host:3310` or `unix:///run/clamav/clamd.ctl`. */
    CLAMD_URL: z.url({ protocol: /^(tcp|unix)$/ }).optional(),
    /** Submissions to one authority beyond this in a minute are set apart on the desk; 0 = never. */
    FLOOD_PER_MINUTE: z.coerce.number().int().min(0).default(600),
    /** Everything here is invented, and every page says so. */
    PRACTICE: z.literal('yes').optional(),
    LOG_LEVEL: LogLevel.default('info'),
    /** The browser that prints reports as PDF; else one is looked for on the path and in the usual places. */
    CHROMIUM: Text.optional(),
    PATH: z.string().optional(),
    NODE_ENV: z.enum(['production', 'development', 'test']).default('production'),
  })
  .superRefine((env, context) => {
    if (env.SECRET_KEY !== undefined && env.SECRET_KEY_FILE !== undefined) {
      context.addIssue({
        code: 'custom',
        path: ['SECRET_KEY'],
        message: 'set this or SECRET_KEY_FILE, not both',
      })
    }
    const isPractice = env.PRACTICE === 'yes'
    const isElsewhere = env.PUBLIC_URL !== undefined && !isLoopback(env.PUBLIC_URL)
    if (env.SMTP_URL === undefined && isElsewhere && !isPractice) {
      context.addIssue({
        code: 'custom',
        path: ['SMTP_URL'],
        message: 'is needed, because PUBLIC_URL is not on this machine',
      })
    }
    if (isPractice && env.DATABASE_URL !== undefined) {
      context.addIssue({
        code: 'custom',
        path: ['PRACTICE'],
        message: 'has a data folder of its own: leave DATABASE_URL away',
      })
    }
    const oidc = [env.OIDC_ISSUER, env.OIDC_CLIENT_ID, env.OIDC_CLIENT_SECRET]
    if (oidc.some((value) => value !== undefined) && oidc.includes(undefined)) {
      context.addIssue({
        code: 'custom',
        path: ['OIDC_ISSUER'],
        message: 'needs OIDC_CLIENT_ID and OIDC_CLIENT_SECRET with it',
      })
    }
  })
  .transform((env) => {
    const PUBLIC_URL = env.PUBLIC_URL ?? `http://localhost:${env.PORT}`
    // Practice mails nobody, whatever else is set.
    const SMTP_URL = env.PRACTICE === 'yes' ? undefined : env.SMTP_URL
    return { ...env, SMTP_URL, PUBLIC_URL, MAIL_FROM: env.MAIL_FROM ?? senderAt(PUBLIC_URL) }
  })

export type Env = z.infer<typeof Environment>

/** The environment cannot be used. The message names every fault, never a value. */
export class EnvironmentFault extends Error {
  override name = 'EnvironmentFault'
}

/** The council's own sign-in, where the environment names one. */
export function councilOf(env: Env): Council | undefined {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = env
  if (OIDC_ISSUER === undefined || OIDC_CLIENT_ID === undefined || OIDC_CLIENT_SECRET === undefined)
    return undefined
  return {
    issuer: OIDC_ISSUER,
    clientId: OIDC_CLIENT_ID,
    clientSecret: OIDC_CLIENT_SECRET,
    claim: env.OIDC_CLAIM,
    roles: env.OIDC_ROLES,
  }
}

/** Reads the environment once, at start. An empty variable counts as absent. */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  const present = Object.entries(source).filter(([, value]) => value !== undefined && value !== '')
  const read = Environment.safeParse(Object.fromEntries(present))
  if (read.success) return read.data
  const faults = read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  throw new EnvironmentFault(faults.join('\n'))
}
