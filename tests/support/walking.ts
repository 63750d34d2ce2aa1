import type { Page, Response } from 'playwright-core'
import { expect } from 'vitest'
import type { Content } from '#content/index.ts'
import type { Walk } from './walks.ts'
import { questionOf } from './walks.ts'
import type { Answer, FormVisit } from './wire.ts'

export const SUMMARY = '#faults'
export const CONTINUE = 'form#answers button:not([type=button])'

/** Fills one page of a walk with its answers. */
export async function fillPage(page: Page, walk: Walk, id: string): Promise<void> {
  for (const [field, given] of Object.entries(walk.answers[id] ?? {})) {
    for (const value of [given].flat()) await fillField(page, field, value)
  }
}

async function fillField(page: Page, field: string, value: string): Promise<void> {
  const choice = page.locator(`input[name="${field}"][value=${JSON.stringify(value)}]`)
  if ((await choice.count()) > 0) await choice.check()
  else await page.locator(`[name="${field}"]`).fill(value)
}

/** Presses the main button and waits for the page that comes. */
export async function goOn(page: Page): Promise<Response | null> {
  const [answer] = await Promise.all([
    page.waitForNavigation(),
    page.locator(CONTINUE).first().click(),
  ])
  return answer
}

/** Opens a journey and answers every page before place `n`. */
export async function walkTo(page: Page, walk: Walk, n: number): Promise<void> {
  await page.goto(addressOf(walk, walk.steps[0]?.n ?? 1))
  for (const step of walk.steps) {
    if (step.n >= n) return
    await fillPage(page, walk, step.question)
    await goOn(page)
  }
}

/** Where a page of a walk is: `/yp/3`, `/ar/yp/3`. */
export function addressOf(walk: Walk, n: number): string {
  return `${walk.prefix ?? ''}/${walk.journey.path}/${n}`
}

/**
 * Walks to the end in a browser, looking at each page with `look` before it is answered. Answers the
 * private code shown at the end.
 */
export async function walkInBrowser(
  page: Page,
  content: Content,
  walk: Walk,
  look: (page: Page, question: string) => Promise<void> = async () => {},
): Promise<string> {
  for (const { n, question } of walk.steps) {
    if (new URL(page.url()).pathname !== addressOf(walk, n)) await expectAddress(page, walk, n)
    await look(page, question)
    await fillPage(page, walk, questionOf(content, question).id)
    await goOn(page)
  }
  return (await page.locator('#code').innerText()).replaceAll(/\s/g, '')
}

async function expectAddress(page: Page, walk: Walk, n: number): Promise<void> {
  const faults = await page.locator(SUMMARY).allInnerTexts()
  expect(`${new URL(page.url()).pathname} ${faults.join(' ')}`.trim()).toBe(addressOf(walk, n))
}

/** Walks to the end with forms alone, and answers every page that came. */
export async function walkWithForms(visit: FormVisit, walk: Walk): Promise<readonly Answer[]> {
  const [first] = walk.steps
  if (first === undefined) return []
  const pages = [await visit.open(addressOf(walk, first.n))]
  for (const { n, question } of walk.steps) {
    const answer = await visit.send(addressOf(walk, n), walk.answers[question] ?? {})
    if (answer.status !== 200) throw new Error(`${question}: answered ${answer.status}`)
    pages.push(answer)
  }
  return pages
}
