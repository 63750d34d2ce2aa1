import type { APIRoute } from 'astro'
import { withoutEnglishMarks } from '#schema/words/english-marks.ts'
import { format } from '#schema/words/messages.ts'
import { nextStepsOf } from '#site/components/NextSteps/next-steps-of.ts'
import { inFours } from '#site/components/PrivateCode/in-fours.ts'

/** What the page after sending says, to keep as a file: code, number and days. Its name tells nobody what it is about. */
export const GET: APIRoute = async ({ locals, params, redirect }) => {
  const { door, words, prefix, origin, today } = locals.page
  const receipt = await door.receipt(params.journey ?? '')
  if ('kind' in receipt) return redirect(receipt.to, 303)
  const { journey, accepted, values } = receipt
  const say = (name: string) => format(words.get(`done.${journey.audience}.${name}`), values)
  const steps = journey.ask === undefined ? nextStepsOf(receipt, words, today) : []
  const lines = [
    `${say('code.label')}: ${inFours(accepted.code).join(' ')}`,
    say('reference'),
    `${words.get('question.yp-messages-in.title')}: ${origin}${prefix}/way-back`,
    ...steps.map(({ by, text }) => `${by}: ${text}`),
  ]
  return new Response(withoutEnglishMarks(`${lines.join('\r\n\r\n')}\r\n`), {
    headers: {
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Disposition': 'attachment; filename="note.txt"',
    },
  })
}
