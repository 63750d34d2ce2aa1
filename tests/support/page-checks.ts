import { AxeBuilder } from '@axe-core/playwright'
import { source } from 'axe-core'
import type { BrowserContext, Page } from 'playwright-core'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const CONTRAST = ['color-contrast', 'color-contrast-enhanced']

/** What axe finds against WCAG 2.2 AA, its best practice, and contrast of 7:1: `rule at selector`. */
export async function axeFaults(page: Page): Promise<readonly string[]> {
  const axe = await axeIn(page)
  return faultsFound(
    axe
      .options({
        resultTypes: ['violations'],
        rules: { 'color-contrast-enhanced': { enabled: true } },
      })
      .withTags(TAGS),
  )
}

/** Contrast of every text, at least 7:1, in the colours of the moment. */
export async function contrastFaults(page: Page): Promise<readonly string[]> {
  const axe = await axeIn(page)
  return faultsFound(axe.options({ resultTypes: ['violations'] }).withRules(CONTRAST))
}

const withAxe = new WeakSet<BrowserContext>()

/**
 * Brings axe into a page, and has it ready in every page that the visit opens later: bringing it in costs
 * several times what it does there. No page of ours has frames.
 */
async function axeIn(page: Page): Promise<AxeBuilder> {
  const context = page.context()
  if (!withAxe.has(context)) {
    withAxe.add(context)
    await context.addInitScript({ content: source })
  }
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source)
  return new AxeBuilder({ page, axeSource: ';' }).setLegacyMode()
}

async function faultsFound(axe: AxeBuilder): Promise<readonly string[]> {
  const { violations } = await axe.analyze()
  return violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id} at ${node.target.join(' ')}`),
  )
}

/** What is cut off or makes the page scroll sideways at its present width. */
export function reflowFaults(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const over = document.documentElement.scrollWidth - window.innerWidth
    const cut = [...document.querySelectorAll<HTMLElement>('body *')].filter((element) => {
      const style = getComputedStyle(element)
      const box = element.getBoundingClientRect()
      // Texts for screen readers alone are one pixel wide on purpose.
      if (box.width <= 1 || style.overflow !== 'hidden' || element.closest('svg, textarea'))
        return false
      return (
        element.scrollWidth > element.clientWidth + 1 ||
        element.scrollHeight > element.clientHeight + 1
      )
    })
    const wide = [...document.querySelectorAll<HTMLElement>('body *')]
      .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 1)
      .map((element) => `${element.tagName.toLowerCase()}.${element.className}`)
    return [
      ...(over > 0 ? [`scrolls ${over} px sideways: ${wide.slice(-3).join(', ')}`] : []),
      ...cut.map((element) => `cut off: ${element.tagName.toLowerCase()}.${element.className}`),
    ]
  })
}

/** Targets smaller than 44 × 44 px. A radio counts with its card; links inside a sentence are exempt. */
export function smallTargets(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const insideSentence = (element: Element) =>
      element.tagName === 'A' &&
      element.closest('p, li, dd') !== null &&
      getComputedStyle(element).display === 'inline'
    // A skip link has a size once it has focus.
    const outOfSight = (box: DOMRect) => box.width <= 1 || box.height <= 1 || box.bottom < 0
    return [...document.querySelectorAll('a[href], button, input, select, summary, textarea')]
      .filter((element) => !insideSentence(element))
      .map((element) => {
        const input = element as HTMLInputElement
        const card = ['radio', 'checkbox'].includes(input.type) ? input.closest('.choice') : null
        return { element, box: (card ?? input.labels?.[0] ?? element).getBoundingClientRect() }
      })
      .map(({ element, box }) => {
        const own = element.getBoundingClientRect()
        return { element, box: own.width * own.height > box.width * box.height ? own : box }
      })
      .filter(({ box }) => !outOfSight(box) && (box.width < 43.5 || box.height < 43.5))
      .map(({ element, box }) => {
        const name = element.textContent?.trim().slice(0, 20) || element.id || element.tagName
        return `${name} is ${Math.round(box.width)}×${Math.round(box.height)}`
      })
  })
}

/**
 * Walks the page with Tab: the order must be the order of reading, each stop must show a ring of 2 px or
 * more, and nothing may lie over it.
 */
export async function focusFaults(page: Page): Promise<readonly string[]> {
  const faults: string[] = []
  let last = -1
  for (const stop of await stopsByTab(page)) {
    if (stop === null) return faults
    // Day, month and year of a date are three stops in one field.
    const isSameDate = stop.place === last && stop.isDate
    if (stop.place <= last && !isSameDate)
      return last === -1 ? faults : [...faults, ...wrapped(stop, last)]
    faults.push(...stopFaultsOf(stop))
    last = stop.place
  }
  return [...faults, 'Tab never came to the end of the page']
}

/**
 * What each press of Tab comes to, from where the focus is: enough presses to come past the end of the page. Null where
 * nothing of the page has focus. The key is held down and the page itself notes each stop, so that nobody waits for
 * the way to the browser and back between two of them.
 */
export async function stopsByTab(page: Page): Promise<readonly (Stop | null)[]> {
  const presses: number = await page.evaluate(`(${listenForTab})(${lookAtStops})`)
  await Promise.all(Array.from({ length: presses }, () => page.keyboard.down('Tab')))
  await page.keyboard.up('Tab')
  return page.evaluate(() => {
    const { tabWalk } = window as unknown as { tabWalk: { end: () => (Stop | null)[] } }
    return tabWalk.end()
  })
}

/** Notes what has focus before each press, which the one before came to. Runs in the page; answers how many it needs. */
function listenForTab(look: typeof lookAtStops): number {
  const stops: (Stop | null)[] = []
  const note = () => stops.push(look('focused')[0] ?? null)
  addEventListener('keydown', note, true)
  const end = () => {
    removeEventListener('keydown', note, true)
    return stops.slice(1)
  }
  Object.assign(window, { tabWalk: { end } })
  return (
    document.querySelectorAll('a, button, input, select, textarea, summary, [tabindex]').length + 3
  )
}

/**
 * The same of every stop at once, without the order: for other colours of a page that was walked with Tab. After
 * a press of Tab the browser shows a ring for a focus that a script gives, too.
 */
export async function stopFaults(page: Page): Promise<readonly string[]> {
  const stops = await page.evaluate(lookAtStops, 'all' as const)
  return stops.flatMap(stopFaultsOf)
}

/** What can be pressed and is not come to with Tab, or not in the order of reading: a button taken out, a place of its own. */
export function reachFaults(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const pressed = 'a, button, input, select, textarea, summary, [role=button], [role=link]'
    return [...document.querySelectorAll<HTMLElement>(pressed)]
      .filter((element) => element.checkVisibility() && !element.matches(':disabled'))
      .filter(({ tabIndex }) => tabIndex !== 0)
      .map(({ textContent, id, tagName, tabIndex }) => {
        const name = textContent?.trim().slice(0, 30) || id || tagName
        return `${name}: tabindex ${tabIndex}`
      })
  })
}

/** Something that Tab comes to. `place`: how many stand before it on the page. */
export type Stop = {
  readonly place: number
  readonly isFirst: boolean
  readonly isDate: boolean
  readonly isInMain: boolean
  readonly name: string
  readonly hasRing: boolean
  readonly isCovered: boolean
}

/** That no ring shows where the focus is, or that something lies over it: out of view counts too. */
export function stopFaultsOf({
  name,
  hasRing,
  isCovered,
}: Pick<Stop, 'name' | 'hasRing' | 'isCovered'>): readonly string[] {
  return [...(hasRing ? [] : [`${name}: no ring`]), ...(isCovered ? [`${name}: covered`] : [])]
}

/** Chromium starts over at the first stop after the last one; any other step back is a fault. */
function wrapped(stop: { readonly name: string; readonly isFirst: boolean }, last: number) {
  return stop.isFirst ? [] : [`${stop.name}: comes after stop ${last}`]
}

/** The stop that has focus, or all of them, each given focus for it. Runs in the page. */
export function lookAtStops(which: 'focused' | 'all'): Stop[] {
  const stops = [
    ...document.querySelectorAll<HTMLElement>(
      'a[href], button, input, select, textarea, summary, [tabindex="0"]',
    ),
  ]
  const look = (focused: HTMLElement) => {
    const card = focused.closest('.choice') ?? focused
    const box = card.getBoundingClientRect()
    const own = focused.getBoundingClientRect()
    const shown = own.width > 2 ? own : box
    const x = Math.min(Math.max(shown.left + shown.width / 2, 1), innerWidth - 2)
    const y = Math.min(Math.max(shown.top + shown.height / 2, 1), innerHeight - 2)
    const top = document.elementFromPoint(x, y)
    const label = focused instanceof HTMLInputElement ? (focused.labels?.[0] ?? null) : null
    const family = [focused, card, label].filter((element) => element !== null)
    const hasRing = family.some((element) => {
      const style = getComputedStyle(element)
      return style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2
    })
    const isCovered =
      top === null || !family.some((element) => element.contains(top) || top.contains(element))
    const place = stops.indexOf(focused)
    return {
      place,
      isFirst: place === 0,
      isDate: focused instanceof HTMLInputElement && focused.type === 'date',
      isInMain: focused.closest('main') !== null,
      name: focused.textContent?.trim().slice(0, 30) || focused.id || focused.tagName,
      hasRing,
      isCovered,
    }
  }
  const focused = document.activeElement
  if (which === 'focused')
    return focused instanceof HTMLElement && focused !== document.body ? [look(focused)] : []
  return stops.flatMap((stop) => {
    stop.focus()
    // Hidden or switched off: no stop at all.
    return document.activeElement === stop ? [look(stop)] : []
  })
}

/** Faults of the page's title and headings: one `h1`, and a title that begins with "Error: " only when there is one. */
export async function headingFaults(page: Page): Promise<readonly string[]> {
  const { headings, title } = await page.evaluate(() => ({
    headings: document.querySelectorAll('h1').length,
    title: document.title,
  }))
  return [
    ...(headings === 1 ? [] : [`${headings} first headings`]),
    ...(title.trim() === '' ? ['no title'] : []),
    ...(/complain|council|abuse|social/i.test(title) ? [`the title tells: ${title}`] : []),
  ]
}

/** What the browser was left holding, apart from session cookies. */
export function tracesLeft(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => [
    ...(localStorage.length > 0 ? ['localStorage'] : []),
    ...(sessionStorage.length > 0 ? ['sessionStorage'] : []),
    ...(window.name === '' ? [] : ['window.name']),
  ])
}
