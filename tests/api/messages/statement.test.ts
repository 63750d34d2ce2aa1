import { describe, expect, test } from 'vitest'
import { givenMessages } from '#tests/support/coming-back.ts'

const label = { service: null, reason: null, subReason: null }

/** A writer whose statement of complaint was sent on Monday 23 November, and how their page reads. */
async function givenStatement(...asked: Parameters<typeof givenMessages>) {
  const given = await givenMessages(...asked)
  await given.happens('point-set', { part: 1, point: 1, ...label }, { text: 'Nobody told you.' })
  await given.happens('statement-sent', { part: 1 }, { text: 'You say that nobody told you.' })
  const read = async () => (await given.page()).replaceAll(/\s+/g, ' ')
  return { ...given, read }
}

describe('a statement of complaint on the page of its writer', () => {
  test.each([
    ['a young person', {}],
    ['a parent', { facts: { who: 'parent', speaking_for: 'child' } }],
  ])('says to %s since when it waits, and that our day stays', async (_, change) => {
    const { read, daysLater } = await givenStatement(change)
    await daysLater(8)
    expect(await read()).toContain(
      'We sent it on Monday 23 November 2026. The day for our answer stays the same.',
    )
  })

  test('says so in the language of the page', async () => {
    const { browser } = await givenStatement({}, { draftLanguages: 'marked' })
    const polish = await (await browser.get('/pl/way-back/messages')).text()
    expect(polish).toContain('Termin naszej odpowiedzi się nie zmienia.')
  })

  test('pushes nobody: a yes and a change are buttons alike', async () => {
    const { read } = await givenStatement()
    const buttons = [
      ...(await read()).matchAll(/<button class="([^"]*)" name="act" value="(statement-[^"]*)"/g),
    ]
    expect(buttons.map(([, look, value]) => [value, look])).toEqual([
      ['statement-agree', 'button quiet'],
      ['statement-change', 'button quiet'],
    ])
  })

  test('says no more of it once they agreed', async () => {
    const { read, browser } = await givenStatement()
    await browser.post('/way-back/messages', { act: 'statement-agree' })
    expect(await read()).not.toContain('We sent it on')
  })
})
