import { describe, expect, test } from 'vitest'
import { formDrafts } from '#api/store/tables.ts'
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

  test('of a case that an officer may not see is kept nowhere', async () => {
    const { desk, reference, seq } = await given()
    const bo = await desk.signIn({ email: 'bo@council.example', name: 'Bo' })
    await desk.keepOut(bo.officer, reference)
    const path = `/officer/cases/${reference}/acts/message`
    expect((await bo.post(path, { text: WORDS, seq, draft: 'keep' })).status).toBe(404)
    expect(await desk.store.db.select().from(formDrafts)).toEqual([])
  })
})
