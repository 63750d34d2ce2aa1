import { startServer, temporaryFolder } from '#tests/support/server.ts'
import { formVisit } from '#tests/support/wire.ts'
import type { Bench, Figure } from './figures.ts'
import { startFloor } from './floor.ts'
import { press, requestTo } from './press.ts'

const CONNECTIONS = 32

/** What a page costs: kept in memory, rendered for one visitor, and a mistake that brings it back. */
export const pages: Bench = {
  name: 'pages',
  run: async ({ seconds }) => {
    const folder = temporaryFolder()
    const floor = await startFloor('hello')
    const server = await startServer({ dataDir: `${folder.path}/data` })
    const perSecond = async (url: string, path: string, cookie?: string) => {
      const headers = {
        'Accept-Encoding': 'br, gzip',
        Accept: 'text/html',
        ...(cookie !== undefined && { Cookie: cookie }),
      }
      const request = requestTo(path, { headers })
      await press({ url, connections: CONNECTIONS, seconds: 0.5, requestOf: () => request })
      return press({ url, connections: CONNECTIONS, seconds, requestOf: () => request })
    }
    const visit = formVisit(server.url)
    await visit.open('/yp/1')
    const cookie = [...visit.cookies()].map(([name, value]) => `${name}=${value}`).join('; ')
    const hello = await perSecond(floor.url, '/')
    const figure = async (name: string, path: string, goal: string, own?: string) => {
      const { perSecond: value, otherwise } = await perSecond(server.url, path, own)
      if (otherwise > 0) throw new Error(`${path}: ${otherwise} other answers`)
      return {
        group: 'pages',
        name,
        value,
        unit: 'a second',
        floor: hello.perSecond,
        goal,
      } as const
    }
    const figures: Figure[] = [
      await figure('the first page, kept in memory', '/', '25,000 or 50 %'),
      await figure('a long page, kept in memory', '/p/rights', '25,000 or 50 %'),
      await figure('a page of the form, nothing answered yet', '/yp/1', '5,000 or 10 %', cookie),
    ]
    floor.stop()
    await server.stop()
    folder.remove()
    return figures
  },
}
