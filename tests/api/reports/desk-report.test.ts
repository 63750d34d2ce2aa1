import { describe, expect, test } from 'vitest'
import { A_YOUNG_PERSON, openDesk, pageOf } from '#tests/api/cases/desk.ts'

const YEAR = 'from=2026-04-01&to=2027-03-31'

describe('the yearly report at the desk', () => {
  test.each(['officer', 'manager', 'reviewer'] as const)(
    'a %s gets it in its forms, with live cases in it, and sees that its tables agree',
    async (role) => {
      const desk = await openDesk()
      await desk.submit({ facts: A_YOUNG_PERSON })
      const browser = await desk.signIn({ roles: [role] })
      const page = await browser.get(`/officer/report?${YEAR}`)
      expect(page.status).toBe(200)
      expect(pageOf(page, 'report').report).toMatchObject({ check: { disagree: [] } })
      expect(pageOf(page, 'report').report.hidden).toContainEqual({
        table: 'who-complained',
        label: 'Child / young person',
        column: 'count',
        is: 1,
        shown: '<5',
      })
      const csv = await browser.get(`/officer/report/officers.csv?${YEAR}`)
      expect(csv.status).toBe(200)
      expect(csv.text).toContain('who-complained,Child / young person,count,1\r\n')
      const shown = await browser.get(`/officer/report/public.csv?${YEAR}`)
      expect(shown.text).toContain('who-complained,Child / young person,count,<5\r\n')
    },
  )

  test.each(['investigator', 'independent', 'duty', 'admin'] as const)(
    'a %s is answered as if there were none',
    async (role) => {
      const desk = await openDesk()
      const browser = await desk.signIn({ roles: [role] })
      for (const path of ['/officer/report', `/officer/report/officers.csv?${YEAR}`]) {
        expect((await browser.get(path)).status).toBe(404)
      }
    },
  )

  test('a period that ends before it begins is a fault, and what was typed stays', async () => {
    const desk = await openDesk()
    const browser = await desk.signIn()
    const page = await browser.get('/officer/report?from=2026-04-01&to=2025-03-31')
    expect(page.status).toBe(422)
  })
})
