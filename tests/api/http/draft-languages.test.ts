import { describe, expect, test } from 'vitest'
import { loadContent } from '#content/index.ts'
import { MIRRORED, writePseudoLanguage } from '#tests/content/pseudo-languages.ts'
import { givenApp } from '../../support/app.ts'

const { tag } = MIRRORED
const content = loadContent(undefined, { extraLanguages: [writePseudoLanguage(MIRRORED)] })
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
    expect(page).toMatch(new RegExp(`<div lang="en" dir="ltr">\\s*<h1>${title}</h1>`))
  })

  test('puts no mark on the languages that were checked', async () => {
    const app = await givenApp({ content, draftLanguages: 'marked' })
    const [english = ''] = content.words('en').list('chrome.draft-translation')
    expect(await (await app.request('/yp')).text()).not.toContain(english)
  })
})
