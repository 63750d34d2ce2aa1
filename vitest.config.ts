import { defineConfig } from 'vitest/config'
import { LongestFirst } from './tests/support/longest-first.ts'

/** Two cores: the rules run side by side; a browser and a server want both to themselves. */
export default defineConfig({
  test: {
    reporters: ['default'],
    sequence: { sequencer: LongestFirst },
    setupFiles: ['tests/support/silence.ts', 'tests/support/laws.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [
            'tests/{rules,content,api,site,security}/**/*.test.ts',
            'tests/architecture.test.ts',
          ],
          // A busy machine is slow: a limit is there to end what hangs.
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Reading our modules anew for each file took as long as the tests did.
          isolate: false,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'built',
          include: ['tests/{journeys,accessibility,crash,weight,bench}/**/*.test.ts'],
          testTimeout: 120_000,
          // A busy machine is slow to paint; nothing here is about speed.
          expect: { poll: { timeout: 20_000 } },
          hookTimeout: 120_000,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
