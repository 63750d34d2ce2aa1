import { serve } from './serve.ts'

/** The floor of every page: a few bytes from Node's own server, with nothing in between. */
serve((_, response) => {
  response.end('hello')
})
