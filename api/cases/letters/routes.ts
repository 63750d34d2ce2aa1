import { Hono } from 'hono'
import type { AppEnv } from '#api/http/context.ts'
import { type DeskDeps, type SignedIn, showNothing, signedIn } from '#api/officers/desk-app.ts'
import { localDateOf } from '#schema/dates.ts'
import { mayHavePaper } from '#schema/rules/writer/on-paper.ts'
import { isSaidToWriter } from '#schema/rules/writer/said-to-writer.ts'
import { toldPromises } from '#schema/rules/writer/told-promises.ts'
import { format } from '#schema/words/messages.ts'
import { sayDay } from '#schema/words/spoken.ts'
import type { Acting } from '../acts/acting.ts'
import { actingOf } from '../acts/routes.ts'
import { handOnPaper } from '../hand-on-paper.ts'
import { type CaseView, type EventView, openCase } from '../open.ts'
import { referenceOf } from '../reading-of.ts'
import { letterHtml } from './letter-html.ts'

/** What was said to the writer, as a letter for those who read it on paper. */
export function letterRoutes(deps: DeskDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  routes.get('/officer/cases/:reference/letter/:nth', signedIn(deps, sendLetter))
  return routes
}

/**
 * A note is no letter: of what was never said to the writer there is none, as of a case that is not there, and
 * none for a writer whom a letter could harm.
 */
async function sendLetter(desk: SignedIn): Promise<Response> {
  const acting = actingOf(desk)
  const view = await openCase(acting, referenceOf(desk))
  const nth = Number(desk.c.req.param('nth'))
  const said = view?.events[nth - 1]
  const writer = view?.people.find((person) => person.kind === 'writer')
  const isSaid = said?.text !== undefined && isSaidToWriter(said.event)
  if (view === undefined || said?.text === undefined || !isSaid || !mayHavePaper(writer?.contact)) {
    return showNothing(desk)
  }
  const html = letterHtml({
    profile: acting.profile,
    words: acting.wordsFor(view.language),
    reference: view.reference,
    on: said.event.on,
    name: writer?.name,
    text: [said.text, ...standingOf(acting, view, said)].join('\n\n'),
    from: said.by === 'earshot' ? undefined : said.by,
  })
  return handOnPaper(desk, `${view.reference}-letter-${nth}.html`, Buffer.from(html))
}

/** Their page says where a promise stands: whoever reads on paper reads it behind the words. */
function standingOf(
  { wordsFor, at }: Acting,
  { audience, language, state }: CaseView,
  { event }: EventView,
): readonly string[] {
  if (event.kind !== 'promise-told') return []
  const told = toldPromises(state.actions, localDateOf(at))
  const words = wordsFor(language)
  return told
    .filter(({ action }) => action === event.data.action)
    .map(({ stands, on }) => {
      const key = `way-back.${audience}.promised.${stands}`
      const date = sayDay(on, words.speaks(key) ? words.language : 'en')
      return format(words.get(key), { date })
    })
}
