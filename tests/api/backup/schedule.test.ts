import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Kept, keptIn, nameFor, outOfDate } from '#api/backup/kept.ts'
import { createBackupSchedule } from '#api/backup/schedule.ts'
import { createLog } from '#api/log.ts'
import { type Instant, instant } from '#schema/dates.ts'
import { clockAt } from '#tests/support/app.ts'
import {
  A_MASTER_KEY,
  NINE_ON_MONDAY,
  temporaryFolder,
  temporaryStore,
} from '#tests/support/store.ts'

async function givenSchedule(settings?: Readonly<Record<string, unknown>>) {
  const root = temporaryFolder()
  const dataDir = join(root, 'data')
  const clock = clockAt()
  await temporaryStore({ dataDir, clock })
  if (settings !== undefined) {
    writeFileSync(join(dataDir, 'backups.json'), JSON.stringify(settings), { mode: 0o600 })
  }
  const logged: string[] = []
  const log = createLog('debug', (line) => logged.push(line))
  const schedule = createBackupSchedule({ dataDir, masterKey: A_MASTER_KEY, clock, log })
  const names = () => keptIn(`${dataDir}.backups`).map(({ at }) => at)
  return { root, dataDir, clock, schedule, logged, names }
}

test('the service backs itself up some minutes after its first start, then every six hours', async () => {
  const { schedule, clock, names } = await givenSchedule()
  await schedule.runIfDue()
  expect(names()).toEqual([])
  clock.forward(10)
  await schedule.runIfDue()
  clock.forward(359)
  await schedule.runIfDue()
  expect(names()).toEqual(['2026-11-23T09:10:00.000Z'])
  clock.forward(1)
  await schedule.runIfDue()
  expect(names()).toEqual(['2026-11-23T15:10:00.000Z', '2026-11-23T09:10:00.000Z'])
  expect(schedule.state().problems).toEqual([])
})

test('a program that is named takes each backup away with its keys; that it could not is known', async () => {
  const { root, dataDir, clock, schedule } = await givenSchedule({ everyMinutes: 5 })
  const away = join(root, 'away.sh')
  writeFileSync(away, `#!/bin/sh\nenv > "${root}/saw"\ncp "$1" "$2" "${root}/elsewhere/"\n`)
  chmodSync(away, 0o700)
  writeFileSync(
    join(dataDir, 'backups.json'),
    JSON.stringify({ everyMinutes: 5, afterwards: away }),
    { mode: 0o600 },
  )
  clock.forward(10)
  await schedule.runIfDue()
  expect(schedule.state().problems).toEqual(['backup-not-copied'])
  mkdirSync(join(root, 'elsewhere'))
  clock.forward(5)
  await schedule.runIfDue()
  expect(schedule.state().problems).toEqual([])
  expect(readdirSync(join(root, 'elsewhere')).sort()).toEqual([nameFor(clock()), 'earshot.keyring'])
  expect(readFileSync(join(root, 'saw'), 'utf8')).not.toMatch(/KEY|SMTP|DATA_DIR/)
})

test('a backup that could not be made is tried again soon, and one that stays away is missed', async () => {
  const { dataDir, clock, schedule, logged, names } = await givenSchedule()
  writeFileSync(`${dataDir}.backups`, 'a file where the folder should be')
  clock.forward(10)
  await schedule.runIfDue()
  expect(schedule.state().problems).toEqual(['backup-failed'])
  clock.forward(1440)
  expect(schedule.state().problems).toEqual(['backup-missing', 'backup-failed'])
  writeFileSync(join(dataDir, 'backups.json'), JSON.stringify({ folder: `${dataDir}.others` }), {
    mode: 0o600,
  })
  await schedule.runIfDue()
  expect(schedule.state().problems).toEqual([])
  expect(names()).toEqual([])
  expect(keptIn(`${dataDir}.others`)).toHaveLength(1)
  expect(logged.map((line) => JSON.parse(line).code)).toEqual(['backup-failed', 'backup-made'])
})

test.each([
  ['an interval of no minutes', { everyMinutes: 0 }],
  ['a setting that nobody knows', { hourly: true }],
  ['a program without its whole path', { afterwards: 'rsync' }],
])('settings with %s are a problem, and no reason to stop the service', async (_, settings) => {
  const { schedule, clock, names } = await givenSchedule(settings)
  clock.forward(600)
  await schedule.runIfDue()
  expect(schedule.state().problems).toEqual(['backup-failed'])
  expect(names()).toEqual([])
})

test('settings that others may write are not followed: they name a program', async () => {
  const { dataDir, schedule } = await givenSchedule({})
  chmodSync(join(dataDir, 'backups.json'), 0o666)
  expect(schedule.state().problems).toEqual(['backup-failed'])
})

test('the newest backups are kept, and the last of each of the latest days', () => {
  const every6Hours = Array.from({ length: 200 }, (_, nth): Kept => {
    const at = new Date(Date.parse(NINE_ON_MONDAY) - nth * 6 * 3_600_000).toISOString() as Instant
    return { path: nameFor(at), at, bytes: 1 }
  })
  const gone = new Set(outOfDate(every6Hours, { keepLatest: 4, keepDays: 14 }))
  const left = every6Hours.filter((backup) => !gone.has(backup)).map(({ at }) => at)
  expect(left).toHaveLength(16)
  expect(left.slice(0, 5)).toEqual([
    '2026-11-23T09:00:00.000Z',
    '2026-11-23T03:00:00.000Z',
    '2026-11-22T21:00:00.000Z',
    '2026-11-22T15:00:00.000Z',
    '2026-11-21T21:00:00.000Z',
  ])
  expect(left.at(-1)).toBe('2026-11-10T21:00:00.000Z')
})

test('a backup made while the clock was years ahead does not keep the next from being made', async () => {
  const { dataDir, clock, schedule, names } = await givenSchedule()
  mkdirSync(`${dataDir}.backups`)
  const ahead = instant('2036-01-01T00:00:00.000Z')
  writeFileSync(join(`${dataDir}.backups`, nameFor(ahead)), '')
  clock.forward(10)
  await schedule.runIfDue()
  expect(names()).toEqual([ahead, '2026-11-23T09:10:00.000Z'])
})
