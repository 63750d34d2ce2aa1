import { describe, expect, test } from 'vitest'
import { cases } from '#api/store/tables.ts'
import { loadContent } from '#content/index.ts'
import { MIRRORED, writePseudoLanguage } from '#tests/content/pseudo-languages.ts'
import { browserOf, givenApp, leadsTo } from '../../support/app.ts'

const { tag } = MIRRORED
const content = loadContent(undefined, { extraLanguages: [writePseudoLanguage(MIRRORED)] })
const said = (key: string) => content.words(tag).get(key)
const MARK = content.words(tag).list('chrome.draft-translation')[0] ?? ''

describe('a language that no named person has checked', () => {
  test('is nowhere to be found, and its address is no page', async () => {
    const app = await givenApp({ content })
    expect(await (await app.request('/yp')).text()).not.toContain(MIRRORED.name)
    expect((await app.request(`/${tag}/yp`)).status).toBe(404)
    const asked = await app.request(`/yp?language=${tag}`)
    expect(asked.headers.get('Location')).toBe('/yp')
  })

  test('in a demonstration is offered, and every page of it says that it is a draft', async () => {
    const app = await givenApp({ content, draftLanguages: 'marked' })
    expect(await (await app.request('/yp')).text()).toContain(`href="/${tag}/yp"`)
    for (const path of ['', '/yp', '/yp/2', '/way-back', '/p/rights', '/no-such-page']) {
      const page = await (await app.request(`/${tag}${path}`)).text()
      expect(page).toContain(`<html lang="${tag}" dir="rtl">`)
      expect(page).toContain(MARK)
    }
  })

  test('tells rights and safety in English all the same', async () => {
    const app = await givenApp({ content, draftLanguages: 'marked' })
    const title = content.page('en', 'rights')?.title ?? ''
    const page = await (await app.request(`/${tag}/p/rights`)).text()
    expect(page).toMatch(new RegExp(`<main[^>]* lang="en" dir="ltr">\\s*<h1>${title}</h1>`))
  })

  test('tells what to do in danger in English, beside its own words and an interpreter', async () => {
    const app = await givenApp({ content, draftLanguages: 'marked' })
    const browser = browserOf(app)
    await browser.post(`/${tag}/yp/2`, { answer: 'no' })
    const page = await (await browser.get(`/${tag}/yp/3`)).text()
    expect(page).toMatch(/<main[^>]* lang="en" dir="ltr">/)
    expect(page).toContain('If you are in danger, call ')
    expect(page).toContain(said('chrome.in-english'))
    expect(page).toContain(`<h2>${said('help.title')}</h2>`)
    expect(page).toMatch(
      /<span lang="en" dir="ltr">In danger now\? Call <a [^>]*>999<\/a>\.<\/span>/,
    )
    expect(page).toContain(
      '<title lang="en" dir="ltr">You can get help right now – Tell us</title>',
    )
  })

  test('keeps what was typed when the language is changed in the middle', async () => {
    const app = await givenApp({ content, draftLanguages: 'marked' })
    const browser = browserOf(app)
    await browser.post('/yp/2', { answer: 'yes' })
    await browser.post('/yp/4', { answer: 'idea' })
    const page = await (await browser.get('/yp/6')).text()
    expect(page).toContain(`<button form="answers" formaction="/${tag}/yp/6?typed"`)
    const kept = await browser.post(`/${tag}/yp/6?typed`, { story: 'A garden for us all' })
    expect(leadsTo(kept)).toBe(`/${tag}/yp/6`)
    const again = await (await browser.get(`/${tag}/yp/6`)).text()
    expect(again).toContain('A garden for us all')
    expect(again).toContain(said('question.yp-story.title.idea'))
  })

  test('shows what cannot be kept yet, without a word of blame', async () => {
    const app = await givenApp({ content, draftLanguages: 'marked' })
    const browser = browserOf(app)
    const shown = await browser.post(`/${tag}/t/3?typed`, { name: 'Robin', number: '12' })
    const page = await shown.text()
    expect(shown.status).toBe(200)
    expect(page).toContain('value="Robin"')
    expect(page).not.toContain('id="faults"')
  })

  test('goes with what is sent, and the questions stand on record as they were read', async () => {
    const app = await givenApp({ content, draftLanguages: 'marked' })
    const browser = browserOf(app)
    await browser.post(`/${tag}/h/1`, { reach: 'robin@example.org', say: 'yes' })
    const [row] = await app.store.db.select({ language: cases.language }).from(cases)
    expect(row?.language).toBe(tag)
  })

  test('is an operator’s own choice, in the profile of one authority', async () => {
    const profile = content.authorities.get('coventry')
    if (profile === undefined) throw new Error('Coventry has no profile')
    const trying = { ...profile, draftLanguages: 'marked' as const }
    const authorities = new Map([...content.authorities, ['coventry', trying]])
    const app = await givenApp({
      content: { ...content, authorities },
      slugs: ['coventry', 'oxfordshire'],
      draftLanguages: undefined,
    })
    expect((await app.request(`/coventry/${tag}/yp`)).status).toBe(200)
    expect((await app.request(`/oxfordshire/${tag}/yp`)).status).toBe(404)
    expect(await (await app.request(`/${tag}`)).text()).toContain(`href="/coventry/${tag}/"`)
  })

  test('puts no mark on the languages that were checked', async () => {
    const app = await givenApp({ content, draftLanguages: 'marked' })
    const [english = ''] = content.words('en').list('chrome.draft-translation')
    expect(await (await app.request('/yp')).text()).not.toContain(english)
  })
})
