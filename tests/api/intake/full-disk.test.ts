import { expect, test } from 'vitest'
import { aDiskThatFills } from '#tests/support/store.ts'
import { browserOf, givenApp, leadsTo } from '../../support/app.ts'

/** An app whose disk is full until there is room. */
async function givenFullDisk() {
  const { store, fill } = aDiskThatFills(true)
  const app = await givenApp({ store })
  return { browser: browserOf(app), makeRoom: () => fill(false) }
}

test('the first answer of a visit, pressed again and again, stays until there is room, and nobody is told that they were away', async () => {
  const { browser, makeRoom } = await givenFullDisk()
  for (let press = 0; press < 3; press += 1) {
    const answer = await browser.post('/yp/2', { answer: 'yes' })
    const page = await answer.text()
    expect(answer.status).toBe(503)
    expect(page).toContain('We could not save this yet. Your words are still here.')
    expect(page).not.toContain('You were away')
    expect(page).toMatch(/value="yes"[^>]* checked/)
  }
  makeRoom()
  expect(leadsTo(await browser.post('/yp/2', { answer: 'yes' }))).toMatch(/^\/yp\/\d+$/)
})

test('whoever is not safe sees who can help at once, though it cannot be kept', async () => {
  const { browser, makeRoom } = await givenFullDisk()
  const answer = await browser.post('/yp/2', { answer: 'no' })
  const page = await answer.text()
  expect(answer.status).toBe(503)
  expect(page).toContain('We could not save this yet.')
  expect(page).toMatch(/<div class="safety">[\s\S]*href="tel:999"/)
  makeRoom()
  expect(leadsTo(await browser.post('/yp/2', { answer: 'no' }))).toBe('/yp/3')
})
