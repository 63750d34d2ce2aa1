import { describe, expect, test } from 'vitest'
import { personOf } from '#api/officers/council.ts'
import { findOfficer, listOfficers, removeOfficer } from '#api/officers/officers.ts'
import { readGroupRoles } from '#schema/authority/council-sign-in.ts'
import { A_YOUNG_PERSON, openBrowser, openDesk, pageOf } from '#tests/api/cases/desk.ts'
import { type Employee, startCouncilProvider } from '#tests/support/council-provider.ts'

const BACK = 'http://localhost:4321/officer/council/back'
const ROLES = 'officer=Complaints team; admin=Desk admins; oxfordshire/duty=Out of hours'

const SARAH: Employee = {
  sub: 'employee-17',
  email: 'Sarah.Jones@council.example',
  name: 'Sarah Jones',
  groups: ['Complaints team', 'Everybody'],
}

/** The desk beside a council's own sign-in. `roles: 'desk'`: groups give nothing. */
async function besideCouncil(given: { readonly roles?: 'desk' } = {}) {
  const provider = await startCouncilProvider(BACK)
  const roles = given.roles === 'desk' ? undefined : readGroupRoles(ROLES)
  const desk = await openDesk({ council: { ...provider.council, roles } })
  /** From the button on the page to wherever it leads. */
  const come = async (employee: Employee, browser = openBrowser(desk.app)) => {
    provider.employ(employee)
    const { status, location } = await browser.get('/officer/council')
    if (status !== 303 || location === null) throw new Error(`not sent away: ${status}`)
    const back = await provider.signIn(location, employee.sub)
    const answer = await browser.get(back.slice('http://localhost:4321'.length))
    return { browser, answer }
  }
  return { ...desk, come }
}

type Answer = Awaited<ReturnType<Awaited<ReturnType<typeof besideCouncil>>['come']>>['answer']

function expectNobody(answer: Answer): void {
  const { faults } = pageOf(answer, 'sign-in')
  expect([answer.status, faults]).toEqual([403, [{ field: 'council', code: 'nobody' }]])
}

describe('where groups give roles', () => {
  test('a new colleague comes in with the role of their group, by their council account alone', async () => {
    const desk = await besideCouncil()
    const { browser, answer } = await desk.come(SARAH)
    expect(answer).toMatchObject({ status: 303, location: '/officer' })
    expect((await browser.get('/officer')).status).toBe(200)
    expect(await findOfficer(desk.store, SARAH.email)).toMatchObject({
      name: 'Sarah Jones',
      roles: ['officer'],
    })
  })

  test('and is kept out of what was written about them before they came', async () => {
    const desk = await besideCouncil()
    const about_person = 'Sarah Jones'
    const { reference } = await desk.submit({ facts: A_YOUNG_PERSON, answers: { about_person } })
    const { browser } = await desk.come(SARAH)
    expect((await browser.get(`/officer/cases/${reference}`)).status).toBe(404)
  })

  test('another group later is another role', async () => {
    const desk = await besideCouncil()
    await desk.come(SARAH)
    await desk.come({ ...SARAH, groups: ['Desk admins', 'Complaints team'] })
    const sarah = await findOfficer(desk.store, SARAH.email)
    expect(sarah?.roles).toEqual(['officer', 'admin'])
  })

  test('whoever has no group of ours any more is off the desk at once, with every session', async () => {
    const desk = await besideCouncil()
    await desk.signIn({ email: 'ada@council.example', roles: ['admin'] })
    const { browser } = await desk.come(SARAH)
    const { answer } = await desk.come({ ...SARAH, groups: ['Everybody'] })
    expectNobody(answer)
    expect((await browser.get('/officer')).location).toBe('/officer/sign-in')
    expect(await findOfficer(desk.store, SARAH.email)).toBeUndefined()
  })

  test('a group of another authority opens nothing here', async () => {
    const desk = await besideCouncil()
    const { answer } = await desk.come({ ...SARAH, groups: ['Out of hours'] })
    expectNobody(answer)
    expect(await listOfficers(desk.store)).toEqual([])
  })

  test('whom an administrator took off the desk does not come back by themselves', async () => {
    const desk = await besideCouncil()
    await desk.come(SARAH)
    const sarah = await findOfficer(desk.store, SARAH.email)
    if (sarah === undefined) throw new Error('Sarah did not come')
    await removeOfficer(desk.store, sarah, desk.clock.now)
    expectNobody((await desk.come(SARAH)).answer)
    expectNobody((await desk.come({ ...SARAH, sub: 'employee-18' })).answer)
  })

  test('the last administrator stays one', async () => {
    const desk = await besideCouncil()
    await desk.come({ ...SARAH, groups: ['Desk admins'] })
    await desk.come(SARAH)
    const sarah = await findOfficer(desk.store, SARAH.email)
    expect(sarah?.roles).toEqual(['officer', 'admin'])
  })
})

describe('where the desk gives roles', () => {
  test('who is known by their address comes in as they are', async () => {
    const desk = await besideCouncil({ roles: 'desk' })
    await desk.signIn({ email: SARAH.email, name: 'Sarah', roles: ['reviewer'] })
    const { answer } = await desk.come(SARAH)
    expect(answer.location).toBe('/officer')
    const sarah = await findOfficer(desk.store, SARAH.email)
    expect(sarah).toMatchObject({ name: 'Sarah', roles: ['reviewer'] })
  })

  test('strangers get nothing', async () => {
    const desk = await besideCouncil({ roles: 'desk' })
    expectNobody((await desk.come(SARAH)).answer)
  })

  test('an address that was given to somebody else later does not make them the one before', async () => {
    const desk = await besideCouncil({ roles: 'desk' })
    await desk.signIn({ email: SARAH.email, roles: ['officer'] })
    await desk.come(SARAH)
    expectNobody((await desk.come({ ...SARAH, sub: 'employee-99' })).answer)
  })
})

describe('coming back', () => {
  test('with somebody else’s answer signs nobody in: the browser must be the one that left', async () => {
    const desk = await besideCouncil()
    const victim = openBrowser(desk.app)
    await victim.get('/officer/council')
    const provider = await startCouncilProvider(BACK)
    provider.employ(SARAH)
    const answer = await victim.get('/officer/council/back?code=abc&state=of-another-browser')
    expect(pageOf(answer, 'sign-in').faults).toEqual([{ field: 'council', code: 'refused' }])
    expect((await victim.get('/officer')).location).toBe('/officer/sign-in')
  })

  test('without having left leads to the page to sign in', async () => {
    const desk = await besideCouncil()
    const answer = await openBrowser(desk.app).get('/officer/council/back?code=abc&state=abc')
    expect(answer).toMatchObject({ status: 303, location: '/officer/sign-in' })
  })

  test('the ticket of the browser that leaves is sealed, and travels back from another site', async () => {
    const desk = await besideCouncil()
    const { headers } = await openBrowser(desk.app).get('/officer/council')
    const [line = ''] = headers.getSetCookie()
    expect(line).toMatch(/^__Host-desk-council-coventry=/)
    for (const attribute of ['HttpOnly', 'Secure', 'SameSite=Lax'])
      expect(line).toContain(attribute)
  })
})

test('a council that cannot be reached is said, and the link still works', async () => {
  const nowhere = { issuer: 'http://localhost:1', clientId: 'a', clientSecret: 'b' }
  const council = { ...nowhere, claim: 'groups', roles: undefined }
  const desk = await openDesk({ council })
  const answer = await openBrowser(desk.app).get('/officer/council')
  expect([answer.status, pageOf(answer, 'sign-in').faults]).toEqual([
    503,
    [{ field: 'council', code: 'not-reached' }],
  ])
  expect((await desk.signIn()).cookies.size).toBeGreaterThan(0)
})

test('without a council’s sign-in nothing is at its addresses', async () => {
  const desk = await openDesk()
  for (const path of ['/officer/council', '/officer/council/back?code=a&state=b'])
    expect((await openBrowser(desk.app).get(path)).location).toBe('/officer/sign-in')
})

test.each([
  ['an address that is not checked', { sub: 'a', email: 'a@b.example', email_verified: false }],
  ['no address', { sub: 'a' }],
  ['no number', { email: 'a@b.example' }],
])('whoever comes with %s is nobody', (_, said) => {
  expect(personOf(said, { claim: 'groups', roles: undefined }, 'coventry')).toBe('refused')
})

test.each([
  ['officer=Complaints team', [{ role: 'officer', group: 'Complaints team' }]],
  [
    ' coventry/admin = x=y ; duty=Out of hours;',
    [
      { role: 'admin', group: 'x=y', authority: 'coventry' },
      { role: 'duty', group: 'Out of hours' },
    ],
  ],
  ['boss=Everybody', undefined],
  ['officer', undefined],
])('%s is read as groups and roles', (text, read) => {
  expect(readGroupRoles(text)).toEqual(read)
})
