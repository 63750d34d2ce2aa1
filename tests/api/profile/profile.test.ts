import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { valuesFor } from '#api/intake/values.ts'
import { openMail } from '#api/mail/outbox.ts'
import type { Store } from '#api/store/store.ts'
import { deskActs, outbox } from '#api/store/tables.ts'
import { loadContent } from '#content/index.ts'
import { instant } from '#schema/dates.ts'
import { englandAndWales } from '#schema/rules/days/bank-holidays.ts'
import { urgentBy } from '#schema/rules/safety/urgent.ts'
import { done, faultsOf, formOf, type Officer } from '#tests/api/cases/acting.ts'
import { A_YOUNG_PERSON, openDesk, pageOf, SOMEONE_IN_DANGER } from '#tests/api/cases/desk.ts'

const ADMIN = { email: 'root@council.example', name: 'Ro', roles: ['admin' as const] }
const calendar = englandAndWales(loadContent('content').bankHolidays)

async function profilePage(admin: Officer) {
  return pageOf(await admin.get('/officer/profile'), 'profile')
}

/** The form as it stands, with these changes, sent. */
async function save(admin: Officer, changes: Readonly<Record<string, string>>) {
  const { typed, profile } = await profilePage(admin)
  return admin.post('/officer/profile', { ...typed, version: String(profile.version), ...changes })
}

function profileOf(desk: Awaited<ReturnType<typeof openDesk>>) {
  const served = desk.app.authorities.of('coventry')
  if (served === undefined) throw new Error('it is not served')
  return served.profile
}

async function addressesOf(store: Store, kind: string): Promise<readonly string[]> {
  const rows = await store.db.select().from(outbox).where(eq(outbox.kind, kind))
  return rows.map(({ sealed }) => openMail(store, sealed).to)
}

describe('the details of an authority', () => {
  test('that an administrator saves hold at once, for what people read and for where mail goes', async () => {
    const desk = await openDesk()
    const admin = await desk.signIn(ADMIN)
    const saved = await save(admin, {
      'contact-phone': '0808 157 0999',
      'urgent-inbox': 'new-duty@coventry.example.org',
      exampleDetails: '',
    })
    expect(saved.location).toBe('/officer/profile?did=profile-saved')
    expect(profileOf(desk)).toMatchObject({ exampleDetails: false })
    expect(valuesFor(profileOf(desk), desk.clock.now, calendar, 'en').phone).toBe('0808 157 0999')
    await desk.submit({ facts: SOMEONE_IN_DANGER })
    expect(await addressesOf(desk.store, 'urgent')).toContain('new-duty@coventry.example.org')
  })

  test('are kept saving by saving, and an earlier one can hold again', async () => {
    const desk = await openDesk()
    const admin = await desk.signIn(ADMIN)
    await save(admin, { 'contact-phone': '0808 157 0001' })
    await save(admin, { 'contact-phone': '0808 157 0002' })
    const { profile } = await profilePage(admin)
    expect(profile.versions.map(({ by, details }) => [by, details.contact.phone])).toEqual([
      ['Ro', '0808 157 0002'],
      ['Ro', '0808 157 0001'],
    ])
    await admin.post('/officer/profile/again', { version: String(profile.versions[1]?.id) })
    expect(profileOf(desk).contact.phone).toBe('0808 157 0001')
    expect((await profilePage(admin)).profile.versions).toHaveLength(3)
  })

  test('that somebody else saved meanwhile are not written over', async () => {
    const desk = await openDesk()
    const admin = await desk.signIn(ADMIN)
    const { typed } = await profilePage(admin)
    await save(admin, { 'contact-phone': '0808 157 0001' })
    const late = await admin.post('/officer/profile', { ...typed, version: '0' })
    expect(late.status).toBe(409)
    expect(faultsOf(late)).toEqual(['seq-out-of-date'])
    expect(profileOf(desk).contact.phone).toBe('0808 157 0001')
  })

  test.each([
    ['contact-phone', '', 'contact-phone-missing'],
    ['inboxes-concern', 'nobody', 'inboxes-concern-wrong-form'],
    ['urgent-dutyFrom', '9', 'urgent-dutyFrom-wrong-form'],
    ['urgent-dutyTo', '08:00', 'urgent-dutyTo-wrong-form'],
    ['urgent-withinMinutes', 'soon', 'urgent-withinMinutes-wrong-form'],
    ['closures-0-from', '2026-12-24', 'closures-0-until-missing'],
  ])('are not saved with %s as "%s", and nothing typed is lost', async (field, value, fault) => {
    const desk = await openDesk()
    const admin = await desk.signIn(ADMIN)
    const answer = await save(admin, { [field]: value })
    expect(answer.status).toBe(422)
    expect(faultsOf(answer)).toContain(fault)
    expect(pageOf(answer, 'profile').typed[field]).toEqual([value])
    expect((await profilePage(admin)).profile.versions).toEqual([])
  })

  test('can have a new team, and other topics for one that is there', async () => {
    const desk = await openDesk()
    const admin = await desk.signIn(ADMIN)
    await save(admin, {
      'topics-team-west': 'send',
      'team-label': 'Team North',
      'team-group': 'Complaints by team',
      'team-topics': 'family-time',
    })
    const teams = profileOf(desk).services
    expect(teams.find(({ code }) => code === 'team-west')?.topics).toEqual(['send'])
    expect(teams.at(-1)).toMatchObject({ label: 'Team North', topics: ['family-time'] })
  })

  test('keep a team that is renamed: what was kept of it goes by the newest name', async () => {
    const desk = await openDesk()
    const { reference } = await desk.submit({ facts: A_YOUNG_PERSON })
    const admin = await desk.signIn(ADMIN)
    const ada = await desk.signIn()
    const action = {
      for: 'learning',
      text: 'Ring first.',
      service: 'team-west',
      theme: 'Communication',
    }
    await done(ada, reference, 'agree-action', { ...action, dueOn: '2026-12-14' })
    await save(admin, { 'label-team-west': 'Team North West' })
    const learning = pageOf(
      await ada.get('/officer/learning?service=Team+West'),
      'learning',
    ).learning
    expect(learning.actions).toMatchObject([{ service: 'Team North West', what: 'Ring first.' }])
  })

  test('keep somebody out who is of a team, by each name that it has or had', async () => {
    const desk = await openDesk()
    const admin = await desk.signIn(ADMIN)
    const bo = await desk.signIn({ email: 'bo@council.example', name: 'Bo', team: 'Team West' })
    await save(admin, { 'label-team-west': 'Team North Riding' })
    for (const about_person of ['Team North Riding', 'Team West']) {
      const { reference } = await desk.submit({ facts: A_YOUNG_PERSON, answers: { about_person } })
      expect((await bo.get(`/officer/cases/${reference}`)).status).toBe(404)
    }
  })

  test('offer a team that is closed no more, and never give its name or code to another', async () => {
    const desk = await openDesk()
    const { reference } = await desk.submit({ facts: A_YOUNG_PERSON })
    const admin = await desk.signIn(ADMIN)
    const ada = await desk.signIn()
    await save(admin, { 'label-team-west': 'Team North West', 'closed-team-east': 'yes' })
    const { form } = await formOf(ada, reference, 'add-point')
    const offered = form.fields.find(({ name }) => name === 'service')?.options ?? []
    expect(offered.map(({ value }) => value)).toContain('team-west')
    expect(offered.map(({ value }) => value)).not.toContain('team-east')
    for (const field of ['team-label', 'label-team-south']) {
      for (const name of ['Team West', 'team north-west', 'Team East']) {
        const answer = await save(admin, { [field]: name })
        expect(faultsOf(answer)).toEqual([`${field}-taken`])
      }
    }
    await save(admin, { 'label-team-west': 'Team West', 'closed-team-east': '' })
    expect(profileOf(desk).services.find(({ code }) => code === 'team-west')).toMatchObject({
      label: 'Team West',
      former: ['Team North West'],
    })
    expect(profileOf(desk).services.every(({ closedOn }) => closedOn === null)).toBe(true)
  })

  test('that are used again close a team that is newer than they are, and lose none', async () => {
    const desk = await openDesk()
    const admin = await desk.signIn(ADMIN)
    await save(admin, { 'contact-phone': '0808 157 0001' })
    await save(admin, { 'team-label': 'Team North', 'team-group': 'Complaints by team' })
    const [, first] = (await profilePage(admin)).profile.versions
    await admin.post('/officer/profile/again', { version: String(first?.id) })
    expect(profileOf(desk).services.at(-1)).toMatchObject({
      code: 'team-north',
      closedOn: '2026-11-23',
    })
    const told = await desk.store.db
      .select()
      .from(deskActs)
      .where(eq(deskActs.kind, 'details-changed'))
    expect(told.map(({ data }) => data)).toMatchObject([
      {},
      { added: 'team-north' },
      { closed: 'team-north' },
    ])
  })

  test('are nothing for whoever is no administrator', async () => {
    const desk = await openDesk()
    const ada = await desk.signIn()
    expect((await ada.get('/officer/profile')).status).toBe(404)
    expect((await ada.post('/officer/profile', {})).status).toBe(404)
  })
})

describe('a closure', () => {
  const CLOSED = {
    'closures-0-from': '2026-12-23',
    'closures-0-until': '2027-01-03',
    'closures-0-words': 'closed from 23 December to 3 January',
  }

  test('stands behind the hours two weeks ahead, until it is over', async () => {
    const desk = await openDesk()
    await save(await desk.signIn(ADMIN), CLOSED)
    const hoursOn = (at: string) => valuesFor(profileOf(desk), instant(at), calendar, 'en').hours
    const hours = 'Monday to Friday, 9am to 5pm'
    expect(hoursOn('2026-12-08T09:00:00.000Z')).toBe(hours)
    expect(hoursOn('2026-12-09T09:00:00.000Z')).toBe(`${hours}, ${CLOSED['closures-0-words']}`)
    expect(hoursOn('2027-01-04T09:00:00.000Z')).toBe(hours)
  })

  test('is no time of duty: whoever may not be safe is reached when it is over, or by the night team', async () => {
    const desk = await openDesk()
    await save(await desk.signIn(ADMIN), CLOSED)
    const by = urgentBy(instant('2026-12-23T10:00:00.000Z'), profileOf(desk), calendar)
    expect(by).toMatchObject({ on: '2027-01-04', time: '11:00', outOfHours: true })
  })
})
