import { expect, test } from 'vitest'
import { reportTexts } from '#api/store/tables.ts'
import { A_YOUNG_PERSON, openDesk, pageOf } from '#tests/api/cases/desk.ts'

const YEAR = 'from=2026-04-01&to=2027-03-31'
const COMPLIMENTS = `/officer/report/texts/compliments?${YEAR}`

test('what an officer writes stands in the report of its period, with figures that move', async () => {
  const desk = await openDesk()
  await desk.submit({ facts: A_YOUNG_PERSON })
  const browser = await desk.signIn()
  const text =
    'We listened.\r\n\r\nOf {{contacts-by-category.total.count}} contacts, all were read.'
  const saved = await browser.post(COMPLIMENTS, { sectionText: text, seen: '0' })
  expect(saved).toMatchObject({ status: 303 })
  const reads = async () => pageOf(await browser.get(COMPLIMENTS), 'text').text.reads
  expect(await reads()).toEqual(['We listened.', 'Of 1 contacts, all were read.'])
  await desk.submit({ facts: A_YOUNG_PERSON })
  expect(await reads()).toEqual(['We listened.', 'Of 2 contacts, all were read.'])
  const html = await browser.get(`/officer/report/officers.html?${YEAR}`)
  expect(html.text).toContain('<p>Of 2 contacts, all were read.</p>')
  const other = await browser.get('/officer/report/officers.html?from=2025-04-01&to=2026-03-31')
  expect(other.text).not.toContain('We listened.')
})

test('every version is kept, with who wrote it and when; the words lie sealed', async () => {
  const desk = await openDesk()
  const browser = await desk.signIn()
  await browser.post(COMPLIMENTS, { sectionText: 'First words.', seen: '0' })
  const { text } = pageOf(await browser.get(COMPLIMENTS), 'text')
  await browser.post(COMPLIMENTS, { sectionText: 'Second words.', seen: String(text.seen) })
  const { versions } = pageOf(await browser.get(COMPLIMENTS), 'text').text
  expect(versions).toMatchObject([
    { text: 'Second words.', by: 'Ada', at: desk.clock.now },
    { text: 'First words.', by: 'Ada' },
  ])
  const rows = await desk.store.db.select().from(reportTexts)
  expect(rows.map(({ sealed }) => sealed.includes('words'))).toEqual([false, false])
  const { texts } = pageOf(await browser.get(`/officer/report/texts?${YEAR}`), 'texts')
  const section = texts.sections.find(({ id }) => id === 'compliments')
  expect(section?.written).toMatchObject({ by: 'Ada' })
})

test('a text over one that its officer has not seen is not saved, and what was typed stays', async () => {
  const desk = await openDesk()
  const ada = await desk.signIn()
  const bea = await desk.signIn({ email: 'bea@council.example', name: 'Bea' })
  await ada.post(COMPLIMENTS, { sectionText: 'Ada’s words.', seen: '0' })
  const late = await bea.post(COMPLIMENTS, { sectionText: 'Bea’s words.', seen: '0' })
  expect(late.status).toBe(409)
  const page = pageOf(late, 'text')
  expect(page.faults).toEqual([{ field: 'sectionText', code: 'out-of-date' }])
  expect(page.typed).toEqual({ sectionText: ['Bea’s words.'] })
  expect(page.text.reads).toEqual(['Ada’s words.'])
})

test.each([
  ['braces that name no figure', 'In all {{everything}}.', 'no-figure'],
  ['too much', 'a'.repeat(10_001), 'too-long'],
])('%s is a fault', async (_, text, code) => {
  const desk = await openDesk()
  const browser = await desk.signIn()
  const page = await browser.post(COMPLIMENTS, { sectionText: text, seen: '0' })
  expect(page.status).toBe(422)
  expect(pageOf(page, 'text').faults).toEqual([{ field: 'sectionText', code }])
})

test.each(['reviewer', 'admin', 'investigator'] as const)(
  'a %s is answered as if there were no texts',
  async (role) => {
    const desk = await openDesk()
    const browser = await desk.signIn({ roles: [role] })
    expect((await browser.get(`/officer/report/texts?${YEAR}`)).status).toBe(404)
    expect((await browser.post(COMPLIMENTS, { sectionText: 'Words.', seen: '0' })).status).toBe(404)
  },
)
