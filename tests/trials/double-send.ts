import { join } from 'node:path'
import { openMailSink } from '#tests/support/mail-sink.ts'
import { temporaryFolder } from '#tests/support/server.ts'
import { lookInside } from './inside.ts'
import { linesTo, newKey } from './sending.ts'
import { startServer } from './serve.ts'
import { judged, type Trial } from './trial.ts'

const SIZES = {
  short: { rounds: 3, posts: 20 },
  part: { rounds: 40, posts: 50 },
  full: { rounds: 100, posts: 50 },
}

/** One form sent again and again, at once, after an answer, and after a restart: one submission, one answer. */
export const doubleSend: Trial = {
  name: 'double-send',
  plan: 'T9',
  goal: '50 posts of one form at once, again later and after a restart: one submission, the same answer for all',
  async run(form) {
    const { rounds, posts } = SIZES[form]
    const folder = temporaryFolder()
    const dataDir = join(folder.path, 'data')
    const sink = await openMailSink()
    const env = { SMTP_URL: sink.url, LOG_LEVEL: 'silent', FLOOD_PER_MINUTE: '0' }
    const keys = Array.from({ length: rounds }, newKey)
    const answers = new Map<string, Set<string>>()
    let otherwise = 0
    const send = async (url: string, count: number) => {
      const lines = linesTo(url, count)
      for (const key of keys) {
        const all = await Promise.all(Array.from({ length: count }, () => lines.submit(key)))
        for (const { answered } of all) {
          if (answered.status > 201) otherwise++
          else answers.set(key, (answers.get(key) ?? new Set()).add(answered.text))
        }
      }
      lines.close()
    }
    const server = await startServer({ dataDir, env })
    await send(server.url, posts)
    await send(server.url, 1)
    await server.kill9()
    const again = await startServer({ dataDir, env })
    await send(again.url, 2)
    await again.stop()
    await sink.close()
    const inside = await lookInside(dataDir)
    folder.remove()
    const different = [...answers.values()].filter(({ size }) => size !== 1).length
    const figure = `${rounds} forms, ${rounds * (posts + 3)} posts: ${inside.cases} submissions, ${different} answered in two ways, ${otherwise} not accepted`
    return judged(figure, [
      inside.cases !== rounds && 'not one submission a form',
      different > 0 && 'not one answer a form',
      otherwise > 0 && 'a repeat was refused',
    ])
  },
}
