import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import type { Page } from 'playwright-core'
import { instantOf } from '#schema/dates.ts'
import { codeFor } from './authenticator.ts'
import { mistakeFaults, screenFaults } from './screen-checks.ts'
import { ask } from './wire.ts'

/** One role or several. */
type Roles = string | readonly string[]
type Server = { readonly url: string; readonly dataDir: string }

/** Sends a submission to Coventry as a program does, and answers its reference and code. */
export async function submitTo(
  server: Server,
  sent: { readonly facts: object; readonly answers: object },
): Promise<{ readonly reference: string; readonly code: string }> {
  const answer = await ask(`${server.url}/api/submissions`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      authority: 'coventry',
      language: 'en',
      ...sent,
      idempotencyKey: randomBytes(16).toString('base64url'),
    }),
  })
  return JSON.parse(answer.text)
}

/** A link for a new officer, as an administrator makes one beside the running server. */
export function linkFor(
  server: Server,
  email: string,
  role: Roles = 'officer',
  name?: string,
): string {
  const roles = [role].flat().flatMap((each) => ['--role', each])
  const named = name === undefined ? [] : ['--name', name]
  const args = ['officer', 'add', email, '--authority', 'coventry', ...roles, ...named]
  const printed = execFileSync(process.execPath, ['dist/command.mjs', ...args], {
    encoding: 'utf8',
    env: { ...process.env, DATA_DIR: server.dataDir, PUBLIC_URL: server.url },
  })
  return printed.trim()
}

export async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click()
}

/** From the open page of a link to the desk. */
export async function giveCode(page: Page): Promise<void> {
  const key = await page.locator('.secret').innerText()
  await page.getByLabel('Six-digit code').fill(codeFor(key, instantOf(new Date())))
  await press(page, 'Continue')
  await page.getByRole('button', { name: 'Sign out' }).waitFor()
}

/** Signs a new officer in with the link of an administrator. */
export async function signInAtDesk(
  page: Page,
  server: Server,
  email: string,
  role: Roles = 'officer',
  name?: string,
): Promise<void> {
  await page.goto(linkFor(server, email, role, name))
  await press(page, 'Sign in')
  await giveCode(page)
}

/** Looks at the pages of a walk as it goes, and answers what is wrong with each. */
export function lookAround(page: Page) {
  const faults: string[] = []
  const note = (name: string, found: readonly string[]) => {
    faults.push(...found.map((fault) => `${name}, ${fault}`))
  }
  return {
    faults,
    at: async (name: string) => note(name, await screenFaults(page)),
    atMistake: async (name: string) => note(name, await mistakeFaults(page)),
  }
}
