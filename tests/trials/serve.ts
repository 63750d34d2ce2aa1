import {
  type RunningServer,
  type ServerOptions,
  startServer as start,
} from '#tests/support/server.ts'

const PATIENCE_MS = 240_000

/** Starts the built server. A trial is about what it does, not about how busy the machine is beside it. */
export function startServer(options: ServerOptions): Promise<RunningServer> {
  return start({ patienceMs: PATIENCE_MS, ...options })
}
