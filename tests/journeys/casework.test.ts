import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { instantOf, localDateOf } from '#schema/dates.ts'
import { dayOfNumber, numberOfDay } from '#schema/rules/days/day-number.ts'
import { lookAround, press, signInAtDesk, submitTo } from '#tests/support/at-the-desk.ts'
import { openBrowser, visit } from '#tests/support/browser.ts'
import { startWithMail } from '#tests/support/server.ts'

const TODAY = localDateOf(instantOf(new Date()))
const LATER = dayOfNumber(numberOfDay(TODAY) + 40)
const A_CHILD = { who: 'young-person', child_known: 'looked-after', service: 'family-time' }

let server: Awaited<ReturnType<typeof startWithMail>>
let browser: Browser

beforeAll(async () => {
  server = await startWithMail()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

/** What is filled into a form: a label with words, a day or what to choose, or a label to tick. */
type Filled = Readonly<Record<string, string | true>>

/** From the page of the case to an act, its form filled and sent, and back. */
function worker(page: Page, reference: string) {
  async function open(title: string): Promise<void> {
    await page.goto(`/officer/cases/${reference}`)
    await page
      .locator('#acts ~ *, #more-acts ~ *')
      .getByRole('link', { name: title, exact: true })
      .click()
  }

  async function fill(filled: Filled): Promise<void> {
    for (const [label, value] of Object.entries(filled)) {
      const field = page.getByLabel(label, { exact: true })
      const isList = await field.evaluate((element) => element.tagName === 'SELECT')
      if (value === true) await field.check()
      else if (isList) await field.selectOption(value)
      else await field.fill(value)
    }
  }

  return {
    open,
    fill,
    async does(title: string, filled: Filled, button: string): Promise<void> {
      await open(title)
      await fill(filled)
      await press(page, button)
      await page.locator('.done').waitFor()
    },
  }
}

const READ = 'What the writer reads'
const SHORT = 'What you decided, and why'
const WHY = 'You were right. Nobody asked you.'
const BESIDE = 'The same for others who read it (if you want)'
const DAY = 'On which day?'
const OUTCOME = 'Outcome'

describe('an officer', { timeout: 300_000 }, () => {
  test('takes a statutory complaint from receipt to the ombudsman', async () => {
    const { reference, code } = await submitTo(server, {
      facts: { ...A_CHILD, wants: 'formal-complaint', danger_now: 'no' },
      answers: { story: 'They cancelled my visit. Nobody told me why.', contact: { kind: 'code' } },
    })
    const ina = await visit(browser, server.url)
    const pat = await visit(browser, server.url)
    await signInAtDesk(ina.page, server, 'ina@x.example', 'investigator')
    await signInAtDesk(pat.page, server, 'pat@x.example', 'independent')
    const { page, end } = await visit(browser, server.url)
    await signInAtDesk(page, server, 'ada@council.example')
    const look = lookAround(page)
    const ada = worker(page, reference)

    await ada.open('Acknowledge')
    await look.at('acknowledge')
    await ada.does('Acknowledge', {}, 'Send the acknowledgement')
    await ada.does('Add a point', { 'What they complain of': 'My visit.' }, 'Add the point')
    await ada.open('Answer')
    await ada.fill({ [READ]: '' })
    await press(page, 'Send the answer')
    await look.atMistake('answer')
    const found = { 'What was found, and on what it rests': 'It is true.', Outcome: 'Upheld' }
    await ada.does('Answer a point', { '1. My visit.': true, ...found }, 'Save the answer')
    await ada.does(
      'Answer',
      { [SHORT]: 'You were right.', [READ]: 'We looked into it.' },
      'Send the answer',
    )
    await look.at('case')

    const unhappy = {
      'On which day did they ask?': TODAY,
      'They are not happy with the answer': true,
      'What they said, in their words': 'Not enough.',
    } as const
    const askNext = () =>
      ada.does('Ask for the next stage on their behalf', unhappy, 'Note the request')
    const acknowledge = () =>
      ada.does('Acknowledge the request for this stage', {}, 'Send the acknowledgement')
    await askNext()
    await acknowledge()
    await ada.does('Send the statement of complaint', {}, 'Send it to be agreed')
    await agreeOnTheirPage(code)
    await ada.does('Begin the stage', { [DAY]: TODAY }, 'Begin')
    for (const [role, who] of [
      ['Investigating officer', 'ina'],
      ['Independent person', 'pat'],
    ] as const) {
      const named = {
        [role]: true,
        [who]: true,
        'Until when may they open the case?': LATER,
      } as const
      await ada.does('Name who looks into it', named, 'Name them')
    }
    for (const [{ page: theirs }, whose] of [
      [ina, 'The investigating officer’s'],
      [pat, 'The independent person’s'],
    ] as const) {
      const filled = { [whose]: true, 'The report': 'We talked to everybody.' } as const
      await worker(theirs, reference).does('Hand in a report', filled, 'Hand it in')
    }
    await ada.does('Answer a point', { '1. My visit.': true, ...found }, 'Save the answer')
    await ada.does(
      'Answer',
      { [SHORT]: WHY, [READ]: 'We agree with the reports.' },
      'Send the answer',
    )

    await askNext()
    await acknowledge()
    const three = { 'The three, one name on each line': 'Sam Lee\nJo Day\nMax Ito' }
    await ada.does('Name the panel', three, 'Name the panel')
    const where = 'At the library.'
    const notice = { 'The panel meets on': LATER, [READ]: where, [BESIDE]: where }
    await ada.does('Tell them when the panel meets', notice, 'Send the notice')
    await ada.does('The panel met', { [DAY]: TODAY }, 'Save')
    const report = {
      'On which day did it come?': TODAY,
      'The report and what it recommends': 'Do better.',
    }
    await ada.does('The panel’s report', report, 'Keep the report')
    await ada.does('Answer a point', { '1. My visit.': true, ...found }, 'Save the answer')
    await ada.does('Answer', { [SHORT]: WHY, [READ]: 'We do all of it.' }, 'Send the answer')
    await ada.does('Close the case', {}, 'Close the case')

    const asks = { 'Their reference': '26 012 345', 'On which day did it come?': TODAY }
    await ada.does('The ombudsman asks', { ...asks, 'What they ask': 'The file.' }, 'Save')
    await ada.open('The ombudsman decided')
    await look.at('ombudsman decided')
    await page.getByRole('radio').nth(0).check()
    await page.locator('[name=decision]').first().check()
    await ada.fill({ [DAY]: TODAY, 'What they found': 'Fault.' })
    await press(page, 'Save')
    const remedy = { 'To be done by': LATER, 'What is to be done, and by whom': 'Pay £250.' }
    await ada.open('Remedy that the ombudsman asks for')
    await page.getByRole('radio').first().check()
    await ada.fill(remedy)
    await press(page, 'Save')
    await page.getByText('Remedy of the ombudsman', { exact: true }).waitFor()
    await ada.open('Remedy of the ombudsman done')
    await page.locator('[name=remedy]').first().check()
    await ada.fill({ 'Done on': TODAY, 'What shows it': 'The payment.' })
    await press(page, 'Save')
    await page.locator('.done').waitFor()
    await Promise.all([ina.end(), pat.end()])
    await end()
    expect(look.faults).toEqual([])
  })

  test('takes a corporate complaint to its review without scripts', async () => {
    const { reference } = await submitTo(server, {
      facts: { who: 'parent', service: 'send', wants: 'formal-complaint', danger_now: 'no' },
      answers: { story: 'The plan is late.' },
    })
    const { page, context, end } = await visit(browser, server.url, { javaScriptEnabled: false })
    await signInAtDesk(page, server, 'bea@council.example')
    const bea = worker(page, reference)
    const answer = { [OUTCOME]: 'Not upheld', [SHORT]: WHY, [READ]: 'We disagree.' }
    const tab = await context.newPage()
    const meanwhile = worker(tab, reference)
    await meanwhile.open('Answer')
    await meanwhile.fill({
      [OUTCOME]: 'Upheld',
      [READ]: 'Words that somebody else was quicker with.',
    })
    await bea.does('Answer', answer, 'Send the answer')
    await press(tab, 'Send the answer')
    await tab.getByRole('heading', { name: 'What you typed' }).waitFor()
    await tab.getByText('Words that somebody else was quicker with.').waitFor()
    await tab.close()
    const late = { 'On which day did they ask?': TODAY, 'What they said, in their words': 'No.' }
    const asked = { ...late, 'They are not happy with the answer': true } as const
    await bea.does('Ask for the next stage on their behalf', asked, 'Note the request')
    await bea.does('Begin the stage', { [DAY]: TODAY }, 'Begin')
    await bea.does(
      'Answer',
      { [OUTCOME]: 'Upheld', [SHORT]: WHY, [READ]: 'You are right.' },
      'Send the answer',
    )
    const next = page.getByRole('link', { name: 'Ask for the next stage on their behalf' })
    expect(await next.count()).toBe(0)
    await end()
  })

  test('makes a complaint of a concern, keeps a note, and passes thanks on', async () => {
    const concern = await submitTo(server, {
      facts: { ...A_CHILD, formal_choice: 'no', quick_fix: 'yes', danger_now: 'no' },
      answers: { story: 'They cancelled my visit.' },
    })
    const thanks = await submitTo(server, {
      facts: { who: 'parent', wants: 'thank', danger_now: 'no' },
      answers: { story: 'Sam was so kind.' },
    })
    const { page, end } = await visit(browser, server.url)
    await signInAtDesk(page, server, 'cleo@council.example')
    const look = lookAround(page)
    const cleo = worker(page, concern.reference)
    await cleo.does('Make the concern a complaint', {}, 'Make it a complaint')
    await page.getByText('Statutory complaint').first().waitFor()
    const answer = { [OUTCOME]: 'Upheld', [SHORT]: WHY, [READ]: 'You were right.' }
    await cleo.does('Answer', answer, 'Send the answer')
    await cleo.does('Close the case', {}, 'Close the case')
    await cleo.open('Internal note')
    await look.at('note')
    await cleo.fill({ 'Your note': 'The manager is on leave.' })
    await press(page, 'Keep the note')
    await page.getByText('The manager is on leave.').waitFor()
    const address = { 'The person’s work e-mail address': 'sam@council.example' }
    await worker(page, thanks.reference).does(
      'Pass the thanks on',
      { 'The person': true, ...address },
      'Pass the thanks on',
    )
    await server.sink.arrival(({ text }) => text?.includes('so kind') === true)
    await end()
    expect(look.faults).toEqual([])
  })

  test('never meets a complaint about themselves, and a colleague answers it', async () => {
    const fay = await visit(browser, server.url)
    await signInAtDesk(fay.page, server, 'fay@council.example', 'officer', 'Fay Marlow')
    const { reference } = await submitTo(server, {
      facts: { ...A_CHILD, danger_now: 'no' },
      answers: { story: 'Fay Marlow lost my zebra.', about_person: 'Fay Marlow' },
    })
    const textAt = async (path: string) => {
      await fay.page.goto(path)
      return (await fay.page.locator('main').innerText()).replaceAll(/[A-Z0-9]{8}/g, 'REFERENCE')
    }
    expect(await textAt(`/officer/cases/${reference}`)).toBe(
      await textAt('/officer/cases/C2D3F4H6'),
    )
    expect(await textAt('/officer/inbox')).not.toContain('zebra')
    expect(await fay.page.locator('body').innerText()).not.toContain(reference)
    await fay.end()
    const { page, end } = await visit(browser, server.url)
    await signInAtDesk(page, server, 'gus@council.example')
    await worker(page, reference).does('Acknowledge', {}, 'Send the acknowledgement')
    await page.getByText('Fay Marlow', { exact: true }).first().waitFor()
    await page.getByRole('link', { name: 'A copy of the whole case' }).click()
    const look = lookAround(page)
    await page.getByLabel('An investigator').check()
    await page.getByLabel('Names and passages to leave out').fill('Fay Marlow')
    await press(page, 'Show me the copy first')
    await look.at('copy')
    await press(page, 'Make the copy')
    await look.atMistake('copy')
    await end()
    expect(look.faults).toEqual([])
  })

  test('whose session ended saves what they typed after signing in again', async () => {
    const { reference } = await submitTo(server, {
      facts: { ...A_CHILD, danger_now: 'no' },
      answers: { story: 'They cancelled my visit.' },
    })
    const { page, context, end } = await visit(browser, server.url)
    await signInAtDesk(page, server, 'dora@council.example')
    const look = lookAround(page)
    const dora = worker(page, reference)
    await dora.open('Write to them')
    await dora.fill({ [READ]: 'Words that took an hour.' })
    await context.clearCookies()
    await press(page, 'Send the message')
    await look.atMistake('kept')
    expect(await page.getByLabel('What you typed').inputValue()).toBe('Words that took an hour.')
    const tab = await context.newPage()
    await signInAtDesk(tab, server, 'ella@council.example')
    await press(page, 'Save it now')
    await page.getByText('Words that took an hour.').waitFor()
    await end()
    expect(look.faults).toEqual([])
  })
})

/** The writer reads the statement on their page and says that it is right. */
async function agreeOnTheirPage(code: string): Promise<void> {
  const { page, end } = await visit(browser, server.url, { javaScriptEnabled: false })
  await page.goto('/way-back')
  await page.locator('main input[type=text], main input:not([type])').first().fill(code)
  await page.locator('main form button').first().click()
  await press(page, 'Yes, you got it right')
  await page.getByText('Now we can start to look at it.').waitFor()
  await end()
}
