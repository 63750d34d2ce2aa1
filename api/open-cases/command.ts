import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Clock } from '#api/clock.ts'
import type { Authorities } from '#api/http/authorities.ts'
import { findOfficer } from '#api/officers/officers.ts'
import { readArguments } from '#api/read-arguments.ts'
import type { Content } from '#content/index.ts'
import { bringInOpenCases } from './bring-in.ts'

export type OpenCasesDeps = {
  readonly authorities: Authorities
  readonly content: Content
  readonly clock: Clock
  readonly publicUrl: string
}

type Result = {
  readonly exitCode: 0 | 1
  readonly lines: readonly string[]
}

const USAGE = 'open-cases --authority A --by E-MAIL FILE.csv [--dry-run]'

/** `npm run open-cases -- …`: prints a line for each case: its old name, its reference and its writer's code. */
export async function openCasesCommand(
  args: readonly string[],
  deps: OpenCasesDeps,
): Promise<Result> {
  const read = readArguments(args, {
    authority: { type: 'string' },
    by: { type: 'string' },
    cwd: { type: 'string' },
    'dry-run': { type: 'boolean' },
  })
  const path = read?.positionals[0]
  if (read === undefined || path === undefined) return fault(USAGE)
  const { authority = '', by: email = '', cwd = '', 'dry-run': isDry } = read.values
  const served = deps.authorities.of(authority)
  if (served === undefined) return fault(`--authority: ${authority} is not served here`, USAGE)
  const by = await findOfficer(served.store, email)
  if (by === undefined) return fault('--by: the work address of somebody at this desk', USAGE)
  const text = textOf(resolve(cwd, path))
  if (text === undefined) return fault(`${path}: cannot be read`)
  const mode = isDry === true ? 'dry-run' : 'write'
  const { content, publicUrl } = deps
  const brought = await bringInOpenCases(
    { served, content, publicUrl, at: deps.clock(), by, mode },
    text,
  )
  if (!brought.ok) {
    return fault(
      ...brought.faults.map(({ line, column, expected }) => `line ${line}, ${column}: ${expected}`),
    )
  }
  const rows = brought.cases.map(({ ref, reference, code }) => `${ref},${reference},${code}`)
  return { exitCode: 0, lines: [...rows, `${brought.found} open cases`] }
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

function fault(...lines: readonly string[]): Result {
  return { exitCode: 1, lines }
}
