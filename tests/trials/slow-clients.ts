import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { openMailSink } from '#tests/support/mail-sink.ts'
import { temporaryFolder } from '#tests/support/server.ts'
import { ask } from '#tests/support/wire.ts'
import { watchMemory } from './memory.ts'
import { startServer } from './serve.ts'
import { at, judged, type Trial, wait } from './trial.ts'

const SIZES = { short: 300, part: 5000, full: 5000 }
const MOST_OPEN_S = 20

/** Requests that never end, and one body that never ends: others are answered, the halves are cut. */
export const slowClients: Trial = {
  name: 'slow-clients',
  plan: 'T16, T17',
  goal: '5,000 half requests: others answered within 200 ms (p99), halves cut within 20 s, no line in the log; 300 MB posted: 413, memory + 10 MiB at most',
  async run(form, say) {
    const halves = SIZES[form]
    const folder = temporaryFolder()
    const sink = await openMailSink()
    const env = { SMTP_URL: sink.url, LOG_LEVEL: 'info', FLOOD_PER_MINUTE: '0' }
    const server = await startServer({ dataDir: join(folder.path, 'data'), env })
    const { port } = new URL(server.url)
    await ask(`${server.url}/yp`)
    const memory = watchMemory(server.pid)
    const before = memory.most()
    const huge = await postWithoutEnd(Number(port), form === 'short' ? 40 : 300)
    const afterHuge = memory.most() - before
    const sockets = await Promise.all(
      Array.from({ length: halves }, (_, n) => halfRequest(Number(port), n)),
    )
    const open = () => sockets.filter((socket) => !socket.destroyed).length
    say(`${open()} half requests are open`)
    const began = performance.now()
    const times: number[] = []
    while (open() > 0 && performance.now() - began < 60_000) {
      times.push((await ask(`${server.url}/yp`)).milliseconds)
      await wait(50)
    }
    const cutAfter = Math.round((performance.now() - began) / 1000)
    memory.stop()
    for (const socket of sockets) socket.destroy()
    const printed = server.printed().split('\n').length
    await server.stop()
    await sink.close()
    folder.remove()
    const figure = `${halves} half requests: others p99 ${at(times, 0.99)} ms, all cut after ${cutAfter} s, ${printed} lines printed; body without end: ${huge.status} after ${huge.sentMiB} MiB, memory + ${afterHuge} MiB`
    return judged(figure, [
      cutAfter > MOST_OPEN_S && 'halves stay open',
      printed > 10 && 'the log fills',
      huge.status !== 413 && 'not refused as too large',
      afterHuge > 10 && 'the body was held',
      form !== 'short' && at(times, 0.99) > 200 && 'others wait',
    ])
  },
}

function halfRequest(port: number, n: number): Promise<Socket> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      const kind = n % 3
      const head = 'POST /api/submissions HTTP/1.1\r\nHost: localhost\r\n'
      if (kind === 0) socket.write('GET /yp HTTP/1.1\r\nHost: loc')
      else if (kind === 1) socket.write(`${head}Content-Type: application/json\r\n`)
      else
        socket.write(
          `${head}Content-Type: application/json\r\nContent-Length: 900\r\n\r\n{"authority":`,
        )
      resolve(socket)
    })
    socket.on('error', () => socket.destroy())
    socket.on('data', () => {})
    socket.on('end', () => socket.destroy())
  })
}

/** Posts a form piece by piece until it is refused. */
function postWithoutEnd(port: number, mostMiB: number) {
  return new Promise<{ readonly status: number; readonly sentMiB: number }>((resolve) => {
    let [sent, status] = [0, 0]
    const piece = Buffer.alloc(64 * 1024, 'a')
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(
        'POST /yp/2 HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n',
      )
      const pump = () => {
        while (sent < mostMiB * 1024 * 1024 && !socket.destroyed) {
          sent += piece.length
          const isRoom = socket.write(
            Buffer.concat([Buffer.from('10000\r\n'), piece, Buffer.from('\r\n')]),
          )
          if (!isRoom) return
        }
      }
      socket.on('drain', pump)
      pump()
    })
    socket.on('data', (part) => {
      status ||= Number(/^HTTP\/1\.1 (\d+)/.exec(part.toString())?.[1] ?? 0)
    })
    const end = () => resolve({ status, sentMiB: Math.round(sent / 1024 / 1024) })
    socket.on('error', end)
    socket.on('close', end)
    setTimeout(() => socket.destroy(), 20_000).unref()
  })
}
