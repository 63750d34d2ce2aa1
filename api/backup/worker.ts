import { parentPort, workerData } from 'node:worker_threads'
import { type BackupJob, makeBackup } from './make-backup.ts'

// A thread of its own: nobody who writes to us waits while gigabytes are read.
const job: BackupJob = workerData
parentPort?.postMessage(
  await makeBackup(job).then(
    (made) => ({ ok: true, made }),
    (fault: unknown) => ({
      ok: false,
      name: fault instanceof Error ? fault.name : 'Error',
      message: fault instanceof Error ? fault.message : String(fault),
    }),
  ),
)
