import { describe, expect, test } from 'vitest'
import { events } from '#api/store/tables.ts'
import type { AdvocateAnswer, AdvocateShare } from '#schema/vocabulary.ts'
import { A_YOUNG_PERSON, openDesk, pageOf } from '#tests/api/cases/desk.ts'
import { happened } from '#tests/rules/happened.ts'
import { bringInCoventry } from './coventry.ts'

const PAST_YEAR = 'from=2021-04-01&to=2022-03-31'
const MINUTES_A_DAY = 24 * 60

describe('the dashboard', () => {
  test('shows the year that has today in it, with what stands open and what children sent', async () => {
    const desk = await openDesk()
    await desk.submit({ facts: A_YOUNG_PERSON })
    const browser = await desk.signIn({ roles: ['manager'], services: ['family-time'] })
    const { dashboard } = pageOf(await browser.get('/officer/dashboard'), 'dashboard')
    expect(dashboard.period).toEqual({ from: '2026-04-01', to: '2027-03-31' })
    expect(dashboard.open).toEqual([{ category: 'statutory', late: 0, soon: 0, later: 1 }])
    expect(dashboard.advocacy).toMatchObject({ children: 1, withAdvocate: 0, share: 0 })
    expect(dashboard.tables['complaints-by-service']).toBeUndefined()
    expect(dashboard.tables['contacts-by-category']?.total?.cells[0]).toMatchObject({ text: '1' })
  })

  test('a promised day that passes unkept is a promise not kept, and a kept one is kept', async () => {
    const desk = await openDesk()
    await desk.submit({ facts: A_YOUNG_PERSON })
    const { reference } = await desk.submit({ facts: A_YOUNG_PERSON })
    const browser = await desk.signIn()
    const promises = async () =>
      pageOf(await browser.get('/officer/dashboard'), 'dashboard').dashboard.promises
    expect(await promises()).toEqual({ kept: 0, late: 0, share: null })
    // Opening it is what acknowledges a case.
    await browser.get(`/officer/cases/${reference}`)
    expect(await promises()).toMatchObject({ late: 0 })
    desk.minutesOn(30 * MINUTES_A_DAY)
    const later = await desk.signIn({ email: 'bea@council.example', name: 'Bea' })
    const { dashboard } = pageOf(await later.get('/officer/dashboard'), 'dashboard')
    expect(dashboard.promises.late).toBeGreaterThanOrEqual(1)
    expect(dashboard.open[0]).toMatchObject({ late: 2 })
  })

  test('what became of the offers of an advocate is counted, with the days to contact', async () => {
    const desk = await openDesk()
    const offered = (advocate: { answer: AdvocateAnswer; share?: AdvocateShare }) =>
      desk.submit({ facts: A_YOUNG_PERSON, answers: { advocate } })
    await offered({ answer: 'yes', share: 'contact' })
    await offered({ answer: 'yes', share: 'contact' })
    await offered({ answer: 'not-now' })
    await offered({ answer: 'have-one' })
    await desk.submit({ facts: A_YOUNG_PERSON })
    const contacted = happened('advocate-contacted', '2026-11-27', {}, 'advocate')
    await desk.store.write([desk.store.db.insert(events).values({ ...contacted, caseId: 1 })])
    const browser = await desk.signIn()
    const { dashboard } = pageOf(await browser.get('/officer/dashboard'), 'dashboard')
    const counted = { offered: 4, accepted: 2, declined: 1, hadOne: 1, contacted: 1 }
    expect(dashboard.advocacy).toMatchObject({ ...counted, daysToContact: 4 })
  })

  test('narrowed to a service it counts that service alone, and so do the figures it leads to', async () => {
    const desk = await openDesk()
    await bringInCoventry(desk.store)
    const browser = await desk.signIn()
    const of = async (more: string) =>
      pageOf(await browser.get(`/officer/dashboard?${PAST_YEAR}${more}`), 'dashboard').dashboard
    const whole = await of('')
    const byService = whole.tables['timeliness-by-service']?.rows ?? []
    const busiest = byService.toSorted(
      (a, b) => Number(b.cells[0]?.text) - Number(a.cells[0]?.text),
    )[0]
    if (busiest === undefined) throw new Error('no service has an answer')
    const own = await of(`&service=${encodeURIComponent(busiest.name)}`)
    const answered = own.tables['timeliness-by-service']?.total?.cells[0]
    expect(answered?.text).toBe(busiest.cells[0]?.text)
    expect(own.tables['timeliness-by-service']?.rows.map(({ name }) => name)).toEqual([
      busiest.name,
    ])
    const { behind } = pageOf(
      await browser.get(`/officer/report/cases?${answered?.query}`),
      'behind',
    )
    expect(behind.service).toBe(busiest.name)
    expect(behind.figure).toBe(answered?.text)
  })

  test('a reason counts once a case, and a year before that is not known is not compared', async () => {
    const desk = await openDesk()
    for (let n = 0; n < 3; n++) await desk.submit({ facts: A_YOUNG_PERSON })
    for (let caseId = 1; caseId <= 3; caseId++) {
      for (const point of [1, 2]) {
        const said = { part: 1, point, service: null, reason: 'Communication', subReason: null }
        const told = happened('point-set', '2026-11-23', said)
        await desk.store.write([desk.store.db.insert(events).values({ ...told, caseId })])
      }
    }
    const browser = await desk.signIn()
    const { dashboard } = pageOf(await browser.get('/officer/dashboard'), 'dashboard')
    expect(dashboard.themes).toMatchObject({
      isCompared: false,
      rows: [{ label: 'Communication', now: 3, isMoreThanChance: false }],
    })
  })

  test.each(['investigator', 'independent', 'duty', 'admin'] as const)(
    'a %s is answered as if there were none',
    async (role) => {
      const desk = await openDesk()
      const browser = await desk.signIn({ roles: [role] })
      expect((await browser.get('/officer/dashboard')).status).toBe(404)
    },
  )

  test('a service that is none is no page; a period that ends before it begins is a fault', async () => {
    const desk = await openDesk()
    const browser = await desk.signIn()
    expect((await browser.get('/officer/dashboard?service=Nobody')).status).toBe(404)
    const page = await browser.get('/officer/dashboard?from=2026-04-01&to=2025-03-31')
    expect(page.status).toBe(422)
  })
})
