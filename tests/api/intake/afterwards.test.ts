import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { openReader } from '#api/store/connection.ts'
import { openDataKeys } from '#api/store/key-file.ts'
import { type Store, StoreBusy } from '#api/store/store.ts'
import { cases, drafts, submissions } from '#api/store/tables.ts'
import { instant } from '#schema/dates.ts'
import { A_MASTER_KEY } from '#tests/support/store.ts'
import { journeyAt, walkWith } from '#tests/support/walks.ts'
import {
  type Browser,
  browserOf,
  clockAt,
  content,
  type GivenApp,
  givenApp,
  leadsTo,
} from '../../support/app.ts'

const ANSWERS = ['16-to-17', 'female', 'other-ethnic-group', 'yes'] as const
const THANKS = '/yp/done?kept&counted'

/** Sends what somebody on this journey says; the questions afterwards are open then. */
async function send(browser: Browser, path: string, wishes: Readonly<Record<string, string>> = {}) {
  const journey = journeyAt(content, path)
  const walk = walkWith(content, journey, wishes)
  let at = ''
  for (const { n, question } of walk.steps)
    at = leadsTo(await browser.post(`/${path}/${n}`, walk.answers[question] ?? {}))
  expect(at).toBe(`/${path}/done`)
}

/** Answers the four questions in order. Answers where the last one leads. */
async function answerAll(browser: Browser, path: string, answers: readonly string[]) {
  let at = leadsTo(await browser.post(`/${path}/more/1`))
  for (const answer of answers)
    at = leadsTo(await browser.post(at, answer === '' ? {} : { answer }))
  return at
}

async function counts(app: GivenApp, year = 2026) {
  return (await app.store.equalityOfYear(year)).map(
    ({ route, question, answer, n }) => `${route} ${question} ${answer} ${n}`,
  )
}

/** Every row of every table of the cases, with what the store itself can open. */
async function everythingKept(store: Store): Promise<string> {
  const keyIds = await store.db.select({ keyId: cases.keyId }).from(cases)
  const caseKeys = await Promise.all(keyIds.map(({ keyId }) => store.keys.caseKey(keyId)))
  const sealers = [store.keys.own, ...caseKeys.filter((key) => key !== undefined)]
  const opened = (value: unknown) => {
    if (!(value instanceof ArrayBuffer || value instanceof Uint8Array)) return String(value)
    const bytes = Buffer.from(value as Uint8Array)
    return sealers
      .map((sealer) => {
        try {
          return sealer.open(bytes).toString()
        } catch {
          return ''
        }
      })
      .join('')
  }
  const tables = await store.db.all<{ name: string }>(
    sql`select name from sqlite_master where type = 'table'`,
  )
  const rows = await Promise.all(
    tables.map(({ name }) => store.db.values(sql`select * from ${sql.identifier(name)}`)),
  )
  return rows
    .flat()
    .flatMap((row) => Object.values(row).map(opened))
    .join('\n')
}

describe('the questions after sending', () => {
  test('are offered beside the receipt, begin with a choice, and leave the code off the screen', async () => {
    const browser = browserOf(await givenApp())
    await send(browser, 'yp')
    expect(await (await browser.get('/yp/done')).text()).toContain('href="/yp/more/1"')
    const intro = await (await browser.get('/yp/more/1')).text()
    expect(intro).toContain('Yes, ask me')
    expect(intro).toMatch(/<a class="button" href="\/yp\/done\?kept"[^>]*>\s*No thanks/)
    expect(await (await browser.get('/yp/done?kept')).text()).not.toContain('id="code"')
  })

  test('a child who wrote alone is not offered the helper’s button, one who had help is', async () => {
    const shown = async (helper: string) => {
      const browser = browserOf(await givenApp())
      await send(browser, 'k', { 'k-helper.answer': helper })
      return (await browser.get('/k/done')).text()
    }
    expect(await shown('none')).not.toContain('I am the helper')
    expect(await shown('teacher')).toContain('I am the helper')
  })

  test('a code that nobody said was kept is offered again on the next pages, and not once it is', async () => {
    const browser = browserOf(await givenApp())
    await send(browser, 'yp')
    expect(await (await browser.get('/yp/done')).text()).not.toContain('Show me my code again')
    for (const page of ['/', '/yp/more/1', '/way-back', '/other-ways'])
      expect(await (await browser.get(page)).text()).toContain('Show me my code again')
    const kept = await browser.post('/yp/done', {})
    expect(kept.headers.get('Location')).toBe('/yp/done?kept')
    for (const page of ['/', '/yp/more/1', '/way-back'])
      expect(await (await browser.get(page)).text()).not.toContain('Show me my code again')
  })

  test('are counted by year, whose they were, question and answer alone', async () => {
    const app = await givenApp()
    const browser = browserOf(app)
    await send(browser, 'yp')
    expect(await answerAll(browser, 'yp', ANSWERS)).toBe(THANKS)
    expect(await counts(app)).toEqual([
      'young age-band 16-to-17 1',
      'young disability yes 1',
      'young ethnicity other-ethnic-group 1',
      'young sex female 1',
    ])
    const done = await (await browser.get(THANKS)).text()
    expect(done).toContain('Thank you. We have got your answers.')
    expect(done).not.toContain('/more/1')
  })

  test('adults are asked in their own words and counted apart', async () => {
    const app = await givenApp()
    const browser = browserOf(app)
    await send(browser, 'a')
    expect(await (await browser.get('/a/more/1')).text()).toContain('Optional equality questions')
    expect(await answerAll(browser, 'a', ['50-to-64', '', '', ''])).toBe('/a/done?kept&counted')
    expect(await counts(app)).toEqual(['adult age-band 50-to-64 1'])
  })

  test('in March they count for the year that began the April before', async () => {
    const app = await givenApp({ clock: clockAt(instant('2027-03-31T11:00:00.000Z')) })
    const browser = browserOf(app)
    await send(browser, 'yp')
    await answerAll(browser, 'yp', ['', 'male', '', ''])
    expect(await counts(app, 2026)).toEqual(['young sex male 1'])
    expect(await counts(app, 2027)).toEqual([])
  })

  test('skipping each of them counts nothing and is no mistake', async () => {
    const app = await givenApp()
    const browser = browserOf(app)
    await send(browser, 'yp')
    expect(await answerAll(browser, 'yp', ['', '', '', ''])).toBe('/yp/done?kept')
    expect(await counts(app)).toEqual([])
  })

  test('an answer that nobody can choose is not taken', async () => {
    const browser = browserOf(await givenApp())
    await send(browser, 'yp')
    const answer = await browser.post('/yp/more/2', { answer: 'as-old-as-the-hills' })
    expect(answer.status).toBe(422)
  })
})

test('another language keeps what was chosen, and counts nothing', async () => {
  const app = await givenApp({ draftLanguages: 'marked' })
  const browser = browserOf(app)
  await send(browser, 'yp')
  const answer = await browser.post('/pl/yp/more/2?typed', { answer: '16-to-17' })
  const page = await answer.text()
  expect(page).toContain('<html lang="pl"')
  expect(page).toMatch(/value="16-to-17"[^>]* checked/)
  expect(await counts(app)).toEqual([])
})

describe('one submission is counted once', () => {
  test('the last Send pressed twice, a reload and a second tab count nothing more', async () => {
    const app = await givenApp()
    const browser = browserOf(app)
    await send(browser, 'yp')
    await answerAll(browser, 'yp', ANSWERS.slice(0, 3))
    const twice = [{ answer: 'yes' }, { answer: 'yes' }].map((form) =>
      browser.post('/yp/more/5', form),
    )
    expect((await Promise.all(twice)).map(leadsTo)).toEqual([THANKS, THANKS])
    for (const n of [1, 2, 5])
      expect(leadsTo(await browser.post(`/yp/more/${n}`, { answer: 'no' }))).toBe(THANKS)
    expect(leadsTo(await browser.get('/yp/more/3'))).toBe(THANKS)
    expect(await counts(app)).toContain('young disability yes 1')
    expect(await counts(app)).toHaveLength(4)
  })

  test('sending the same words again opens nothing new, other words do', async () => {
    const app = await givenApp()
    const browser = browserOf(app)
    await send(browser, 'yp')
    await answerAll(browser, 'yp', ANSWERS)
    await send(browser, 'yp')
    expect(leadsTo(await browser.get('/yp/more/1'))).toBe(THANKS)
    await send(browser, 'yp', { 'yp-kind.answer': 'good' })
    await answerAll(browser, 'yp', ANSWERS)
    expect(await counts(app)).toContain('young sex female 2')
  })

  test('without a receipt nothing opens and nothing is counted', async () => {
    const app = await givenApp()
    const stranger = browserOf(app)
    expect(leadsTo(await stranger.get('/yp/more/1'))).toBe('/yp/1')
    expect(leadsTo(await stranger.post('/yp/more/5', { answer: 'yes' }))).toBe('/yp/1')
    expect(leadsTo(await stranger.get('/k/more/1'))).toBe('/')
    expect(stranger.jar.size).toBe(0)
    expect(await counts(app)).toEqual([])
  })

  test('a receipt of one way opens no questions of another', async () => {
    const browser = browserOf(await givenApp())
    await send(browser, 'yp')
    expect(leadsTo(await browser.get('/a/more/1'))).toBe('/a/1')
  })

  test('a day later the page says that the questions are closed and the message is safe', async () => {
    const app = await givenApp()
    const browser = browserOf(app)
    await send(browser, 'yp')
    app.clock.forward(25 * 60)
    const late = await browser.post('/yp/more/5', { answer: 'yes' })
    expect(late.status).toBe(410)
    expect(await late.text()).toContain('These questions are closed now')
    expect(await counts(app)).toEqual([])
  })

  test('after leaving nothing is counted any more', async () => {
    const app = await givenApp()
    const browser = browserOf(app)
    await send(browser, 'yp')
    await answerAll(browser, 'yp', ANSWERS.slice(0, 3))
    await browser.post('/leave')
    expect(leadsTo(await browser.post('/yp/more/5', { answer: 'yes' }))).toBe('/yp/1')
    expect(await counts(app)).toEqual([])
  })

  test('while the counts cannot be written the answers stay, and are counted once they can', async () => {
    let isFull = true
    const app = await givenApp({
      store: (store) => ({
        ...store,
        countEquality: (answers) =>
          isFull ? Promise.reject(new StoreBusy('the disk is full')) : store.countEquality(answers),
      }),
    })
    const browser = browserOf(app)
    await send(browser, 'yp')
    await answerAll(browser, 'yp', ANSWERS.slice(0, 3))
    const busy = await browser.post('/yp/more/5', { answer: 'yes' })
    expect(busy.status).toBe(503)
    expect(await busy.text()).toMatch(/value="yes"[^>]*checked/)
    isFull = false
    expect(leadsTo(await browser.post('/yp/more/5', { answer: 'yes' }))).toBe(THANKS)
    expect(await counts(app)).toHaveLength(4)
  })
})

describe('nothing leads from a count to a case', () => {
  test('no row that the store can open holds an answer', async () => {
    const app = await givenApp()
    const browser = browserOf(app)
    await send(browser, 'yp')
    await answerAll(browser, 'yp', ANSWERS)
    const kept = await everythingKept(app.store)
    expect(kept).toContain('My worker moved my visit')
    for (const told of ['age-band', 'ethnicity', '16-to-17', 'other-ethnic-group', 'yp-sex'])
      expect(kept).not.toContain(told)
    expect(app.logged.join('\n')).not.toMatch(/16-to-17|other-ethnic-group/)
  })

  test('once they are counted the answers are gone from the browser’s own draft too', async () => {
    const app = await givenApp()
    const browser = browserOf(app)
    const draft = async () => {
      const [row] = await app.store.db.select().from(drafts)
      const sealer = app.store.keys.derived('draft', browser.jar.get('way-coventry') ?? '')
      return sealer.open(row?.sealed ?? Buffer.of()).toString()
    }
    await send(browser, 'yp')
    await answerAll(browser, 'yp', ANSWERS.slice(0, 3))
    expect(await draft()).toContain('other-ethnic-group')
    await browser.post('/yp/more/5', { answer: 'yes' })
    expect(await draft()).not.toMatch(/16-to-17|other-ethnic-group|yp-disability/)
  })

  test('the file of the counts holds codes and numbers, and nothing of the case', async () => {
    const app = await givenApp()
    const browser = browserOf(app)
    await send(browser, 'yp')
    await answerAll(browser, 'yp', ANSWERS)
    const { folder, slug } = app.store
    const keys = openDataKeys(join(folder, 'keys.json'), slug, A_MASTER_KEY)
    const file = await openReader({
      kind: 'file',
      path: join(folder, 'equality.db'),
      key: keys.database,
    })
    const tables = await file.execute("select name from sqlite_master where type = 'table'")
    const { columns, rows } = await file.execute('select * from counts')
    const commits = await file.execute('select * from commits')
    file.close()
    expect(tables.rows.map(({ name }) => name).sort()).toEqual(['commits', 'counts'])
    expect(columns).toEqual(['year', 'route', 'question', 'answer', 'n'])
    expect(commits.columns).toEqual(['id', 'n'])
    const [row] = await app.store.db.select().from(cases)
    const [sent] = await app.store.db.select().from(submissions)
    const values = rows.flatMap((each) => Object.values(each)).map(String)
    for (const told of [row?.reference, row?.keyId, row?.codeHash, sent?.idempotencyKey])
      expect(values).not.toContain(told)
  })
})
