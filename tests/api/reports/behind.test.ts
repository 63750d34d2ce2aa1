import { describe, expect, test } from 'vitest'
import { instantOf } from '#schema/dates.ts'
import { A_YOUNG_PERSON, openDesk, pageOf } from '#tests/api/cases/desk.ts'
import { bringInCoventry } from './coventry.ts'

const YEAR = 'from=2026-04-01&to=2027-03-31'
const PAST_YEAR = 'from=2021-04-01&to=2022-03-31'
const CHILDREN = 'table=who-complained&label=Child%20%2F%20young%20person&column=count'

describe('the cases behind a figure', () => {
  test('an officer follows a figure to its case', async () => {
    const desk = await openDesk()
    const { reference } = await desk.submit({ facts: A_YOUNG_PERSON })
    const browser = await desk.signIn()
    const { figures } = pageOf(await browser.get(`/officer/report/figures?${YEAR}`), 'figures')
    const writers = figures.tables.find(({ id }) => id === 'who-complained')
    const row = writers?.rows.find(({ name }) => name === 'Child / young person')
    const query = row?.cells.find(({ text }) => text === '1')?.query
    const { behind } = pageOf(await browser.get(`/officer/report/cases?${query}`), 'behind')
    expect(behind).toMatchObject({ figure: '1', next: null })
    expect(behind.rows).toMatchObject([{ ref: reference, opens: reference, n: 1 }])
  })

  test('whoever is kept out of a case sees the figure as if it were not there, and a colleague counts it', async () => {
    const desk = await openDesk()
    const seen = await desk.submit({ facts: A_YOUNG_PERSON })
    const hidden = await desk.submit({ facts: A_YOUNG_PERSON })
    const browser = await desk.signIn()
    const colleague = await desk.signIn({ email: 'bo@council.example', name: 'Bo' })
    await desk.keepOut(browser.officer, hidden.reference)
    const page = await browser.get(`/officer/report/cases?${YEAR}&${CHILDREN}`)
    const { behind } = pageOf(page, 'behind')
    expect(behind.figure).toBe('1')
    const other = await colleague.get(`/officer/report/cases?${YEAR}&${CHILDREN}`)
    expect(pageOf(other, 'behind').behind.figure).toBe('2')
    expect(behind.rows.map(({ ref }) => ref)).toEqual([seen.reference])
    expect(page.text).not.toContain(hidden.reference)
  })

  test('a case that nobody may open is counted in the report of a year that is over, and not before', async () => {
    const desk = await openDesk()
    const browser = await desk.signIn()
    const file = `/officer/report/officers.csv?${YEAR}`
    const withNone = (await browser.get(file)).text
    const hidden = await desk.submit({ facts: A_YOUNG_PERSON })
    expect((await browser.get(file)).text).not.toBe(withNone)
    await desk.keepOut(browser.officer, hidden.reference)
    expect((await browser.get(`/officer/report/cases?${YEAR}&${CHILDREN}`)).status).toBe(404)
    expect((await browser.get(file)).text).toBe(withNone)
    desk.clock.now = instantOf(new Date('2027-04-01T09:00:00Z'))
    await desk.signInAgain(browser)
    expect((await browser.get(file)).text).not.toBe(withNone)
  })

  test('a manager sees those of their services, a reviewer none', async () => {
    const desk = await openDesk()
    const { reference } = await desk.submit({ facts: A_YOUNG_PERSON })
    await desk.submit({ facts: { ...A_YOUNG_PERSON, service: 'leaving-care' } })
    const who = { email: 'max@council.example', name: 'Max' }
    const manager = await desk.signIn({ ...who, roles: ['manager'], services: ['family-time'] })
    const reviewer = await desk.signIn({ roles: ['reviewer'] })
    const listed = async (browser: typeof manager) =>
      pageOf(await browser.get(`/officer/report/cases?${YEAR}&${CHILDREN}`), 'behind').behind
    expect(await listed(manager)).toMatchObject({ figure: '2', rows: [{ ref: reference }] })
    expect(await listed(reviewer)).toMatchObject({ figure: '2', rows: [] })
  })

  test('past cases are listed a hundred at a time, each once, and none of them opens', async () => {
    const desk = await openDesk()
    await bringInCoventry(desk.store)
    const browser = await desk.signIn()
    const asked = `/officer/report/cases?${PAST_YEAR}&table=contacts-by-category&label=total&column=count`
    const refs: string[] = []
    let figure = ''
    for (let after: string | null = ''; after !== null; ) {
      const shown = await browser.get(`${asked}&after=${encodeURIComponent(after)}`)
      const { behind } = pageOf(shown, 'behind')
      expect(behind.rows.every(({ opens }) => opens === null)).toBe(true)
      refs.push(...behind.rows.map(({ ref }) => ref))
      figure = behind.figure
      after = behind.next
    }
    expect(refs.length).toBeGreaterThan(100)
    expect(new Set(refs).size).toBe(refs.length)
    expect(String(refs.length)).toBe(figure)
  })

  test('a figure that counts nothing, like a table that is none, is answered as if there were no page', async () => {
    const desk = await openDesk()
    await desk.submit({ facts: A_YOUNG_PERSON })
    const browser = await desk.signIn()
    for (const asked of [
      'table=who-complained&label=Nobody&column=count',
      'table=secrets&label=total&column=count',
      'table=who-complained&label=total&column=words',
    ]) {
      expect((await browser.get(`/officer/report/cases?${YEAR}&${asked}`)).status).toBe(404)
    }
    const admin = await desk.signIn({ email: 'x@council.example', name: 'X', roles: ['admin'] })
    for (const page of ['figures', 'cases']) {
      expect((await admin.get(`/officer/report/${page}?${YEAR}&${CHILDREN}`)).status).toBe(404)
    }
  })
})
