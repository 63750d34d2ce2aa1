import { expect, test } from 'vitest'
import { saveDetails } from '#api/profile/local-details.ts'
import { detailsOf } from '#schema/authority/local-details.ts'
import { addOfficer } from '#tests/support/officers.ts'
import { journeyAt } from '#tests/support/walks.ts'
import {
  A_YOUNG_PERSONS_ANSWERS,
  browserOf,
  content,
  givenApp,
  leadsTo,
} from '../../support/app.ts'

type Browser = ReturnType<typeof browserOf>
type Typed = typeof A_YOUNG_PERSONS_ANSWERS

const RARE = 'kingfisher'
const RARE_ANSWERS: Typed = {
  ...A_YOUNG_PERSONS_ANSWERS,
  'yp-story': { story: `They lost my ${RARE}.` },
  'yp-person': { answer: RARE },
}

/** Each visit has a name of its own. */
const VISIT = / name="visit" value="[^"]+"/

/** Looks at every page of the way before it is answered, and again after. */
async function pagesSeen(browser: Browser, answers: Typed): Promise<readonly string[]> {
  const pages: string[] = []
  let at = '/yp/1'
  for (;;) {
    pages.push((await (await browser.get(at)).text()).replace(VISIT, ''))
    const question =
      journeyAt(content, 'yp').steps[Number(at.split('/').at(-1)) - 1]?.question ?? ''
    if (question === 'yp-check') return pages
    const next = leadsTo(await browser.post(at, answers[question] ?? {}))
    pages.push((await (await browser.get(at)).text()).replace(VISIT, ''))
    at = next
  }
}

test('nobody sees a word of somebody who came the same way before', async () => {
  const app = await givenApp()
  const before = await pagesSeen(browserOf(app), RARE_ANSWERS)
  expect(before.filter((page) => page.includes(RARE)).length).toBe(2)
  const after = await pagesSeen(browserOf(app), A_YOUNG_PERSONS_ANSWERS)
  expect(after.filter((page) => page.includes(RARE))).toEqual([])
  const alone = await pagesSeen(browserOf(await givenApp()), A_YOUNG_PERSONS_ANSWERS)
  expect(after).toEqual(alone)
})

test('a step that nobody has answered is kept by us and by no browser', async () => {
  const browser = browserOf(await givenApp())
  await browser.get('/yp/2')
  const again = await browser.get('/yp/2')
  expect(again.status).toBe(200)
  expect(again.headers.get('Cache-Control')).toBe('no-store')
  expect(again.headers.get('ETag')).toBeNull()
})

test('what was answered stands on the page of who answered it, and a mistake on theirs', async () => {
  const app = await givenApp()
  const [one, other] = [browserOf(app), browserOf(app)]
  await one.post('/yp/2', { answer: 'no' })
  const mistaken = await one.post('/yp/4', {})
  expect(mistaken.status).toBe(422)
  expect(await (await one.get('/yp/2')).text()).toMatch(/<input[^>]*value="no"[^>]*checked/)
  expect(await (await other.get('/yp/2')).text()).not.toContain('checked')
})

test('a telephone number that is changed at the desk stands at once on a step that was kept', async () => {
  const { clock, store, ...app } = await givenApp()
  const profile = content.authorities.get(store.slug)
  if (profile === undefined) throw new Error('it is not served')
  const browser = browserOf(app)
  const { phone } = profile.contact
  await browser.post('/yp/2', { answer: 'no' })
  const before = await (await browser.get('/yp/3')).text()
  expect(before).toContain(phone)
  const admin = { email: 'root@council.example', name: 'Ro', roles: ['admin' as const] }
  const officer = await addOfficer(store, { ...admin, services: [] }, clock())
  const details = detailsOf(profile)
  const contact = { ...details.contact, phone: '0808 157 0999' }
  const { services: teams } = details
  const saving = { details: { ...details, contact }, teams, seen: 0, at: clock() }
  expect(await saveDetails(store, officer, saving)).toEqual({ ok: true })
  const after = await (await browser.get('/yp/3')).text()
  expect(after).toContain('0808 157 0999')
  expect(after).not.toContain(phone)
})
