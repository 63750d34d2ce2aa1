import { describe, expect, test } from 'vitest'
import { removeOfficer } from '#api/officers/officers.ts'
import { entryDrafts, formDrafts } from '#api/store/tables.ts'
import { can, caseOf, type Officer } from './acting.ts'
import { A_YOUNG_PERSON, openDesk, pageOf } from './desk.ts'

const WORDS = 'We have looked at your visit.'

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
    const { formKey } = pageOf(await ada.get(path), 'act')
    const late = { text: WORDS, seq, formKey, draft: 'keep' }
    expect(await ada.post(path, { text: WORDS, seq, formKey })).toMatchObject({ status: 303 })
    await ada.post(path, late)
    const next = pageOf(await ada.get(path), 'act')
    expect(next.draftAt).toBeUndefined()
    expect(next.formKey).not.toBe(formKey)
    await ada.post(path, { ...late, formKey: next.formKey })
    expect((await formOf(ada, path)).text).toBe(WORDS)
  })

  test('of a decision on the route is there again, and is gone once it was decided', async () => {
    const { ada, reference, seq } = await given()
    const path = `/officer/cases/${reference}`
    const { formKey } = await caseOf(ada, reference)
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
    const { formKey } = again.together.drafts.link
    const link = { other: other.reference, belongs: 'sibling', formKey }
    expect(await ada.post(path, link)).toMatchObject({ status: 303 })
    await ada.post(path, { ...link, draft: 'keep' })
    const { drafts } = (await shown()).together
    expect(drafts.link.draftAt).toBeUndefined()
    expect(drafts.join.draftAt).toBeDefined()
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
    const [row] = await desk.store.db.select().from(entryDrafts)
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
    expect(await desk.store.db.select().from(entryDrafts)).toEqual([])
    await ada.post('/officer/new/thanks', { ...thanks, draft: 'keep' })
    await removeOfficer(desk.store, ada.officer, desk.clock.now)
    expect(await desk.store.db.select().from(entryDrafts)).toEqual([])
  })
})
