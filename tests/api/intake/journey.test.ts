import { describe, expect, test } from 'vitest'
import { StoreBusy } from '#api/store/store.ts'
import { cases, drafts, submissions } from '#api/store/tables.ts'
import { aDiskThatFills } from '#tests/support/store.ts'
import { journeyAt, walkWith } from '#tests/support/walks.ts'
import {
  A_YOUNG_PERSONS_ANSWERS,
  browserOf,
  content,
  type GivenApp,
  givenApp,
  leadsTo,
} from '../../support/app.ts'
import { walkToCheck } from './walk-to-check.ts'

function stepOf(path: string, question: string): number {
  return journeyAt(content, path).steps.findIndex((step) => step.question === question) + 1
}

function addressOf(question: string, path = 'yp'): string {
  return `/${path}/${stepOf(path, question)}`
}

async function textOn(page: Response): Promise<string> {
  return (await page.text()).replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')
}

async function codeOn(page: Response): Promise<string> {
  const [code = ''] = / [0-9A-Z]{4}( [0-9A-Z]{4}){3} /.exec(await textOn(page)) ?? []
  return code.trim()
}

async function countOf(app: GivenApp, table: typeof cases | typeof drafts): Promise<number> {
  return (await app.store.db.select().from(table)).length
}

describe('telling us, a page at a time', () => {
  test('a young person walks from the first page to the receipt without scripts', async () => {
    const app = await givenApp()
    const browser = browserOf(app)
    const check = await walkToCheck(browser)
    const sent = await browser.post(check)
    expect(leadsTo(sent)).toBe('/yp/done')
    const done = await browser.get('/yp/done')
    expect(done.status).toBe(200)
    expect(await codeOn(done)).toMatch(/^[0-9A-Z ]{19}$/)
    expect(await countOf(app, cases)).toBe(1)
  })

  test.each([
    ['on the first page', []],
    ['after the first answer', [[addressOf('yp-safe'), { answer: 'yes' }]]],
  ] as const)(
    'a mistake %s is not shown to whoever sends it again after leaving',
    async (_when, before) => {
      const app = await givenApp()
      const browser = browserOf(app)
      for (const [at, answers] of before) await browser.post(at, answers)
      const story = 'x'.repeat(20_001)
      const [, visit = ''] =
        /name="visit" value="([^"]+)"/.exec(await (await browser.get('/h/1')).text()) ?? []
      const mistake = { visit, story }
      expect(await (await browser.post('/h/1', mistake)).text()).toContain(story)
      expect(await (await browserOf(app).post('/h/1', mistake)).text()).toContain(story)
      await browser.get('/leave')
      const again = await browserOf(app).post('/h/1', mistake)
      expect(leadsTo(again)).toBe('/')
    },
  )

  test('the page after sending can be kept as a file that says nothing of what was told', async () => {
    const browser = browserOf(await givenApp())
    expect(leadsTo(await browser.get('/yp/note.txt'))).toBe('/way-back')
    await browser.post(await walkToCheck(browser))
    const code = await codeOn(await browser.get('/yp/done'))
    const note = await browser.get('/yp/note.txt')
    expect(note.headers.get('content-disposition')).toBe('attachment; filename="note.txt"')
    expect(note.headers.get('cache-control')).toContain('no-store')
    const text = await note.text()
    expect(text).toContain(`Your private code: ${code}`)
    expect(text).toMatch(/By \w+day \d+ \w+: A person will read it/)
    expect(text).not.toMatch(/moving|complain|council|<|&/i)
  })

  test('what was asked is kept in the words that were shown', async () => {
    const app = await givenApp()
    const browser = browserOf(app)
    await browser.post(await walkToCheck(browser))
    const [row] = await app.store.db.select().from(submissions)
    const [held] = await app.store.db.select().from(cases)
    const key = await app.store.keys.caseKey(held?.keyId ?? '')
    const submitted = JSON.parse(key?.open(row?.sealed ?? Buffer.of()).toString() ?? '{}')
    expect(submitted.answers.story).toBe('Nobody told me that I was moving.')
    expect(submitted.asked).toContainEqual({
      question: 'yp-speed.answer',
      wording: 'How should we sort it out?',
      answer: 'complaint',
      answerWording: ['As a complaint'],
    })
    expect(submitted.asked).toContainEqual({
      question: 'yp-story.story',
      wording: 'Tell us here',
      place: 'story',
    })
  })

  test('nothing is put on the phone by reading, only by the first answer', async () => {
    const browser = browserOf(await givenApp())
    await browser.get('/')
    await browser.get('/yp')
    await browser.get('/yp/1')
    await browser.post('/yp/1')
    expect(browser.jar.size).toBe(0)
    await browser.post(addressOf('yp-safe'), { answer: 'yes' })
    expect([...browser.jar.keys()]).toEqual(['way-coventry'])
  })

  test('a page that is not yet reached leads to the first that lacks an answer', async () => {
    const browser = browserOf(await givenApp())
    await browser.post(addressOf('yp-safe'), { answer: 'yes' })
    const answer = await browser.get(addressOf('yp-reply'))
    expect(leadsTo(answer)).toBe(addressOf('yp-kind'))
  })

  test('a page without its answer comes back with what to do', async () => {
    const browser = browserOf(await givenApp())
    const answer = await browser.post(addressOf('yp-safe'))
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('Choose an answer')
  })

  test('a whole chat that somebody pasted comes back, to be shortened', async () => {
    const app = await givenApp()
    const chat = 'আমি বাড়ি যেতে চাই। '.repeat(7_000)
    const form = new FormData()
    form.set('story', chat)
    const answer = await app.request(addressOf('yp-story'), { method: 'POST', body: form })
    const page = await answer.text()
    expect(answer.status).toBe(422)
    expect(page).toContain(chat)
    expect(page).toContain('href="#f-story"')
  })

  test('an answer that is too long comes back whole', async () => {
    const browser = browserOf(await givenApp())
    await browser.post(addressOf('yp-safe'), { answer: 'yes' })
    await browser.post(addressOf('yp-kind'), { answer: 'good' })
    const story = 'ö'.repeat(20_001)
    const answer = await browser.post(addressOf('yp-story'), { story })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain(story)
  })

  test('one answer changed at the end leads back to the end', async () => {
    const browser = browserOf(await givenApp())
    const check = await walkToCheck(browser)
    const changed = await browser.post(`${addressOf('yp-story')}?change`, { story: 'Other words.' })
    expect(leadsTo(changed)).toBe(check)
    expect(await (await browser.get(check)).text()).toContain('Other words.')
  })

  test.each([
    ['phone', { phone: '01632 960 961' }, 'A number that ends in 961'],
    ['email', { email: 'robin@example.org' }, 'An email'],
    ['letter', { address: '1 Example Street' }, 'An address'],
    ['trusted-person', { person: 'My aunt Example' }, 'What you wrote'],
  ])(
    'at the end a way to reach them by %s is opened before it shows',
    async (way, where, brief) => {
      const browser = browserOf(await givenApp())
      const check = await walkToCheck(browser, {
        ...A_YOUNG_PERSONS_ANSWERS,
        'yp-reply': { answer: way },
        'yp-reply-where': where,
        'yp-reply-safe': { seen: 'no', say: 'yes', message: 'no' },
      })
      const page = await (await browser.get(check)).text()
      const [value = ''] = Object.values(where)
      const closed = page.replaceAll(/<details>[\s\S]*?<\/details>/g, '')
      expect(page).toMatch(new RegExp(`<summary>${brief}</summary>\\s*<p dir="auto">${value}<`))
      expect(closed).not.toContain(value)
    },
  )

  test('words that may mean harm bring one gentle check, once', async () => {
    const browser = browserOf(await givenApp())
    await browser.post(addressOf('yp-safe'), { answer: 'yes' })
    await browser.post(addressOf('yp-kind'), { answer: 'good' })
    const story = { story: 'He hits me when nobody looks.' }
    const first = await browser.post(addressOf('yp-story'), story)
    expect(leadsTo(first)).toBe(addressOf('yp-check-in'))
    const on = await browser.post(addressOf('yp-check-in'))
    expect(leadsTo(on)).toBe(addressOf('yp-name'))
  })

  test('the language of the page is the language of what is kept', async () => {
    const browser = browserOf(await givenApp())
    const answer = await browser.get('/yp/1?language=xx')
    expect(answer.status).toBe(303)
    expect(leadsTo(answer)).toBe('/yp/1')
  })
})

describe('nothing sent twice, nothing lost', () => {
  test('a double click on Send is one submission with one receipt', async () => {
    const app = await givenApp()
    const browser = browserOf(app)
    const check = await walkToCheck(browser)
    const answers = await Promise.all([browser.post(check), browser.post(check)])
    expect(answers.map(leadsTo)).toEqual(['/yp/done', '/yp/done'])
    expect(await countOf(app, cases)).toBe(1)
  })

  test('Send in a second tab, after the first, shows the same receipt', async () => {
    const app = await givenApp()
    const browser = browserOf(app)
    const check = await walkToCheck(browser)
    await browser.post(check)
    const first = await codeOn(await browser.get('/yp/done'))
    expect(leadsTo(await browser.post(check))).toBe('/yp/done')
    expect(await codeOn(await browser.get('/yp/done'))).toBe(first)
    expect(await countOf(app, cases)).toBe(1)
  })

  test('asking to be reached twice with the same words is one record', async () => {
    const app = await givenApp()
    const browser = browserOf(app)
    const fields = { reach: '07700 900123', say: 'yes' }
    await browser.post('/h/1', fields)
    expect(leadsTo(await browser.post('/h/1', fields))).toBe('/h/done')
    expect((await browser.get('/h/done')).status).toBe(200)
    expect(await countOf(app, cases)).toBe(1)
  })

  test('after a day the words of this page stay, and a notice says why the rest is gone', async () => {
    const app = await givenApp()
    const browser = browserOf(app)
    await walkToCheck(browser)
    app.clock.forward(25 * 60)
    const answer = await browser.post(addressOf('yp-story'), { story: 'Still my words.' })
    const page = await answer.text()
    expect(answer.status).toBe(422)
    expect(page).toContain('Still my words.')
    expect(page).toContain('You were away for a long time')
  })

  test('after a day a reload leads to a page that says why', async () => {
    const app = await givenApp()
    const browser = browserOf(app)
    const check = await walkToCheck(browser)
    app.clock.forward(25 * 60)
    const first = leadsTo(await browser.get(check))
    expect(first).toBe(`${addressOf('yp-safe')}?again`)
    expect(await (await browser.get(first)).text()).toContain('You were away for a long time')
  })

  test('a later page without any answers leads to the first one, which says no more than that', async () => {
    const browser = browserOf(await givenApp())
    const first = leadsTo(await browser.get(addressOf('yp-check')))
    const page = await (await browser.get(first)).text()
    expect(page).toContain('There are no answers here now')
    expect(page).not.toContain('You were away')
    expect(await (await browser.get(addressOf('yp-safe'))).text()).not.toContain('no answers here')
  })

  test('a receipt that is gone leads to where the code opens what was sent', async () => {
    const app = await givenApp()
    const browser = browserOf(app)
    await browser.post(await walkToCheck(browser))
    app.clock.forward(25 * 60)
    expect(leadsTo(await browser.get('/yp/done'))).toBe('/way-back')
  })

  test('while nothing can be kept the words stay on the page', async () => {
    const { store, fill } = aDiskThatFills(false)
    const app = await givenApp({ store })
    const browser = browserOf(app)
    await browser.post(addressOf('yp-safe'), { answer: 'yes' })
    await browser.post(addressOf('yp-kind'), { answer: 'good' })
    fill(true)
    const answer = await browser.post(addressOf('yp-story'), { story: 'Keep these.' })
    expect(answer.status).toBe(503)
    expect(await answer.text()).toContain('Keep these.')
  })

  test('a draft cannot be read without the cookie of its browser', async () => {
    const app = await givenApp()
    const browser = browserOf(app)
    await walkToCheck(browser)
    const [row] = await app.store.db.select().from(drafts)
    expect(() => app.store.keys.own.open(row?.sealed ?? Buffer.of())).toThrow()
    const other = browserOf(app)
    expect(leadsTo(await other.get(addressOf('yp-check')))).toBe(`${addressOf('yp-safe')}?again`)
  })

  test('whoever helped a child and says something too is offered the reference of what the child sent', async () => {
    const browser = browserOf(await givenApp())
    const child = walkWith(content, journeyAt(content, 'k'))
    for (const { n, question } of child.steps)
      await browser.post(`/k/${n}`, child.answers[question] ?? {})
    const receipt = await textOn(await browser.get('/k/done'))
    const [, reference] = / say this number: (\w+)/.exec(receipt) ?? []
    const helper = walkWith(content, journeyAt(content, 'a'))
    const before = helper.steps.findIndex(({ question }) => question === 'a-before')
    for (const { n, question } of helper.steps.slice(0, before))
      await browser.post(`/a/${n}`, helper.answers[question] ?? {})
    const page = await (await browser.get(addressOf('a-before', 'a'))).text()
    expect(page).toMatch(new RegExp(`name="reference"[^>]*value="${reference}"`))
  })
})

describe('leaving', () => {
  test('leaving destroys the draft, clears the cookies and leads to the weather', async () => {
    const app = await givenApp()
    const browser = browserOf(app)
    await walkToCheck(browser)
    const left = await browser.get('/leave')
    expect(leadsTo(left)).toBe('https://www.bbc.co.uk/weather')
    expect(left.headers.get('Clear-Site-Data')).toContain('"storage"')
    expect(browser.jar.size).toBe(0)
    expect(await countOf(app, drafts)).toBe(0)
    expect(leadsTo(await browser.get(addressOf('yp-check')))).toBe(`${addressOf('yp-safe')}?again`)
  })

  test('the receipt survives a reload and is gone after leaving', async () => {
    const browser = browserOf(await givenApp())
    await browser.post(await walkToCheck(browser))
    const first = await codeOn(await browser.get('/yp/done'))
    expect(await codeOn(await browser.get('/yp/done'))).toBe(first)
    await browser.post('/leave')
    expect((await browser.get('/yp/done')).status).toBe(303)
  })

  test('leaving works while the store cannot be written to', async () => {
    const app = await givenApp({
      store: (store) => ({
        ...store,
        write: () => Promise.reject(new StoreBusy('the disk is full')),
      }),
    })
    const left = await app.request('/leave', {
      headers: { Cookie: `way-coventry=${'a'.repeat(43)}` },
    })
    expect(leadsTo(left)).toBe('https://www.bbc.co.uk/weather')
  })
})
