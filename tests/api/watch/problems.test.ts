import { expect, test } from 'vitest'
import type { BackupProblem, BackupState } from '#api/backup/schedule.ts'
import { openMail } from '#api/mail/outbox.ts'
import type { Store } from '#api/store/store.ts'
import { outbox } from '#api/store/tables.ts'
import { loadContent } from '#content/index.ts'
import { instantOf } from '#schema/dates.ts'
import { Problem } from '#schema/desk/problems.ts'
import { openDesk, SOMEONE_IN_DANGER } from '#tests/api/cases/desk.ts'

const HOUR = 60
const DAY = 24 * HOUR

/** Those mails alone that tell of something wrong with the service. */
async function mailsAbout(store: Store) {
  const rows = await store.db.select().from(outbox)
  return rows.filter(({ kind }) => kind === 'problem').map(({ sealed }) => openMail(store, sealed))
}

function backupsWith(...problems: readonly BackupProblem[]): { state(): BackupState } {
  return { state: () => ({ problems, kept: [], settings: undefined }) }
}

async function problemsIn(desk: Awaited<ReturnType<typeof openDesk>>): Promise<readonly string[]> {
  const answer = await desk.app.request('/api/health')
  return Problem.array().parse((await answer.json()).problems)
}

test('a case that may be about danger and stays unopened is in health, on the desk and in a mail to the administrator', async () => {
  const desk = await openDesk()
  const admin = { email: 'root@council.example', roles: ['admin' as const] }
  const { officer } = await desk.signIn(admin)
  await desk.submit({ facts: SOMEONE_IN_DANGER })
  const upkeep = await desk.startUpkeep()
  await upkeep.runOnce()
  expect(await problemsIn(desk)).toEqual([])
  expect(await mailsAbout(desk.store)).toEqual([])

  desk.minutesOn(3 * HOUR)
  await new Promise((done) => setTimeout(done, 2_100))
  await upkeep.runOnce()
  expect(await problemsIn(desk)).toEqual(['urgent-unopened'])
  const [mail, ...more] = await mailsAbout(desk.store)
  expect(more).toEqual([])
  expect(mail).toMatchObject({ to: officer.email })
  expect(mail?.text).toContain('nobody has opened their case')

  const again = await desk.signIn({ email: 'zoe@council.example', roles: ['officer'] })
  const shown = JSON.parse((await again.get('/officer/inbox')).text)
  expect(shown.trouble.problems).toEqual(['urgent-unopened'])
})

test('the warning leads to the case, and is not there for a colleague who is kept out of it', async () => {
  const desk = await openDesk()
  const zoe = await desk.signIn({ email: 'zoe@council.example', roles: ['officer'] })
  const bo = await desk.signIn({ email: 'bo@council.example', roles: ['officer'] })
  const { reference } = await desk.submit({ facts: SOMEONE_IN_DANGER })
  await desk.keepOut(bo.officer, reference)
  desk.minutesOn(3 * HOUR)
  await new Promise((done) => setTimeout(done, 2_100))
  expect(await problemsIn(desk)).toEqual(['urgent-unopened'])
  const troubleOf = async (officer: typeof zoe) => {
    await desk.signInAgain(officer)
    return JSON.parse((await officer.get('/officer/sessions')).text).trouble
  }
  expect(await troubleOf(zoe)).toMatchObject({
    problems: ['urgent-unopened'],
    urgent: [reference],
  })
  expect(await troubleOf(bo)).toMatchObject({ problems: [], urgent: [] })
})

test('a thing that lasts is told of once a day, also after a restart', async () => {
  const desk = await openDesk({ backups: backupsWith('backup-missing') })
  await desk.signIn({ roles: ['admin'] })
  for (let n = 0; n < 3; n++) await (await desk.startUpkeep()).runOnce()
  expect(await mailsAbout(desk.store)).toHaveLength(1)
  desk.minutesOn(DAY)
  await (await desk.startUpkeep()).runOnce()
  expect(await mailsAbout(desk.store)).toHaveLength(2)
})

test('officers who do not mend the service are told that mail waits, and nothing of backups', async () => {
  const desk = await openDesk({
    backups: backupsWith('backup-failed'),
    oldestUnsentSeconds: async () => 20 * 60,
  })
  const officer = await desk.signIn({ roles: ['officer'] })
  const admin = await desk.signIn({ email: 'root@council.example', roles: ['admin'] })
  expect(await problemsIn(desk)).toEqual(['mail-late', 'backup-failed'])
  const troubleOf = async ({ get }: typeof admin) =>
    JSON.parse((await get('/officer/sessions')).text).trouble
  expect(await troubleOf(officer)).toEqual({
    problems: ['mail-late'],
    unsentMinutes: 20,
    urgent: [],
  })
  expect(await troubleOf(admin)).toMatchObject({ problems: ['mail-late', 'backup-failed'] })
})

test('a certificate that is not trusted and a clock that jumped are in health', async () => {
  const elapsed = { ms: 0 }
  const desk = await openDesk({ certificate: () => 'wrong', elapsedMs: () => elapsed.ms })
  expect(await problemsIn(desk)).toEqual(['certificate'])
  desk.minutesOn(HOUR)
  await new Promise((done) => setTimeout(done, 2_100))
  expect(await problemsIn(desk)).toEqual(['clock', 'certificate'])
})

test('a clock that stands before what was written down is wrong', async () => {
  const elapsed = { ms: 0 }
  const desk = await openDesk({ elapsedMs: () => elapsed.ms })
  await desk.submit({ facts: SOMEONE_IN_DANGER })
  const before = desk.clock.now
  // A restart: the service knows nothing of the time before.
  desk.clock.now = instantOf(new Date(Date.parse(before) - 3_600_000))
  elapsed.ms -= 3_600_000
  expect(await problemsIn(desk)).toEqual(['clock'])
})

test('everything that may be wrong has words that say what to do', () => {
  const words = loadContent('content').words('en')
  for (const problem of Problem.options) {
    expect(words.get(`officer.problem.${problem}`)).toMatch(/\. \S/)
  }
})
