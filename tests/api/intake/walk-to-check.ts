import { journeyAt } from '#tests/support/walks.ts'
import { A_YOUNG_PERSONS_ANSWERS, type Browser, content, leadsTo } from '../../support/app.ts'

/** Answers every page that comes, until the check. Answers where it stands then. */
export async function walkToCheck(
  browser: Browser,
  answers = A_YOUNG_PERSONS_ANSWERS,
): Promise<string> {
  let at = '/yp/1'
  for (let pages = 0; pages < 40; pages++) {
    const n = Number(at.split('/').at(-1))
    const question = journeyAt(content, 'yp').steps[n - 1]?.question ?? ''
    if (question === 'yp-check') return at
    const answer = await browser.post(at, answers[question] ?? {})
    if (answer.status !== 303) throw new Error(`${question}: ${answer.status}`)
    at = leadsTo(answer)
  }
  throw new Error('the check never came')
}
