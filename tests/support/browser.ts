import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { expect } from 'vitest'
import { findBrowser } from '../../scripts/browser.mjs'

/** Chromium without its calls home; as root it has no sandbox of its own. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
]

/** A microphone that hears a tone, on a machine that has none. */
const MICROPHONE = ['--use-fake-device-for-media-stream']
/** Letters twice as large, as a reader sets them in the browser: 16 px are usual. */
const LARGE_LETTERS = ['--blink-settings=defaultFontSize=32']

export type Visit = {
  readonly page: Page
  readonly context: BrowserContext
  /** Ends the visit; fails when a page complained or asked another host for anything. */
  readonly end: () => Promise<void>
}

type VisitOptions = Parameters<Browser['newContext']>[0]

/**
 * Starts the browser. Playwright turns the back/forward cache off, which makes a test of leaving pass
 * falsely: `keepsPages: 'yes'` turns it on as people have it.
 */
export async function openBrowser(
  options: {
    readonly keepsPages?: 'yes'
    readonly microphone?: 'a tone'
    readonly letters?: 'of 200 %'
  } = {},
): Promise<Browser> {
  const executablePath = await findBrowser()
  if (executablePath === undefined)
    throw new Error('no Chromium: run node scripts/setup.mjs --browser')
  return chromium.launch({
    executablePath,
    args: [
      ...ARGUMENTS,
      ...(options.microphone === undefined ? [] : MICROPHONE),
      ...(options.letters === undefined ? [] : LARGE_LETTERS),
    ],
    ignoreDefaultArgs: options.keepsPages === 'yes' ? ['--disable-back-forward-cache'] : false,
  })
}

/** A phone of 390 × 844 in English, unless told otherwise. */
export async function visit(
  browser: Browser,
  url: string,
  options: VisitOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    locale: 'en-GB',
    baseURL: url,
    ...options,
  })
  context.setDefaultTimeout(15_000)
  const complaints: string[] = []
  const host = new URL(url).host
  context.on('console', (message) => {
    if (message.type() !== 'error') return
    // A page shown again with a mistake is answered 422, one after the session's end 401, and one that a colleague was
    // quicker with 409: for Chromium, failed loads.
    if (/^Failed to load resource: .* 4(01|04|09|22) /.test(message.text())) return
    complaints.push(`console: ${message.text()}`)
  })
  context.on('weberror', (fault) => complaints.push(`script: ${fault.error().message}`))
  context.on('request', (request) => {
    const address = new URL(request.url())
    const isForeign = /^https?:$/.test(address.protocol) && address.host !== host
    if (isForeign && !request.isNavigationRequest())
      complaints.push(`another host was asked: ${address.host}`)
  })
  const page = await context.newPage()
  return {
    page,
    context,
    end: async () => {
      await context.close()
      expect(complaints).toEqual([])
    },
  }
}

/** Somebody new in the same window, without a cookie of the one before: a new window takes the browser seconds. */
export async function somebodyNew({ context, page }: Visit): Promise<Page> {
  await context.clearCookies()
  await page.goto('about:blank')
  return page
}

const ELSEWHERE = '<!doctype html><html lang="en"><title>Elsewhere</title><h1>Elsewhere</h1></html>'

/**
 * Leaving ends on a page of somebody else's, which tests do not reach: another page stands for it. Our own
 * answer, which sends the browser there, is the real one.
 */
export async function standInForElsewhere(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  session.on('Fetch.requestPaused', ({ requestId }) => {
    // A test that has seen enough closes the page while it is still being answered.
    session
      .send('Fetch.fulfillRequest', {
        requestId,
        responseCode: 200,
        responseHeaders: [{ name: 'Content-Type', value: 'text/html' }],
        body: Buffer.from(ELSEWHERE).toString('base64'),
      })
      .catch(() => {})
  })
  await session.send('Fetch.enable', { patterns: [{ urlPattern: 'https://*' }] })
}
