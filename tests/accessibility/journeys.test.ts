import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadContent } from '#content/index.ts'
import type { Journey } from '#schema/form/journey.ts'
import { openBrowser, somebodyNew, type Visit, visit } from '#tests/support/browser.ts'
import { mistakeFaults, screenFaults } from '#tests/support/screen-checks.ts'
import { startWithMail } from '#tests/support/server.ts'
import { goOn, walkPast } from '#tests/support/walking.ts'
import { questionOf, unseenSteps, walksOver } from '#tests/support/walks.ts'

const content = loadContent('content')
const journeys = [...content.journeys.values()].map((journey) => [journey.id, journey] as const)
/** A question that several journeys share looks the same in each, and so does a page after sending. */
const looked = new Set<string>()
let server: Awaited<ReturnType<typeof startWithMail>>
let browser: Browser
let visited: Visit

beforeAll(async () => {
  server = await startWithMail()
  browser = await openBrowser()
  visited = await visit(browser, server.url)
})
afterAll(async () => {
  await visited.end()
  await browser.close()
  await server.close()
})

/** Sends the page unanswered where an answer is needed, and looks at what comes back. */
async function faultsAfterMistake(page: Page, question: string): Promise<readonly string[]> {
  const isNeeded = questionOf(content, question).fields.some(
    (field) => field.kind !== 'mark' && field.needed && field.shownWhen === undefined,
  )
  if (!isNeeded) return []
  await goOn(page)
  return mistakeFaults(page)
}

/** Looks at the questions after sending, where the page leads to them and nobody has looked yet. */
async function faultsOfMore(page: Page, journey: Journey, looked: Set<string>) {
  const unseen = journey.afterwards?.questions.filter((id) => !looked.has(id)) ?? []
  const way = page.locator('a[href$="/more/1"]')
  if (unseen.length === 0 || (await way.count()) === 0) return []
  const faults: string[] = []
  await Promise.all([page.waitForNavigation(), way.click()])
  for (const id of unseen) {
    looked.add(id)
    faults.push(...(await screenFaults(page)).map((fault) => `${id}: ${fault}`))
    await goOn(page)
  }
  return faults
}

describe.each(journeys)('%s', (_id, journey) => {
  const walks = walksOver(content, journey)

  test('every page can be reached', () => {
    expect(unseenSteps(journey, walks)).toEqual([])
  })

  test('every page, every mistake and the page after sending can be used by everyone', async () => {
    const faults: string[] = []
    for (const walk of walks) {
      const page = await somebodyNew(visited)
      const isNew = (question: string) => !looked.has(question)
      await walkPast(page, walk, isNew, async (shown, question) => {
        looked.add(question)
        const found = [
          ...(await screenFaults(shown)),
          ...(await faultsAfterMistake(shown, question)),
        ]
        faults.push(...found.map((fault) => `${question}: ${fault}`))
      })
      const heading = await page.locator('h1').innerText()
      const afterwards = looked.has(heading) ? [] : await screenFaults(page)
      looked.add(heading)
      faults.push(...afterwards.map((fault) => `after sending: ${fault}`))
      faults.push(...(await faultsOfMore(page, journey, looked)))
    }
    expect(faults).toEqual([])
    expect(journey.afterwards?.questions.filter((id) => !looked.has(id)) ?? []).toEqual([])
  }, 900_000)
})
