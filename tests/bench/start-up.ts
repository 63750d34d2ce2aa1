import { startServer, temporaryFolder } from '#tests/support/server.ts'
import type { Bench } from './figures.ts'

/** From the command to the line "ready", on an empty folder and on one that is there. */
export const startUp: Bench = {
  name: 'start-up',
  run: async () => {
    const folder = temporaryFolder()
    const env = { AUTHORITIES: 'coventry' }
    const first = await startServer({ dataDir: `${folder.path}/data`, env })
    await first.stop()
    const again = await startServer({ dataDir: `${folder.path}/data`, env })
    await again.stop()
    folder.remove()
    return [
      { group: 'start-up', name: 'an empty folder', value: first.milliseconds, unit: 'ms' },
      {
        group: 'start-up',
        name: 'a folder that is there',
        value: again.milliseconds,
        unit: 'ms',
        goal: '1 s',
      },
    ]
  },
}
