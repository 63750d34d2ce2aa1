import { describe, expect, test } from 'vitest'
import { drafts } from '#api/store/tables.ts'
import { sweep } from '#api/upkeep/sweep.ts'
import { browserOf, type GivenApp, givenApp, leadsTo } from '../../support/app.ts'
import { walkToCheck } from './walk-to-check.ts'

const STORY = 'Nobody told me that I was moving.'
const KEPT = { keep: 'yes' }

/** A young person who stopped at the story and saved. Answers the browser and the code. */
async function givenSaved(app: GivenApp) {
  const browser = browserOf(app)
  await browser.post('/yp/2', { answer: 'yes' })
  await browser.post('/yp/4', { answer: 'not-ok' })
  await browser.post('/yp/5', { answer: 'complaint' })
  const saved = await browser.post('/yp/6', { story: STORY, ...KEPT })
  expect(leadsTo(saved)).toBe('/yp/saved')
  const page = await (await browser.get('/yp/saved')).text()
  return { browser, page, code: codeIn(page) }
}

describe('saving and coming back', () => {
  test('shows a code and the last day, without asking for an e-mail', async () => {
    const { page, code } = await givenSaved(await givenApp())
    expect(code).toMatch(/^[0-9A-Z]{16}$/)
    expect(page).toContain('Wednesday 23 December 2026')
    expect(page).not.toMatch(/<input/)
  })

  test('the code opens what was typed on any other device, in any spelling', async () => {
    const app = await givenApp()
    const { code } = await givenSaved(app)
    const other = browserOf(app)
    const opened = await other.post('/way-back', { code: code.toLowerCase().replaceAll('0', 'o') })
    expect(leadsTo(opened)).toBe('/yp/6')
    expect(await (await other.get('/yp/6')).text()).toContain(STORY)
  })

  test('an answer that would not let the writer go on is kept as it is', async () => {
    const app = await givenApp()
    const browser = browserOf(app)
    await browser.post('/yp/2', KEPT)
    expect((await browser.get('/yp/saved')).status).toBe(200)
  })

  test('leaving keeps what was saved, and the browser forgets it', async () => {
    const app = await givenApp()
    const { browser, code } = await givenSaved(app)
    await browser.get('/leave')
    expect(browser.jar.size).toBe(0)
    expect(leadsTo(await browser.get('/yp/6'))).toBe('/yp/2?again')
    expect(leadsTo(await browserOf(app).post('/way-back', { code }))).toBe('/yp/6')
  })

  test('leaving destroys what was not saved', async () => {
    const app = await givenApp()
    const browser = browserOf(app)
    await browser.post('/yp/2', { answer: 'yes' })
    await browser.get('/leave')
    expect(await app.store.db.select().from(drafts)).toEqual([])
  })

  test('"delete it all" destroys what was saved as well', async () => {
    const app = await givenApp()
    const { browser, code } = await givenSaved(app)
    await browser.post('/yp/delete')
    expect(await app.store.db.select().from(drafts)).toEqual([])
    expect((await browser.post('/way-back', { code })).status).toBe(422)
  })

  test('nobody who holds the database and our keys can read it without the code', async () => {
    const app = await givenApp()
    const { code } = await givenSaved(app)
    const [row, ...others] = await app.store.db.select().from(drafts)
    expect(others).toEqual([])
    expect(row?.sealed.toString('latin1')).not.toContain(STORY)
    expect(row?.id).not.toContain(code)
    for (const secret of [row?.id ?? '', 'x'.repeat(43)])
      expect(() =>
        app.store.keys.derived('draft', secret).open(row?.sealed ?? Buffer.of()),
      ).toThrow()
    expect(() => app.store.keys.own.open(row?.sealed ?? Buffer.of())).toThrow()
  })

  test('it lasts to the end of its last day and not longer; saving again does not move the day', async () => {
    const app = await givenApp()
    const { browser, code } = await givenSaved(app)
    app.clock.forward(20 * 24 * 60)
    await browser.post('/yp/6', { story: `${STORY} Twice.`, ...KEPT })
    expect(await (await browser.get('/yp/saved')).text()).toContain('Wednesday 23 December 2026')
    app.clock.forward(10 * 24 * 60 + 14 * 60)
    expect(leadsTo(await browserOf(app).post('/way-back', { code }))).toBe('/yp/6')
    app.clock.forward(3 * 60)
    const late = await browserOf(app).post('/way-back', { code })
    expect(late.status).toBe(410)
    const said = await late.text()
    expect(said).toContain('We have deleted the words.')
    expect(said).toMatch(/href="\/"[^>]*>\s*Start again/)
  })

  test('after its last day nothing is left of it but that there was one', async () => {
    const app = await givenApp()
    const { code } = await givenSaved(app)
    app.clock.forward(32 * 24 * 60)
    await sweepNow(app)
    const [row] = await app.store.db.select().from(drafts)
    expect(row?.sealed).toHaveLength(0)
    expect((await browserOf(app).post('/way-back', { code })).status).toBe(410)
    app.clock.forward(61 * 24 * 60)
    await sweepNow(app)
    expect(await app.store.db.select().from(drafts)).toEqual([])
    expect((await browserOf(app).post('/way-back', { code })).status).toBe(422)
  })

  test('once it is sent, the code of the draft opens nothing but the receipt, for a day', async () => {
    const app = await givenApp()
    const browser = browserOf(app)
    const check = await walkToCheck(browser)
    await browser.post(check, KEPT)
    const page = await (await browser.get('/yp/saved')).text()
    const code = codeIn(page)
    app.clock.forward(9 * 24 * 60)
    expect(leadsTo(await browser.post(check))).toBe('/yp/done')
    expect(leadsTo(await browserOf(app).post('/way-back', { code }))).toBe('/yp/done')
    app.clock.forward(25 * 60)
    expect((await browserOf(app).post('/way-back', { code })).status).toBe(422)
  })
})

/** The code on a page, without its spaces. */
function codeIn(page: string): string {
  const [, code = ''] = /<p class="code"[^>]*>(.*?)<\/p>/s.exec(page) ?? []
  return code.replaceAll(/<[^>]*>|\s/g, '')
}

async function sweepNow(app: GivenApp): Promise<void> {
  const [served] = app.authorities.all
  if (served === undefined) throw new Error('one authority is served')
  await sweep({ served, clock: app.clock })
}
