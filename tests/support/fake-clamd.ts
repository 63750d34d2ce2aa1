import type { AddressInfo } from 'node:net'
import { createServer, type Server, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** What is found in a file that holds these letters. */
export const A_VIRUS = 'X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'

/** It never comes to the end of a file that holds these letters: it hangs up. */
export const A_BOMB = 'a file within a file within a file'

/**
 * A scanner that speaks clamd's INSTREAM on this machine: a command, chunks behind their lengths, a length of
 * zero. It may be told to be away, or to answer that a file is too large for it.
 */
export async function fakeClamd(listenOn: { readonly path?: string } = {}) {
  const seen: Buffer[] = []
  const mood = { answers: 'truly' as 'truly' | 'too-large' | 'hangs-up' }
  const server = createServer((socket) => {
    let received = Buffer.alloc(0)
    socket.on('error', () => socket.destroy())
    socket.on('data', (part) => {
      received = Buffer.concat([received, part])
      if (mood.answers === 'hangs-up') return void socket.destroy()
      const file = wholeFile(received)
      if (file === undefined) return
      if (file.includes(A_BOMB)) return void socket.destroy()
      seen.push(file)
      answer(socket, mood.answers === 'too-large' ? undefined : file)
    })
  })
  await new Promise<void>((ready) => {
    if (listenOn.path === undefined) server.listen(0, '127.0.0.1', ready)
    else server.listen(listenOn.path, ready)
  })
  onTestFinished(() => close(server))
  const { port } = (listenOn.path === undefined ? server.address() : { port: 0 }) as AddressInfo
  const address =
    listenOn.path === undefined ? `tcp://127.0.0.1:${port}` : `unix://${listenOn.path}`
  return { address, seen, mood, stop: () => close(server) }
}

/** The file once its end has come; throws on what is no INSTREAM. */
function wholeFile(received: Buffer): Buffer | undefined {
  const command = 'zINSTREAM\0'
  if (received.length < command.length) return undefined
  if (received.toString('latin1', 0, command.length) !== command) throw new Error('no INSTREAM')
  const chunks: Buffer[] = []
  let at = command.length
  while (at + 4 <= received.length) {
    const length = received.readUInt32BE(at)
    if (length === 0) return Buffer.concat(chunks)
    chunks.push(received.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return undefined
}

function answer(socket: Socket, file: Buffer | undefined): void {
  if (file === undefined) socket.end('INSTREAM size limit exceeded. ERROR\0')
  else socket.end(file.includes(A_VIRUS) ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0')
}

function close(server: Server): Promise<void> {
  return new Promise((closed) => {
    server.close(() => closed())
  })
}
