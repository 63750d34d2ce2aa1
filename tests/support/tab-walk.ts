import type { Page } from 'playwright-core'
import { type Stop, stopFaultsOf, stopsByTab } from './page-checks.ts'

/**
 * Walks the content of a page just opened by Tab alone: the skip link stands first and leads past the menu, then
 * everything that can be pressed or filled is come to once, in the order of reading, in view and with a ring, and
 * nothing holds the focus. A group of radios is one stop.
 */
export async function tabFaults(page: Page): Promise<readonly string[]> {
  const faults = await skipFaults(page)
  const reached = new Set<number>()
  const end = walkOn(await stopsByTab(page), reached, faults)
  if (end === 'end') faults.push(...(await missed(page, reached)))
  if (end === 'never') faults.push('Tab never came to the end of the page')
  return faults
}

/** Notes which stops of the content were come to, and what is wrong with them. */
function walkOn(
  stops: readonly (Stop | null)[],
  reached: Set<number>,
  faults: string[],
): 'end' | 'held' | 'never' {
  let last: Stop | undefined
  for (const stop of stops) {
    if (stop === null || !stop.isInMain) return 'end'
    faults.push(...orderFaults(stop, last))
    if (stop.place === last?.place && !stop.isDate) return 'held'
    // Day, month and year of a date are stops in one field.
    if (!reached.has(stop.place)) faults.push(...stopFaultsOf(stop))
    reached.add(stop.place)
    last = stop
  }
  return 'never'
}

async function skipFaults(page: Page): Promise<string[]> {
  await page.keyboard.press('Tab')
  const isFirst = await page.evaluate(() => document.activeElement?.matches('.skips a') === true)
  await page.keyboard.press('Enter')
  const isThere = await page.evaluate(() => document.activeElement?.matches('main') === true)
  if (!isThere) await page.locator('main').focus()
  return [
    ...(isFirst ? [] : ['the skip link does not stand first']),
    ...(isThere ? [] : ['the skip link does not lead to the content']),
  ]
}

function orderFaults(stop: Stop, last: Stop | undefined): readonly string[] {
  if (last === undefined || stop.place > last.place) return []
  if (stop.place < last.place) return [`${stop.name}: comes after ${last.name}`]
  return stop.isDate ? [] : [`${stop.name}: holds the focus`]
}

/** What can be pressed or filled, is shown, and was not come to. */
function missed(page: Page, reached: ReadonlySet<number>): Promise<readonly string[]> {
  return page.evaluate(
    (places) => {
      const stops = [
        ...document.querySelectorAll<HTMLElement>(
          'a[href], button, input, select, textarea, summary, [tabindex="0"]',
        ),
      ]
      const groupOf = (stop: HTMLElement) =>
        stop instanceof HTMLInputElement && stop.type === 'radio' ? stop.name : undefined
      const come = places.flatMap((place) => stops[place] ?? [])
      const groups = new Set(come.map(groupOf).filter((name) => name !== undefined))
      return stops
        .filter((stop) => stop.closest('main') !== null && !come.includes(stop))
        .filter((stop) => stop.checkVisibility() && !stop.matches(':disabled, [type=hidden]'))
        .filter((stop) => !groups.has(groupOf(stop) ?? ''))
        .map((stop) => `${stop.textContent?.trim().slice(0, 30) || stop.id}: Tab never comes to it`)
    },
    [...reached],
  )
}
