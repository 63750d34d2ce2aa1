import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadContent } from '#content/index.ts'
import { openBrowser, visit } from '#tests/support/browser.ts'
import { screenFaults } from '#tests/support/screen-checks.ts'
import { startServer, temporaryFolder } from '#tests/support/server.ts'
import { addressOf, goOn, walkTo } from '#tests/support/walking.ts'
import { journeyAt, walkWith } from '#tests/support/walks.ts'

const content = loadContent('content')
const folder = temporaryFolder()
let server: Awaited<ReturnType<typeof startServer>>
let browser: Browser

beforeAll(async () => {
  server = await startServer({ dataDir: folder.path })
  browser = await openBrowser({ microphone: 'a tone' })
})
afterAll(async () => {
  await browser.close()
  await server.stop()
  folder.remove()
})

const files = () => readdirSync(join(folder.path, 'coventry', 'attachments'))

/** A young person at the page where they tell what happened. */
async function atStory(options: Parameters<typeof visit>[2] = {}) {
  const journey = journeyAt(content, 'yp')
  const walk = walkWith(content, journey)
  const n = walk.steps.find(({ question }) => question === 'yp-story')?.n ?? 0
  const visited = await visit(browser, server.url, options)
  await walkTo(visited.page, walk, n)
  return { ...visited, address: addressOf(walk, n) }
}

const record = (page: Page) => page.getByRole('button', { name: 'Record my voice' })

describe('a voice note', () => {
  test('is recorded with two presses, can be heard, and goes with the words', async () => {
    const { page, context, address, end } = await atStory()
    await context.grantPermissions(['microphone'])
    await record(page).click()
    const stop = page.getByRole('button', { name: 'Stop', exact: true })
    await expect.poll(() => stop.isVisible()).toBe(true)
    await expect.poll(() => page.locator('[data-recorder=time]').innerText()).toMatch(/^0:0[1-9] /)
    expect(await screenFaults(page)).toEqual([])
    await stop.click()
    await expect.poll(() => page.locator('audio').isVisible()).toBe(true)
    await page.locator('textarea[name=story]').fill('Listen to what I said.')
    expect((await goOn(page))?.status()).toBe(200)
    expect(new URL(page.url()).pathname).not.toBe(address)
    await page.goto(address)
    expect(await page.locator('textarea[name=story]').inputValue()).toBe('Listen to what I said.')
    expect(await page.getByText('We have your file').count()).toBe(1)
    await end()
  })

  test('becomes a clean copy within seconds', async () => {
    await expect.poll(() => files().filter((name) => name.endsWith('.copy')).length).toBe(1)
  })

  test('is not made where the microphone is refused: words say so, and the form goes on', async () => {
    const { page, end } = await atStory()
    await page.evaluate(() => {
      navigator.mediaDevices.getUserMedia = () =>
        Promise.reject(new DOMException('', 'NotAllowedError'))
    })
    await page.locator('textarea[name=story]').fill('I can write it.')
    await record(page).click()
    await expect
      .poll(() => page.locator('[data-recorder=status]').innerText())
      .toMatch(/^We can't use the mic/)
    expect(await record(page).isVisible()).toBe(true)
    expect((await goOn(page))?.status()).toBe(200)
    await end()
  })

  test('is not offered without scripts, where a file can be chosen all the same', async () => {
    const { page, end } = await atStory({ javaScriptEnabled: false })
    expect(await record(page).count()).toBe(0)
    expect(await page.locator('input[name=voice]').isVisible()).toBe(true)
    await end()
  })
})

describe('a file', () => {
  const picture = { name: 'me.png', mimeType: 'image/png', buffer: Buffer.alloc(0) }

  test('whose line breaks on the way is told of, and no word is lost', async () => {
    const { page, context } = await atStory()
    const buffer = await tinyPicture(page)
    await page.locator('textarea[name=story]').fill('These words stay.')
    await page.locator('input[name=picture]').setInputFiles({ ...picture, buffer })
    const before = files().length
    await context.route('**/api/attachments', (route) => route.abort('connectionreset'))
    await page.getByRole('button', { name: 'Continue' }).click()
    await expect
      .poll(() => page.locator('#f-picture-upload').innerText())
      .toMatch(/^Your file did not get to us/)
    expect(await page.locator('textarea[name=story]').inputValue()).toBe('These words stay.')
    expect(await screenFaults(page)).toEqual([])
    await context.unroute('**/api/attachments')
    expect((await goOn(page))?.status()).toBe(200)
    expect(files().length).toBeGreaterThan(before)
    // The browser complains of the broken line, as it should: nothing else is looked at here.
    await context.close()
  })

  test.each([
    ['too large', 10 * 1024 * 1024 + 1, /^That file is too big/],
    ['of a kind that we do not take', 8, /^Choose a photo/],
  ])('%s is told of beside it, before the page goes', async (_, bytes, said) => {
    const { page, address, end } = await atStory()
    await page.locator('textarea[name=story]').fill('These words stay.')
    await page.locator('input[name=picture]').evaluate((input, length) => {
      const chosen = new DataTransfer()
      chosen.items.add(new File([new Uint8Array(length)], 'me.png'))
      if (input instanceof HTMLInputElement) input.files = chosen.files
    }, bytes)
    await page.getByRole('button', { name: 'Continue' }).click()
    await expect.poll(() => page.locator('#f-picture-upload').innerText()).toMatch(said)
    expect(new URL(page.url()).pathname).toBe(address)
    expect(await page.locator('textarea[name=story]').inputValue()).toBe('These words stay.')
    await end()
  })
})

test('a file that is too large is answered without scripts too, and no page waits for ever', async () => {
  const { page, address, end } = await atStory({ javaScriptEnabled: false })
  const buffer = Buffer.alloc(12 * 1024 * 1024)
  const answer = await page.context().request.post(address, {
    multipart: {
      story: 'These words stay.',
      picture: { name: 'me.png', mimeType: 'image/png', buffer },
    },
    headers: { 'Sec-Fetch-Site': 'same-origin' },
    timeout: 60_000,
  })
  expect(answer.status()).toBe(422)
  expect(await answer.text()).toMatch(/That file is too big[\s\S]*These words stay\./)
  await end()
})

async function tinyPicture(page: Page): Promise<Buffer> {
  const url = await page.evaluate(() => {
    const canvas = document.createElement('canvas')
    canvas.width = canvas.height = 8
    return canvas.toDataURL('image/png')
  })
  return Buffer.from(url.split(',')[1] ?? '', 'base64')
}

describe('reading aloud', () => {
  /** A device with one voice of its own, which notes what it is given to say. */
  const withVoice = (lang: string) => `
    window.spoken = []
    const voice = { lang: '${lang}', localService: true, name: 'A voice', default: true }
    window.SpeechSynthesisUtterance = class extends EventTarget {
      constructor(text) { super(); this.text = text }
    }
    Object.defineProperty(window, 'speechSynthesis', { value: Object.assign(new EventTarget(), {
      getVoices: () => [voice], cancel() {}, speak(said) { window.spoken.push(said.text.trim()) },
    }) })`

  test('says the question, its hints, its answers and its faults, and can be stopped', async () => {
    const { page, context, end } = await visit(browser, server.url)
    await context.addInitScript(withVoice('en-GB'))
    await page.goto('/yp/2')
    await goOn(page)
    const listen = page.getByRole('button', { name: 'Listen' })
    await listen.click()
    const spoken = await page.evaluate(() => (window as unknown as { spoken: string[] }).spoken)
    const all = spoken.join(' ')
    for (const text of [
      'There is a problem',
      'Are you safe right now?',
      'We ask everyone this',
      'Choose an answer',
      'I am not sure',
      'Continue',
    ])
      expect(all).toContain(text)
    expect(spoken.filter((text) => text === 'I am not sure')).toHaveLength(1)
    expect(await screenFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Stop' }).click()
    expect(await listen.isVisible()).toBe(true)
    await end()
  })

  test.each([
    ['no voice for its language', withVoice('fr-FR')],
    ['no voice at all', ''],
  ])('is not offered where the device has %s', async (_, script) => {
    const { page, context, end } = await visit(browser, server.url)
    await context.addInitScript(script)
    await page.goto('/yp/2')
    expect(await page.locator('[data-listen]').isVisible()).toBe(false)
    await end()
  })
})
