import type { ServiceList } from '#api/weekly/rag-of-services.ts'
import type { Rag } from '#schema/rules/clocks/rag.ts'
import { format, type Values, type Words } from '#schema/words/messages.ts'
import { Mail, type MailAddress } from './mail.ts'

/** More than a mail should list: the desk has them all. */
const MOST_REFERENCES = 40
const COLOURS: readonly Rag[] = ['red', 'amber', 'green']

/** A manager's list of the week: for each service how many are late, near and neither, and their references. */
export function weeklyList(
  words: Words,
  about: {
    readonly to: MailAddress
    readonly services: readonly ServiceList[]
    readonly link: string
  },
): Mail {
  const { to, services, link } = about
  const say = (key: string, values: Values) =>
    format(words.get(`mail.officer.weekly.${key}`), values)
  // A case about several services stands in the list of each, and counts once.
  const all = (rag: Rag) => new Set(services.flatMap((each) => each.references[rag])).size
  const counts = {
    red: String(all('red')),
    amber: String(all('amber')),
    green: String(all('green')),
  }
  const blocks = services.map(({ service, references, lateActions }) =>
    [
      say('service', { name: service }),
      ...COLOURS.map((rag) => sayColour(words, rag, references[rag])),
      ...(lateActions === 0 ? [] : [say('actions', { count: String(lateActions) })]),
    ].join('\n'),
  )
  const text = [say('intro', counts), ...blocks, say('link', { link })].join('\n\n')
  return Mail.parse({ to, subject: say('subject', counts), text: `${text}\n` })
}

function sayColour(words: Words, rag: Rag, references: readonly string[]): string {
  const shown = references.slice(0, MOST_REFERENCES)
  const line = format(words.get(`mail.officer.weekly.${rag}`), { count: String(references.length) })
  if (shown.length === 0) return line
  const more = references.length - shown.length
  const rest =
    more === 0 ? [] : [format(words.get('mail.officer.weekly.more'), { count: String(more) })]
  return `${line} ${[shown.join(' '), ...rest].join(' ')}`
}
