import { startServer, temporaryFolder } from '#tests/support/server.ts'
import { formVisit } from '#tests/support/wire.ts'
import type { Bench, Figure } from './figures.ts'
import { startFloor } from './floor.ts'
import { pressWarm, requestTo } from './press.ts'

const CONNECTIONS = 32

/** What a page costs: kept in memory, rendered for one visitor, and a mistake that brings it back. */
export const pages: Bench = {
  name: 'pages',
  run: async ({ seconds, warmth }) => {
    const folder = temporaryFolder()
    const floor = await startFloor('hello')
    const server = await startServer({ dataDir: `${folder.path}/data` })
    const perCore = async (on: { readonly url: string; readonly pid: number }, ask: Asked) => {
      const { path, cookie = '', form, status = 200 } = ask
      const headers = { 'Accept-Encoding': 'br, gzip', Accept: 'text/html', Cookie: cookie }
      const request = requestTo(path, { headers, ...(form !== undefined && { form }) })
      const load = { ...on, connections: CONNECTIONS, status, requestOf: () => request }
      const { perCoreSecond, otherwise } = await pressWarm({ ...load, seconds }, warmth)
      if (otherwise > 0) throw new Error(`${path}: ${otherwise} other answers`)
      return perCoreSecond
    }
    const hello = await perCore(floor, { path: '/' })
    const cookie = await someWayOn(server.url)
    const figures: Figure[] = []
    for (const { name, goal, isAnswered, ...ask } of PAGES) {
      const own = isAnswered ? { cookie } : {}
      const value = await perCore(server, { ...ask, ...own })
      figures.push({ group: 'pages', name, value, unit: 'a core', floor: hello, goal })
    }
    floor.stop()
    await server.stop()
    folder.remove()
    return figures
  },
}

type Asked = {
  readonly path: string
  readonly cookie?: string
  readonly form?: string
  readonly status?: number
}

const KEPT = '50 %'
const SHELL = '5,000 or 10 %'
const RENDERED = '2,500'

/** `isAnswered`: asked by a browser that has told us something. */
const PAGES: readonly (Omit<Asked, 'cookie'> & {
  readonly name: string
  readonly goal: string
  readonly isAnswered?: true
})[] = [
  { name: 'the first page, kept in memory', path: '/', goal: KEPT },
  { name: 'a long page, kept in memory', path: '/p/rights', goal: KEPT },
  { name: 'a step of the form, first visit', path: '/yp/2', goal: SHELL },
  { name: 'a step not answered yet, on the way', path: '/yp/4', goal: SHELL, isAnswered: true },
  { name: 'a step with its answer, rendered', path: '/yp/2', goal: RENDERED, isAnswered: true },
  { name: 'a mistake, page again', path: '/yp/2', form: 'answer=', status: 422, goal: RENDERED },
]

/** The cookie of a browser that has answered the first question. */
async function someWayOn(url: string): Promise<string> {
  const visit = formVisit(url)
  await visit.send('/yp/2', { answer: 'yes' })
  return [...visit.cookies()].map(([name, value]) => `${name}=${value}`).join('; ')
}
