import { backups } from './backups.ts'
import { busyStorm } from './busy-storm.ts'
import { diskFull } from './disk-full.ts'
import { doubleSend } from './double-send.ts'
import { guessing } from './guessing.ts'
import { ioError } from './io-error.ts'
import { kill9 } from './kill9.ts'
import { mailKill } from './mail-kill.ts'
import { mailOutage } from './mail-outage.ts'
import { overload } from './overload.ts'
import { plantedWords } from './planted-words.ts'
import { powerCut } from './power-cut.ts'
import { slowClients } from './slow-clients.ts'
import { soak } from './soak.ts'
import { suites } from './suites.ts'
import type { Trial } from './trial.ts'
import { upgrade } from './upgrade.ts'

/** Trials of the running service. `npm test` runs the short form of each. */
export const trials: readonly Trial[] = [
  kill9,
  powerCut,
  ioError,
  diskFull,
  busyStorm,
  overload,
  soak,
  upgrade,
  backups,
  doubleSend,
  mailOutage,
  mailKill,
  slowClients,
  guessing,
  plantedWords,
]

export const allTrials: readonly Trial[] = [...trials, ...suites]
