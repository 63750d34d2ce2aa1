import type { Page } from 'playwright-core'
import {
  axeFaults,
  contrastFaults,
  focusFaults,
  headingFaults,
  reflowFaults,
  smallTargets,
  stopFaults,
} from './page-checks.ts'

const PHONE = { width: 390, height: 844 }
const NARROW = { width: 320, height: 800 }
/** A window of 1280 × 1024 at 400 %. */
const ZOOMED = { width: 320, height: 256 }

/**
 * Looks at one screen as it is: by machine rules on 320 px, in dark, zoomed to 400 %, in forced colours and by keyboard.
 * Answers `how: fault`, and leaves the page as it was.
 */
export async function screenFaults(page: Page): Promise<readonly string[]> {
  const found: string[] = []
  const look = async (how: string, faults: Promise<readonly string[]>) => {
    found.push(...(await faults).map((fault) => `${how}: ${fault}`))
  }
  await look('title', headingFaults(page))
  await page.emulateMedia({ colorScheme: 'dark' })
  await look('dark', contrastFaults(page))
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize(NARROW)
  await look('light, 320 px', axeFaults(page))
  await look('320 px', smallTargets(page))
  await look('320 px', reflowFaults(page))
  await look('keyboard at 320 px', focusFaults(page))
  await page.emulateMedia({ forcedColors: 'active' })
  await look('forced colours', stopFaults(page))
  await page.emulateMedia({ forcedColors: 'none' })
  await page.setViewportSize(ZOOMED)
  await look('400 %', reflowFaults(page))
  await page.setViewportSize(PHONE)
  return found
}

/** A screen shown again with a mistake: the rules in light and dark, and no sideways scroll. */
export async function mistakeFaults(page: Page): Promise<readonly string[]> {
  const light = await axeFaults(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  const dark = await contrastFaults(page)
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize(NARROW)
  const narrow = await reflowFaults(page)
  await page.setViewportSize(PHONE)
  return [
    ...light.map((fault) => `mistake, light: ${fault}`),
    ...dark.map((fault) => `mistake, dark: ${fault}`),
    ...narrow.map((fault) => `mistake, 320 px: ${fault}`),
  ]
}
