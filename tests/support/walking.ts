import type { Page, Response } from 'playwright-core'
import { expect } from 'vitest'
import type { Content } from '#content/index.ts'
import type { StepOnTheWay } from '#schema/rules/form/journey.ts'
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

/** Answers every page before place `n` and opens that one. */
export async function walkTo(page: Page, walk: Walk, n: number): Promise<void> {
  for (const step of walk.steps) {
    if (step.n >= n) break
    await sendPage(page, walk, step)
  }
  await page.goto(addressOf(walk, n))
}

/**
 * Sends one page's form with the browser's cookies, as it would, without drawing the page: what a test does
 * not look at need not be drawn. Answers where the server leads.
 */
async function sendPage(page: Page, walk: Walk, step: StepOnTheWay): Promise<string> {
  const form = new URLSearchParams()
  for (const [field, given] of Object.entries(walk.answers[step.question] ?? {})) {
    for (const value of [given].flat()) form.append(field, value)
  }
  const answer = await page.context().request.post(addressOf(walk, step.n), {
    data: form.toString(),
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      'Sec-Fetch-Site': 'same-origin',
    },
    maxRedirects: 0,
  })
  const to = answer.headers().location
  if (to === undefined) throw new Error(`${step.question}: answered ${answer.status()}`)
  return to
}

/** Walks to the end and draws only the pages that are wanted; ends on the page after sending. */
export async function walkPast(
  page: Page,
  walk: Walk,
  isWanted: (question: string) => boolean,
  look: (page: Page, question: string) => Promise<void>,
): Promise<void> {
  let next = addressOf(walk, walk.steps[0]?.n ?? 1)
  for (const step of walk.steps) {
    if (isWanted(step.question)) {
      await page.goto(next)
      await look(page, step.question)
    }
    next = await sendPage(page, walk, step)
  }
  await page.goto(next)
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
