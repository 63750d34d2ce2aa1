import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { makeBackupApart } from '#api/backup/apart.ts'
import { makeBackup } from '#api/backup/make-backup.ts'
import { restoreBackup } from '#api/backup/restore.ts'
import { openStore } from '#api/store/open-store.ts'
import { ownDataFolder } from '#api/store/owner.ts'
import type { Store } from '#api/store/store.ts'
import { aSubmission, givenApp, postJson } from '#tests/support/app.ts'
import { A_MASTER_KEY, NINE_ON_MONDAY, temporaryFolder } from '#tests/support/store.ts'

export const PNG = Buffer.from(
  '89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0000003010100c9fe92ef0000000049454e44ae426082',
  'hex',
)

/** A service that people write to, with somewhere to keep its backups. */
export async function givenService(given: Parameters<typeof givenApp>[0] = {}) {
  const app = await givenApp(given)
  const { store } = app
  const dataDir = join(store.folder, '..')
  const kept = temporaryFolder()

  async function send(answers: Readonly<Record<string, unknown>> = {}) {
    const answer = await postJson(app, '/api/submissions', aSubmission({ answers }))
    if (answer.status !== 201) throw new Error(await answer.text())
    const { reference, code } = await answer.json()
    return { reference: String(reference), code: String(code) }
  }

  function jobOf(name: string) {
    return { dataDir, masterKey: A_MASTER_KEY, file: join(kept, name), at: NINE_ON_MONDAY }
  }

  return {
    app,
    store,
    dataDir,
    /** Where the backup of this name is. */
    fileOf: (name: string) => join(kept, name),
    send,
    /** Sends a submission with a picture. */
    async sendPicture() {
      const body = new FormData()
      body.set('file', new File([PNG], 'a.png', { type: 'image/png' }))
      const answer = await app.request('/api/attachments', { method: 'POST', body })
      return send({ attachments: [(await answer.json()).id] })
    },
    backUp: (name: string) => makeBackup(jobOf(name)),
    /** As the service does it: in a thread of its own. */
    backUpApart: (name: string) => makeBackupApart(jobOf(name)),
  }
}

/** Restores into an empty folder, as an administrator does, and answers where. */
export async function restoreInto(
  dataDir: string,
  file: string,
  more: { readonly masterKey?: Uint8Array; readonly keys?: string } = {},
) {
  const folder = await ownDataFolder(dataDir, 'to-restore')
  try {
    return await restoreBackup({ masterKey: A_MASTER_KEY, ...more, file, dataDir })
  } finally {
    folder.release()
  }
}

/** The store of a restored folder, opened as the service opens it. */
export async function openRestored(dataDir: string): Promise<Store> {
  const folder = await ownDataFolder(dataDir)
  const parts = { folder, slug: 'coventry', masterKey: A_MASTER_KEY }
  const store = await openStore({ ...parts, clock: () => NINE_ON_MONDAY })
  onTestFinished(async () => {
    await store.close()
    folder.release()
  })
  return store
}
