import { expect, test } from 'vitest'
import { submissions } from '#api/store/tables.ts'
import { addressOf } from '#tests/support/walking.ts'
import { walkWith } from '#tests/support/walks.ts'
import { browserOf, content, givenApp, leadsTo } from '../../support/app.ts'

const journeys = [...content.journeys.values()].map((journey) => [journey.id, journey] as const)

test.each(journeys)(
  '%s: Send pressed again after it was sent shows what was sent',
  async (_id, journey) => {
    const app = await givenApp()
    const browser = browserOf(app)
    const walk = walkWith(content, journey)
    const last = walk.steps.at(-1)?.n ?? 0
    for (const { n, question } of walk.steps)
      await browser.post(addressOf(walk, n), walk.answers[question])
    const again = await browser.post(
      addressOf(walk, last),
      walk.answers[walk.steps.at(-1)?.question ?? ''],
    )
    expect(leadsTo(again)).toBe(`/${journey.path}/done`)
    expect(await app.store.db.select().from(submissions)).toHaveLength(1)
  },
)
