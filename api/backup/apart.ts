import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { BackupJob, Made } from './make-backup.ts'

type Answer =
  | { readonly ok: true; readonly made: Made }
  | { readonly ok: false; readonly name: string; readonly message: string }

/** The thread's file: beside this one, or beside the bundle that this one is part of. */
const WORKER = import.meta.url.endsWith('.ts') ? './worker.ts' : './backup-worker.mjs'

/** A backup was not made; `name` is that of the fault, and the message says why. */
class BackupFailed extends Error {
  constructor(name: string, message: string) {
    super(message)
    this.name = name
  }
}

/** Makes a backup in a thread of its own, as `makeBackup` does. Throws `BackupFailed`; ends when told to. */
export async function makeBackupApart(
  job: BackupJob,
  signal: AbortSignal = new AbortController().signal,
): Promise<Made> {
  const { dataDir, masterKey, file, at } = job
  const workerData = { dataDir, masterKey, file, at } satisfies BackupJob
  const worker = new Worker(new URL(WORKER, import.meta.url), { workerData })
  const ended = new AbortController()
  const end = () => void worker.terminate()
  signal.addEventListener('abort', end)
  try {
    const [answer]: Answer[] = await Promise.race([
      once(worker, 'message', { signal: ended.signal }),
      once(worker, 'exit', { signal: ended.signal }).then(() => {
        throw new BackupFailed('WorkerEnded', 'the backup ended before it was done')
      }),
    ])
    if (answer?.ok === true) return answer.made
    throw new BackupFailed(answer?.name ?? 'Error', answer?.message ?? 'the backup failed')
  } finally {
    signal.removeEventListener('abort', end)
    ended.abort()
    await worker.terminate()
  }
}
