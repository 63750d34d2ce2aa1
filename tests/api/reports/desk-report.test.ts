import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { importPastCases } from '#api/reports/import.ts'
import { loadContent } from '#content/index.ts'
import { reportLists } from '#schema/rules/report/lists.ts'
import { A_YOUNG_PERSON, openDesk, pageOf } from '#tests/api/cases/desk.ts'
import { profileOf } from '#tests/rules/authorities.ts'
import { NINE_ON_MONDAY, temporaryFolder } from '#tests/support/store.ts'

const YEAR = 'from=2026-04-01&to=2027-03-31'

const CASES =
  'case_ref,received_on,category,service,area,role,child_status,from_child,advocate,channel,closed_on,closed_as'

/** Last year two young people and nine adults wrote, and its report said so of the adults. */
async function bringInTwoYears({ store }: Awaited<ReturnType<typeof openDesk>>): Promise<void> {
  const path = temporaryFolder()
  const roles = [
    ...Array(2).fill('Child / young person'),
    ...Array(9).fill('Adult (parent / carer)'),
  ]
  const rows = roles.map((role, n) => `PAST-${n},2021-05-04,statutory,,,${role},,,,,,`)
  writeFileSync(join(path, 'cases.csv'), [CASES, ...rows].join('\n'))
  const printed = '2021-22,who-complained,Adult (parent / carer),count,9'
  writeFileSync(join(path, 'history.csv'), `period,table,label,column,value\n${printed}`)
  const profile = profileOf('coventry')
  const lists = reportLists(profile, loadContent().commonLists)
  const how = { mode: 'write', at: NINE_ON_MONDAY, actor: 'command', say: () => {} } as const
  expect(await importPastCases({ store, profile, lists, path, ...how })).toMatchObject({ ok: true })
}

describe('the yearly report at the desk', () => {
  test.each(['officer', 'manager', 'reviewer'] as const)(
    'a %s gets it in its forms, with live cases in it, and sees that its tables agree',
    async (role) => {
      const desk = await openDesk()
      await desk.submit({ facts: A_YOUNG_PERSON })
      const browser = await desk.signIn({ roles: [role] })
      const page = await browser.get(`/officer/report?${YEAR}`)
      expect(page.status).toBe(200)
      const { check } = pageOf(page, 'report').report
      expect(check?.disagree).toEqual([])
      // An officer saw how many pairs were alike, and not which.
      expect(check?.agree).toContainEqual({
        why: 'The total is the sum of its rows: Number',
        from: 'What came in, by category: 1',
        to: 'What came in, by category: 1',
      })
      expect(pageOf(page, 'report').report.hidden).toContainEqual({
        table: 'Who wrote',
        figure: 'Child / young person, Number',
        is: '1',
        shown: '*',
      })
      const csv = await browser.get(`/officer/report/officers.csv?${YEAR}`)
      expect(csv.status).toBe(200)
      expect(csv.text).toContain('who-complained,Child / young person,count,1\r\n')
      const shown = await browser.get(`/officer/report/public.csv?${YEAR}`)
      expect(shown.text).toContain('who-complained,Child / young person,count,*\r\n')
    },
  )

  test('what last year’s report hid is on the list where this year’s prints it again', async () => {
    const desk = await openDesk()
    await bringInTwoYears(desk)
    const browser = await desk.signIn({ roles: ['manager'] })
    const page = await browser.get('/officer/report?from=2022-04-01&to=2023-03-31')
    expect(pageOf(page, 'report').report.hidden).toContainEqual({
      table: 'Earlier years',
      figure: '2021-22, Who wrote: Adult (parent / carer), Number',
      is: '9',
      shown: '*',
    })
  })

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
