import { createServer, type RequestListener } from 'node:http'

/** Serves on a free port of the loopback address and prints where, as the product does. */
export function serve(answer: RequestListener): void {
  const server = createServer(answer)
  server.listen(0, '127.0.0.1', () => {
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    process.stdout.write(`ready http://127.0.0.1:${address.port}\n`)
  })
}
