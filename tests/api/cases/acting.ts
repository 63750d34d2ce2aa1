import type { openDesk } from './desk.ts'
import { pageOf } from './desk.ts'

export type Desk = Awaited<ReturnType<typeof openDesk>>
export type Officer = Awaited<ReturnType<Desk['signIn']>>

type Fields = Record<string, string | readonly string[]>

/** The case as this officer sees it. */
export async function caseOf(officer: Officer, reference: string) {
  return pageOf(await officer.get(`/officer/cases/${reference}`), 'case')
}

/** The ids of what this officer can do now, in the order of the page. */
export async function offeredTo(officer: Officer, reference: string): Promise<readonly string[]> {
  return (await caseOf(officer, reference)).acts.map(({ id }) => id)
}

/** The form of an act as it is opened. */
export async function formOf(officer: Officer, reference: string, act: string) {
  return pageOf(await officer.get(`/officer/cases/${reference}/acts/${act}`), 'act')
}

/** Opens the form of an act, sends it filled in, and answers what came of it. */
export async function act(officer: Officer, reference: string, id: string, fields: Fields = {}) {
  const address = `/officer/cases/${reference}/acts/${id}`
  const opened = JSON.parse((await officer.get(address)).text) as {
    view?: { view?: { seq: number } }
  }
  const seq = String(opened.view?.view?.seq ?? 0)
  return officer.post(address, { seq, ...(id === 'answer' && { short: IN_SHORT }), ...fields })
}

/** What an answer begins with where a test does not say it. */
const IN_SHORT = 'We looked into it.'

/** The same where it has to work: throws with the faults of the page where it did not. */
export async function can(officer: Officer, reference: string, id: string, fields: Fields = {}) {
  const answer = await act(officer, reference, id, fields)
  if (answer.status !== 303) {
    throw new Error(`${id}: ${answer.status} ${JSON.stringify(JSON.parse(answer.text).faults)}`)
  }
}

/** The same, and the case as it is then. */
export async function done(officer: Officer, reference: string, id: string, fields: Fields = {}) {
  await can(officer, reference, id, fields)
  return caseOf(officer, reference)
}

/** What is wrong with a form that was sent: `text-missing`. */
export function faultsOf(answer: { readonly text: string }): readonly string[] {
  const { faults } = JSON.parse(answer.text) as { faults: { field: string; code: string }[] }
  return faults.map(({ field, code }) => `${field}-${code}`)
}
