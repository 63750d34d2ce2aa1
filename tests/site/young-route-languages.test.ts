import { describe, expect, test } from 'vitest'
import type { Walk } from '#tests/support/walks.ts'
import { walksOver } from '#tests/support/walks.ts'
import { browserOf, content, type GivenApp, givenApp, leadsTo } from '../support/app.ts'
import { type SpokenText, spokenTexts } from '../support/spoken-texts.ts'

const languages = content.languages.filter(({ tag }) => tag !== 'en')
const journeys = [...content.journeys.values()].filter(({ facts }) => facts.who === 'young-person')
const walks = journeys.flatMap((journey) => walksOver(content, journey))
const profile = content.authorities.get('coventry')

/** What the writer typed is shown as it was written. */
const TYPED = new Set(
  walks.flatMap(({ answers }) =>
    Object.values(answers).flatMap((given) => Object.values(given).flat()),
  ),
)

/** Words that no sentence of another of our languages has. */
const ENGLISH_WORD = /\b(?:the|you|your|they|what|with|have|this|our|which|would)\b/i
/** Names, and what is written as it is everywhere: an authority, a helpline, a sample of a code. */
const NAMES = [
  ...(profile === undefined ? [] : [profile.name, profile.advocacy.name]),
  ...content.languages.map(({ name }) => name),
  ...['Childline', 'Ombudsman', 'advocate', 'Traveller', 'BSL', 'SMS', 'MB', 'K7PM 4XRT 9QHD 2FGW'],
]

/** A text that says something in letters of ours though its language is written in others, or in English. */
function isNotTheirs({ text, lang }: SpokenText): boolean {
  if (lang === 'en' || TYPED.has(text)) return false
  const bare = NAMES.reduce((left, name) => left.replaceAll(name, ''), text)
  const script = new Intl.Locale(lang).maximize().script
  return ENGLISH_WORD.test(bare) || (script !== 'Latn' && /\p{Script=Latin}{2,}/u.test(bare))
}

function faultsOf(html: string, tag: string, direction: string): readonly string[] {
  const texts = spokenTexts(html)
  const wrong = texts.filter(isNotTheirs).map(({ text }) => `not in ${tag}: ${text}`)
  // The name of English, in the list of languages, is a name.
  const english = texts.filter(({ text, lang }) => lang === 'en' && !NAMES.includes(text))
  const unturned = english.filter(({ dir }) => dir !== 'ltr').map(({ text }) => `turned: ${text}`)
  return [
    ...(html.includes(`<html lang="${tag}" dir="${direction}">`)
      ? []
      : ['its language is not said']),
    ...(/\{\{|\p{Noncharacter_Code_Point}/u.test(html) ? ['a placeholder or a mark is left'] : []),
    ...wrong,
    ...unturned,
  ]
}

/** Every page of a walk, every page shown again without its answers, and the page after sending. */
async function faultsOnTheWay(app: GivenApp, walk: Walk, tag: string, direction: string) {
  const browser = browserOf(app)
  const own = `/${tag}/${walk.journey.path}`
  const faults: string[] = []
  const look = async (answer: Response, where: string) => {
    const found = faultsOf(await answer.text(), tag, direction)
    faults.push(...found.map((fault) => `${where}: ${fault}`))
  }
  await look(await browser.get(walk.journey.start === undefined ? `${own}/1` : own), 'start')
  for (const { n, question } of walk.steps) {
    await look(await browser.get(`${own}/${n}`), question)
    const empty = await browser.post(`${own}/${n}`)
    if (empty.status === 422) await look(empty, `${question}, unanswered`)
    const sent = await browser.post(`${own}/${n}`, walk.answers[question] ?? {})
    if (sent.status !== 303) await look(sent, `${question}, answered ${sent.status}`)
    if (leadsTo(sent).endsWith('/done')) await look(await browser.get(leadsTo(sent)), 'done')
  }
  for (const [n] of walk.journey.afterwards?.questions.entries() ?? [])
    await look(await browser.get(`${own}/more/${n + 1}`), `more ${n + 1}`)
  await look(await browser.get(`${own}/delete`), 'delete')
  return faults
}

describe.each(languages.map(({ tag, direction }) => [tag, direction] as const))(
  'a young person’s route in %s',
  (tag, direction) => {
    test('is in that language on every page, and says what is not', async () => {
      const app = await givenApp({ draftLanguages: 'marked' })
      const faults: string[] = []
      for (const walk of walks) faults.push(...(await faultsOnTheWay(app, walk, tag, direction)))
      for (const path of ['', '/way-back', '/p/rights', '/no-such-page', '/a', '/a/1', '/k/1'])
        faults.push(
          ...faultsOf(await (await app.request(`/${tag}${path}`)).text(), tag, direction).map(
            (fault) => `${path}: ${fault}`,
          ),
        )
      expect([...new Set(faults)]).toEqual([])
    }, 120_000)
  },
)
