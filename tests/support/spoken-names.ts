import type { Page } from 'playwright-core'

/**
 * What somebody who goes from link to link, from button to button or from table to table by a screen reader's list
 * could not tell apart: one name that leads to two places or sends two things, and a table without a name.
 */
export function spokenNameFaults(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const nameOf = (element: Element) =>
      (element.getAttribute('aria-label') ?? element.textContent ?? '')
        .trim()
        .replaceAll(/\s+/g, ' ')
    const doesWhat = (element: Element) => {
      if (element instanceof HTMLAnchorElement) return element.href
      if (!(element instanceof HTMLButtonElement)) return ''
      const sent = element.form === null ? [] : [...element.form.querySelectorAll('[type=hidden]')]
      const values = sent.flatMap((one) => (one instanceof HTMLInputElement ? one.value : []))
      return [element.formAction, element.name, element.value, ...values].join(' ')
    }
    const main = document.querySelector('main')
    const done = new Map<string, Set<string>>()
    for (const element of main?.querySelectorAll('a[href], button') ?? []) {
      if (!element.checkVisibility()) continue
      const key = `${element.tagName === 'A' ? 'link' : 'button'} ${nameOf(element)}`
      done.set(key, new Set([...(done.get(key) ?? []), doesWhat(element)]))
    }
    const same = [...done].filter(([, what]) => what.size > 1)
    const tables = [...(main?.querySelectorAll('table') ?? [])].filter(
      (table) => table.caption === null && !table.matches('[aria-label], [aria-labelledby]'),
    )
    return [
      ...same.map(([key, what]) => `${what.size} of the name: ${key}`),
      ...tables.map((table) => `a table without a name: ${table.textContent?.trim().slice(0, 30)}`),
    ]
  })
}
