import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { pastRecords } from '#api/store/tables.ts'
import { openDesk, pageOf } from '#tests/api/cases/desk.ts'
import { folderOf } from '#tests/fixtures/past-cases/expected.ts'

type Desk = Awaited<ReturnType<typeof openDesk>>
type Manager = Awaited<ReturnType<Desk['signIn']>>
type Sent = Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>

const ADDRESS = '/officer/report/import'
const FOLDER = folderOf('coventry')
const [HEADER = ''] = readFileSync(join(FOLDER, 'cases.csv'), 'utf8').split('\r\n')
const BAD = `${HEADER}\nPAST-1,2021-02-30,statutory,Team Nord,,,,no,no,Email,,\n`

function wholeFolder(): Sent {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.csv'))
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(FOLDER, name))]))
}

/** Sends the files as a browser does, waits until they are read, and answers the page of what came of it. */
async function send(manager: Manager, files: Sent, write = true) {
  const body = new FormData()
  for (const [name, bytes] of Object.entries(files)) body.append('files', new File([bytes], name))
  if (write) body.append('write', 'yes')
  const answer = await manager.ask(ADDRESS, { method: 'POST', body })
  if (answer.status !== 303) return { status: answer.status, ...pageOf(answer, 'import') }
  for (;;) {
    const page = pageOf(await manager.get(ADDRESS), 'import')
    if (!page.bringing.isRunning) return { status: answer.status, ...page }
    await wait(50)
  }
}

const recordsIn = ({ store }: Desk) => store.db.select().from(pastRecords)

/** What lies in the folder through which files come in: nothing, once they are read. */
function leftIn({ store }: Desk): readonly string[] {
  const folder = join(store.folder, 'imports')
  return existsSync(folder) ? readdirSync(folder) : []
}

describe('past cases that are brought in at the desk', () => {
  test('are looked through first, then brought in, and the files are gone', async () => {
    const desk = await openDesk()
    const manager = await desk.signIn({ roles: ['manager'] })
    const dry = await send(manager, wholeFolder(), false)
    expect(dry.bringing.job).toMatchObject({ mode: 'dry-run', ended: { ok: true, added: 776 } })
    expect(await recordsIn(desk)).toEqual([])
    const done = await send(manager, wholeFolder())
    expect(done.bringing.job).toMatchObject({ mode: 'write', by: 'Ada', ended: { added: 776 } })
    expect(done.bringing.job?.progress).toBe('776 of 776 records written')
    expect(await recordsIn(desk)).toHaveLength(776)
    expect(leftIn(desk)).toEqual([])
    const again = await send(manager, wholeFolder())
    expect(again.bringing.job?.ended).toEqual({ ok: true, added: 0, changed: 0, same: 776 })
  })

  test('are refused whole with every fault, and leave nothing behind', async () => {
    const desk = await openDesk()
    const manager = await desk.signIn({ roles: ['admin'] })
    const page = await send(manager, { 'cases.csv': BAD })
    expect(page.bringing.job?.ended).toMatchObject({
      ok: false,
      code: 'faults',
      faults: [
        { file: 'cases.csv', line: 2, column: 'received_on', value: '2021-02-30' },
        { file: 'cases.csv', line: 2, column: 'service', value: 'Team Nord' },
      ],
    })
    expect(await recordsIn(desk)).toEqual([])
    expect(leftIn(desk)).toEqual([])
  })

  test('may be a workbook, which is refused as one', async () => {
    const desk = await openDesk()
    const manager = await desk.signIn({ roles: ['manager'] })
    const page = await send(manager, { 'past.xlsx': 'case_ref,received_on\n' })
    expect(page.bringing.job?.ended).toMatchObject({
      code: 'faults',
      counts: 'row',
      faults: [{ file: 'past.xlsx' }],
    })
  })

  test.each<[string, Sent]>([
    ['nothing', {}],
    ['a picture', { 'cases.png': 'x' }],
    ['a name that leads elsewhere', { '../../cases.csv\u0000': BAD }],
    ['a workbook beside lists', { 'past.xlsx': 'x', 'cases.csv': BAD }],
  ])('are asked for again when %s was sent', async (_, files) => {
    const desk = await openDesk()
    const manager = await desk.signIn({ roles: ['manager'] })
    const page = await send(manager, files)
    expect(page).toMatchObject({ status: 422, faults: [{ field: 'files', code: 'missing' }] })
    expect(leftIn(desk)).toEqual([])
  })

  test.each(['officer', 'reviewer', 'duty'] as const)(
    'are none of the work of a %s',
    async (role) => {
      const desk = await openDesk()
      const officer = await desk.signIn({ roles: [role] })
      expect((await officer.get(ADDRESS)).status).toBe(404)
      const body = new FormData()
      body.append('files', new File([BAD], 'cases.csv'))
      expect((await officer.ask(ADDRESS, { method: 'POST', body })).status).toBe(404)
    },
  )
})
