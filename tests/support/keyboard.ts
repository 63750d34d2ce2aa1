import type { Page } from 'playwright-core'
import type { Content } from '#content/index.ts'
import { addressOf } from './walking.ts'
import { questionOf, type Walk } from './walks.ts'

/** More presses of Tab than any page has stops. */
const MOST_STOPS = 150

type Focused = {
  readonly tag: string
  readonly name: string
  readonly value: string
  readonly type: string
  readonly isChecked: boolean
  readonly isSend: boolean
}

function focused(page: Page): Promise<Focused | undefined> {
  return page.evaluate(() => {
    const active = document.activeElement as HTMLInputElement | null
    if (active === null || active === document.body) return undefined
    return {
      tag: active.tagName,
      name: active.name ?? '',
      value: active.value ?? '',
      type: active.type ?? '',
      isChecked: active.checked === true,
      // The main button stands first among those that send the form.
      isSend: active.matches('form#answers button:not([type=button])'),
    }
  })
}

/** Presses Tab until the focus is where it should be. */
async function tabTo(page: Page, what: string, isIt: (at: Focused) => boolean): Promise<Focused> {
  for (let stops = 0; stops < MOST_STOPS; stops += 1) {
    const at = await focused(page)
    if (at !== undefined && isIt(at)) return at
    await page.keyboard.press('Tab')
  }
  throw new Error(`no press of Tab leads to ${what} on ${page.url()}`)
}

/** Picks one of a group as a keyboard does: the group is one stop, arrows go through it. */
async function pick(page: Page, name: string, value: string): Promise<void> {
  let at = await tabTo(page, name, (each) => each.name === name)
  if (at.value === value) {
    if (!at.isChecked) await page.keyboard.press('Space')
    return
  }
  for (let presses = 0; presses < MOST_STOPS && at.value !== value; presses += 1) {
    await page.keyboard.press('ArrowDown')
    at = (await focused(page)) ?? at
  }
}

async function answer(page: Page, name: string, given: string | readonly string[]): Promise<void> {
  for (const value of [given].flat()) {
    const at = await tabTo(
      page,
      `${name} ${value}`,
      (each) => each.name === name && (each.type !== 'checkbox' || each.value === value),
    )
    if (at.type === 'radio') await pick(page, name, value)
    else if (at.type === 'checkbox') await page.keyboard.press('Space')
    else await page.keyboard.type(value)
  }
}

/** Walks to the end with the keyboard alone. Answers the private code shown there. */
export async function walkByKeyboard(page: Page, content: Content, walk: Walk): Promise<string> {
  await page.goto(addressOf(walk, walk.steps[0]?.n ?? 1))
  for (const { n, question } of walk.steps) {
    const { pathname } = new URL(page.url())
    if (pathname !== addressOf(walk, n)) throw new Error(`${pathname} came, not step ${n}`)
    const { id } = questionOf(content, question)
    for (const [name, given] of Object.entries(walk.answers[id] ?? {})) {
      await answer(page, name, given)
    }
    await tabTo(page, 'the button that goes on', ({ isSend }) => isSend)
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
  }
  return (await page.locator('#code').innerText()).replaceAll(/\s/g, '')
}
