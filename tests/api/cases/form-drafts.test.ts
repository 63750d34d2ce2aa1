import { describe, expect, test } from 'vitest'
import { removeOfficer } from '#api/officers/officers.ts'
import { deskDrafts, formDrafts } from '#api/store/tables.ts'
import { can, caseOf, type Officer } from './acting.ts'
import { A_YOUNG_PERSON, openDesk, pageOf } from './desk.ts'

const WORDS = 'We have looked at your visit.'
/** As the script of each window names it. */
const ONE_WINDOW = 'a'.repeat(32)
const ANOTHER = 'b'.repeat(32)

async function given() {
  const desk = await openDesk()
  const { reference } = await desk.submit({ facts: A_YOUNG_PERSON })
  const ada = await desk.signIn()
  const { view } = await caseOf(ada, reference)
  return { desk, ada, reference, seq: String(view.seq) }
}

async function formOf(officer: Officer, path: string) {
  const { typed, draftAt, form } = pageOf(await officer.get(path), 'act')
  return { text: typed?.text?.[0], draftAt, since: form.since.length }
}

describe('a form that was begun', () => {
  test('is there again for its officer, sealed, and for nobody else', async () => {
    const { desk, ada, reference, seq } = await given()
    const path = `/officer/cases/${reference}/acts/message`
    const kept = await ada.post(path, { text: WORDS, seq, draft: 'keep' })
    expect(kept).toMatchObject({ status: 303, location: path })
    expect(await formOf(ada, path)).toMatchObject({ text: WORDS, draftAt: desk.clock.now })
    const [row] = await desk.store.db.select().from(formDrafts)
    expect(row?.sealed.includes('visit')).toBe(false)
    const bo = await desk.signIn({ email: 'bo@council.example', name: 'Bo' })
    expect((await formOf(bo, path)).draftAt).toBeUndefined()
  })

  test('changes nothing in the case, and is gone once it was sent', async () => {
    const { ada, reference, seq } = await given()
    const path = `/officer/cases/${reference}/acts/message`
    await ada.post(path, { text: WORDS, seq, draft: 'keep' })
    expect(String((await caseOf(ada, reference)).view.seq)).toBe(seq)
    await can(ada, reference, 'message', { text: WORDS })
    expect((await formOf(ada, path)).draftAt).toBeUndefined()
  })

  test('shows what happened to the case meanwhile', async () => {
    const { desk, ada, reference, seq } = await given()
    const path = `/officer/cases/${reference}/acts/message`
    await ada.post(path, { text: WORDS, seq, draft: 'keep' })
    const bo = await desk.signIn({ email: 'bo@council.example', name: 'Bo' })
    await can(bo, reference, 'message', { text: 'Another letter.' })
    expect((await formOf(ada, path)).since).toBeGreaterThan(0)
  })

  test('can be thrown away, a note too', async () => {
    const { ada, reference, seq } = await given()
    const path = `/officer/cases/${reference}/note`
    await ada.post(path, { text: 'Ring on Monday.', seq, draft: 'keep' })
    const begun = pageOf(await ada.get(path), 'note')
    expect(begun.typed?.text).toEqual(['Ring on Monday.'])
    await ada.post(path, { text: 'Ring on Monday.', seq, draft: 'drop' })
    expect(pageOf(await ada.get(path), 'note').draftAt).toBeUndefined()
  })

  test('does not come back when what was still on its way arrives after it was sent', async () => {
    const { ada, reference, seq } = await given()
    const path = `/officer/cases/${reference}/acts/message`
    const formKey = ONE_WINDOW
    const late = { text: WORDS, seq, formKey, draft: 'keep' }
    expect(await ada.post(path, { text: WORDS, seq, formKey })).toMatchObject({ status: 303 })
    await ada.post(path, late)
    expect((await formOf(ada, path)).draftAt).toBeUndefined()
    await ada.post(path, { ...late, formKey: ANOTHER })
    expect((await formOf(ada, path)).text).toBe(WORDS)
  })

  test('in a second window loses nothing of what is kept in the first, and says so', async () => {
    const { ada, reference, seq } = await given()
    const path = `/officer/cases/${reference}/acts/message`
    const first = { text: WORDS, seq, formKey: ONE_WINDOW, begun: '', draft: 'keep' }
    expect((await ada.post(path, first)).status).toBe(303)
    const second = { ...first, text: 'Something else.', formKey: ANOTHER }
    expect((await ada.post(path, second)).status).toBe(409)
    expect((await formOf(ada, path)).text).toBe(WORDS)
    expect((await ada.post(path, { ...first, text: 'More.' })).status).toBe(303)
    const opened = { ...second, begun: (await formOf(ada, path)).draftAt ?? '' }
    expect((await ada.post(path, opened)).status).toBe(303)
    expect((await formOf(ada, path)).text).toBe('Something else.')
  })

  test('and sent in one window is still kept in the other', async () => {
    const { ada, reference, seq } = await given()
    const path = `/officer/cases/${reference}/acts/message`
    await ada.post(path, { text: WORDS, seq, formKey: ONE_WINDOW })
    const other = { text: 'An hour’s work.', seq, formKey: ANOTHER, begun: '', draft: 'keep' }
    expect((await ada.post(path, other)).status).toBe(303)
    expect((await formOf(ada, path)).text).toBe('An hour’s work.')
  })

  test('of a decision on the route is there again, and is gone once it was decided', async () => {
    const { ada, reference, seq } = await given()
    const path = `/officer/cases/${reference}`
    const formKey = ONE_WINDOW
    const begun = { act: 'refuse', part: '1', text: WORDS, seq, formKey }
    const kept = await ada.post(path, { ...begun, draft: 'keep' })
    expect(kept.location).toBe(`${path}#decide`)
    const again = await caseOf(ada, reference)
    expect(again).toMatchObject({ typed: { act: ['refuse'], text: [WORDS] } })
    expect(again.draftAt).toBeDefined()
    const decided = await ada.post(path, { act: 'confirm', part: '1', seq, formKey })
    expect(decided.status).toBe(303)
    await ada.post(path, { ...begun, draft: 'keep' })
    expect((await caseOf(ada, reference)).draftAt).toBeUndefined()
  })

  test('of links is there again, each form for itself, and is gone once it was sent', async () => {
    const { desk, ada, reference, seq } = await given()
    const other = await desk.submit({ facts: A_YOUNG_PERSON })
    const path = `/officer/cases/${reference}/links`
    const shown = async (query = '') => pageOf(await ada.get(`${path}${query}`), 'links')
    await ada.post(path, { other: other.reference, draft: 'keep' })
    await ada.post(`${path}/join`, { into: other.reference, text: WORDS, seq, draft: 'keep' })
    const again = await shown()
    expect(again.typed).toMatchObject({ other: [other.reference], text: [WORDS] })
    expect(again.together.join?.reference).toBe(other.reference)
    const formKey = ONE_WINDOW
    const link = { other: other.reference, belongs: 'sibling', formKey }
    expect(await ada.post(path, link)).toMatchObject({ status: 303 })
    await ada.post(path, { ...link, draft: 'keep' })
    const { drafts } = (await shown()).together
    expect(drafts.link.draftAt).toBeUndefined()
    expect(drafts.join.draftAt).toBeDefined()
  })

  test('of a copy keeps what was marked to be left out until the copy is made', async () => {
    const { ada, reference } = await given()
    const path = `/officer/cases/${reference}/copy`
    const begun = { for: 'person', passages: 'Sarah Jones', leave: ['event-1'], begun: '' }
    expect(await ada.post(path, { ...begun, draft: 'keep' })).toMatchObject({ location: path })
    const again = pageOf(await ada.get(path), 'copy')
    expect(again.typed).toMatchObject({ passages: ['Sarah Jones'], leave: ['event-1'] })
    expect(again.draftAt).toBeDefined()
    const made = { for: 'person', passages: 'Sarah Jones', whyLeftOut: 'Another child.' }
    expect((await ada.post(path, { ...made, begun: '', make: 'html' })).status).toBe(200)
    expect(pageOf(await ada.get(path), 'copy').draftAt).toBeUndefined()
  })

  test('of a case that an officer may not see is kept nowhere', async () => {
    const { desk, reference, seq } = await given()
    const bo = await desk.signIn({ email: 'bo@council.example', name: 'Bo' })
    await desk.keepOut(bo.officer, reference)
    const path = `/officer/cases/${reference}/acts/message`
    expect((await bo.post(path, { text: WORDS, seq, draft: 'keep' })).status).toBe(404)
    expect(await desk.store.db.select().from(formDrafts)).toEqual([])
  })
})

describe('a contact that was begun', () => {
  const CALL = { channel: 'telephone', who: 'parent', story: 'Nobody rang us back.' }

  test('is there again for its officer, sealed, and is gone once it is a case', async () => {
    const { desk, ada } = await given()
    const { key } = pageOf(await ada.get('/officer/new'), 'new')
    const call = { ...CALL, receivedOn: '2026-11-23', idempotencyKey: key }
    expect((await ada.post('/officer/new', { ...call, draft: 'keep' })).location).toBe(
      '/officer/new',
    )
    const again = pageOf(await ada.get('/officer/new'), 'new')
    expect(again).toMatchObject({ key, typed: { story: [CALL.story] } })
    const [row] = await desk.store.db.select().from(deskDrafts)
    expect(row?.sealed.includes('rang')).toBe(false)
    const bo = await desk.signIn({ email: 'bo@council.example', name: 'Bo' })
    expect(pageOf(await bo.get('/officer/new'), 'new').draftAt).toBeUndefined()
    pageOf(await ada.post('/officer/new', call), 'entered')
    await ada.post('/officer/new', { ...call, draft: 'keep' })
    const next = pageOf(await ada.get('/officer/new'), 'new')
    expect(next.draftAt).toBeUndefined()
    expect(next.key).not.toBe(key)
  })

  test('can be thrown away, and goes with an officer who leaves', async () => {
    const { desk, ada } = await given()
    const { key } = pageOf(await ada.get('/officer/new/thanks'), 'new')
    const thanks = { story: 'Thank you, Sam.', idempotencyKey: key }
    await ada.post('/officer/new/thanks', { ...thanks, draft: 'keep' })
    await ada.post('/officer/new/thanks', { ...thanks, draft: 'drop' })
    expect(await desk.store.db.select().from(deskDrafts)).toEqual([])
    await ada.post('/officer/new/thanks', { ...thanks, draft: 'keep' })
    await removeOfficer(desk.store, ada.officer, desk.clock.now)
    expect(await desk.store.db.select().from(deskDrafts)).toEqual([])
  })
})

describe('a form outside cases that was begun', () => {
  const NEW = { email: 'cy@council.example', name: 'Cy Vale', roles: ['officer', 'duty'] }
  const AT = '/officer/drafts?form=/officer/people'

  async function givenAdmin() {
    const desk = await openDesk()
    return { desk, root: await desk.signIn({ roles: ['admin', 'officer'] }) }
  }

  test('is there again for its officer, sealed, and is gone once it was sent', async () => {
    const { desk, root } = await givenAdmin()
    const kept = await root.post(AT, { ...NEW, begun: '', draft: 'keep' })
    expect(kept).toMatchObject({ status: 303, location: '/officer/people' })
    const again = pageOf(await root.get('/officer/people'), 'people')
    expect(again.typed).toMatchObject({ name: ['Cy Vale'], roles: ['officer', 'duty'] })
    expect(again.draft).toEqual({ form: '/officer/people', at: desk.clock.now })
    const [row] = await desk.store.db.select().from(deskDrafts)
    expect(row?.sealed.includes('Vale')).toBe(false)
    await root.post('/officer/people', { ...NEW, begun: desk.clock.now })
    expect(pageOf(await root.get('/officer/people'), 'people').draft?.at).toBeUndefined()
  })

  test('stays while a press elsewhere on its page is no sending of it', async () => {
    const { desk, root } = await givenAdmin()
    const told = { kind: 'change', year: '2026-27', said: 'Slow.', did: 'Fast.' }
    await root.post('/officer/drafts?form=/officer/told', { ...told, begun: '', draft: 'keep' })
    await root.post('/officer/told', told)
    const { typed } = pageOf(await root.get('/officer/told'), 'told')
    expect(typed.said).toEqual(['Slow.'])
    await root.post('/officer/told', { ...told, begun: desk.clock.now, formKey: ONE_WINDOW })
    await root.post('/officer/drafts?form=/officer/told', {
      ...told,
      formKey: ONE_WINDOW,
      draft: 'keep',
    })
    expect(await desk.store.db.select().from(deskDrafts)).toEqual([])
  })

  test('keeps which saving its officer saw: what somebody else saved since is not overwritten unseen', async () => {
    const { desk, root } = await givenAdmin()
    const { profile, typed } = pageOf(await root.get('/officer/profile'), 'profile')
    const version = String(profile.version)
    const mine = { ...typed, 'contact-phone': '01632 960 111', version, begun: '' }
    await root.post('/officer/drafts?form=/officer/profile', { ...mine, draft: 'keep' })
    const bo = await desk.signIn({ email: 'bo@council.example', name: 'Bo', roles: ['admin'] })
    const theirs = { ...typed, 'contact-phone': '01632 960 222', version }
    expect((await bo.post('/officer/profile', theirs)).status).toBe(303)
    const again = pageOf(await root.get('/officer/profile'), 'profile')
    expect(again.typed.version).toEqual([version])
    expect((await root.post('/officer/profile', mine)).status).toBe(409)
  })

  test('is of no page of a case, and of none that there is not', async () => {
    const { desk, root } = await givenAdmin()
    for (const form of [
      '/officer/cases/C2D3F4H6/note',
      '/officer',
      'https://x.example/officer/told',
    ])
      expect((await root.post(`/officer/drafts?form=${form}`, { draft: 'keep' })).status).toBe(404)
    expect(await desk.store.db.select().from(deskDrafts)).toEqual([])
  })

  test('that comes after the session ended comes back with every word', async () => {
    const { desk, root } = await givenAdmin()
    root.cookies.clear()
    const back = await root.post('/officer/people', { ...NEW, begun: '' })
    expect(back.status).toBe(401)
    const { to, typed } = pageOf(back, 'kept')
    expect({ to, name: typed.name }).toEqual({ to: '/officer/people', name: ['Cy Vale'] })
    expect(await desk.store.db.select().from(deskDrafts)).toEqual([])
  })
})
