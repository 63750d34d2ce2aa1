import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { commandHandlers } from '#api/command.ts'
import { createAuthorities } from '#api/http/authorities.ts'
import { importCommand, reportCommand } from '#api/reports/commands.ts'
import { adminSocket, askAdmin, serveAdmin } from '#api/store/admin.ts'
import type { Store } from '#api/store/store.ts'
import { cases, pastRecords } from '#api/store/tables.ts'
import { loadContent } from '#content/index.ts'
import { folderOf, PAST_CASES } from '#tests/fixtures/past-cases/expected.ts'
import {
  A_MASTER_KEY,
  NINE_ON_MONDAY,
  temporaryFolder,
  temporaryStore,
} from '#tests/support/store.ts'

const content = loadContent()
const HEADER = readFileSync(join(folderOf('coventry'), 'cases.csv'), 'utf8').split('\r\n')[0] ?? ''
const STAGES =
  'case_ref,procedure,stage,requested_on,request_result,started_on,extended,panel_on,panel_report_on,responded_on,outcome'
const CASE = 'PAST-1,2021-04-07,statutory,MASH,,,,no,no,Email,,'

async function opened(slug = 'coventry') {
  const store = await temporaryStore({ slug })
  const said: string[] = []
  const deps = { storeOf: () => store, content, clock: () => NINE_ON_MONDAY }
  return {
    store,
    deps,
    said,
    bringIn: (folder: string, ...more: string[]) =>
      importCommand([folder, '--authority', slug, ...more], deps, (line) => said.push(line)),
    report: async (...more: string[]) => {
      const args = ['--authority', slug, '--from', '2021-04-01', '--to', '2022-03-31', ...more]
      const { output } = await reportCommand(args, deps)
      return output?.text ?? ''
    },
  }
}

/** A folder with these files; `cases.csv` has one statutory complaint unless it is given. */
function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder()
  for (const [name, text] of Object.entries({ 'cases.csv': `${HEADER}\n${CASE}\n`, ...files })) {
    writeFileSync(join(folder, name), text)
  }
  return folder
}

async function recordsOf(store: Store) {
  return store.db.select().from(pastRecords)
}

describe('bringing past cases in', () => {
  test.each(PAST_CASES)(
    'works for the folder of %s, and a second time changes nothing',
    async (slug) => {
      const at = await opened(slug)
      expect(await at.bringIn(folderOf(slug))).toMatchObject({ exitCode: 0 })
      const before = await recordsOf(at.store)
      const [line] = (await at.bringIn(folderOf(slug))).lines
      expect(line).toBe(`added 0, changed 0, same as before ${before.length}`)
      expect(await recordsOf(at.store)).toEqual(before)
      expect(at.said.at(-1)).toBe(`${before.length} of ${before.length} records written`)
    },
  )

  test('takes the same rows in another order for the same', async () => {
    const at = await opened()
    await at.bringIn(folderOf('coventry'))
    const folder = temporaryFolder()
    cpSync(folderOf('coventry'), folder, { recursive: true })
    for (const file of ['cases.csv', 'points.csv', 'learning.csv', 'equality.csv']) {
      const [header, ...rows] = readFileSync(join(folder, file), 'utf8').trimEnd().split('\r\n')
      writeFileSync(join(folder, file), [header, ...rows.toReversed()].join('\n'))
    }
    expect((await at.bringIn(folder)).lines[0]).toMatch(/^added 0, changed 0, /)
  })

  test('replaces a case of which a row changed, and nothing else', async () => {
    const at = await opened()
    await at.bringIn(folderWith({}))
    const moved = CASE.replace('MASH', 'Team East')
    await at.bringIn(folderWith({ 'cases.csv': `${HEADER}\n${moved}\n` }))
    expect((await recordsOf(at.store)).map((row) => row.key)).toEqual(['PAST-1'])
    const services = await at.report('--format', 'csv')
    expect(services).toContain('complaints-by-service,Team East,count,1')
    expect(services).toContain('complaints-by-service,MASH,count,0')
  })

  test('counts nothing of an import that broke off, and clears it away at the next', async () => {
    const at = await opened()
    await at.bringIn(folderWith({}))
    await at.store.write(['UPDATE past_imports SET finished_at = NULL'])
    expect(await at.report('--format', 'csv')).toContain('contacts-by-category,statutory,count,0')
    expect((await at.bringIn(folderWith({}))).lines[0]).toBe('added 1, changed 0, same as before 0')
    expect(await recordsOf(at.store)).toHaveLength(1)
  })

  test('only says what would happen in a dry run', async () => {
    const at = await opened()
    const dry = await at.bringIn(folderOf('coventry'), '--dry-run')
    expect(dry.lines[0]).toMatch(/^would be added \d+, would be changed 0, /)
    expect(await recordsOf(at.store)).toEqual([])
  })

  test('seals what an action says', async () => {
    const at = await opened()
    const words = 'Write to the family within a week'
    const learning = `case_ref,service,action,owner,due_on,done_on\nPAST-1,MASH,${words},Ada,,\n`
    await at.bringIn(folderWith({ 'learning.csv': learning }))
    const [row] = await recordsOf(at.store)
    expect(JSON.stringify(row?.data)).not.toContain('family')
    expect(at.store.keys.own.open(row?.sealed ?? Buffer.alloc(0)).toString()).toContain(words)
  })
})

describe('a folder may have', () => {
  test.each<[string, Readonly<Record<string, string>>]>([
    ['rows of nothing but commas', { 'cases.csv': `${HEADER}\n${CASE}\n,,,,,,,,,,,\n\n` }],
    [
      'a mark of its encoding before the header, and no line break at the end',
      { 'cases.csv': `\uFEFF${HEADER}\r\n${CASE}` },
    ],
    [
      'a stage that was discontinued and opened again',
      {
        'stages.csv': `${STAGES}\nPAST-1,statutory,2,,discontinued,2021-05-04,,,,,\nPAST-1,statutory,2,,,2021-06-04,,,,,\n`,
      },
    ],
    [
      'figures and amounts that are not known',
      {
        'history.csv': 'period,table,label,column,value\n2020-21,compliments,all,count,\n',
        'context.csv': 'period,measure,value\n2021-22,Contacts completed,\n',
        'money.csv': 'case_ref,stage,kind,amount,paid_on\nPAST-1,2,remedy,,2021-05-04\n',
        'equality.csv': 'period,question,answer,count\n2021-22,sex,Male,\n',
      },
    ],
    ['a file of names alone', { 'stages.csv': STAGES }],
    [
      'columns of nothing but commas after the last one',
      { 'cases.csv': `${HEADER},,\n${CASE},,\n`, 'stages.csv': STAGES },
    ],
    ['other files beside the lists', { 'read-me.txt': 'Past cases' }],
  ])('%s', async (_, files) => {
    const at = await opened()
    expect((await at.bringIn(folderWith(files))).lines).toEqual([
      'added 1, changed 0, same as before 0',
    ])
  })
})

describe('a folder is refused whole, with file, line, column, value and what was expected', () => {
  test.each<[string, Readonly<Record<string, string>>, string]>([
    [
      'a column that is missing',
      { 'cases.csv': `${HEADER.replace(',channel', '')}\n` },
      'cases.csv, line 1, channel: "" – expected a column channel',
    ],
    [
      'a column that nobody knows',
      { 'cases.csv': `${HEADER},mood\n` },
      'cases.csv, line 1, mood: "mood" – expected only the columns case_ref',
    ],
    [
      'a day that does not exist',
      { 'cases.csv': `${HEADER}\n${CASE.replace('04-07', '02-30')}\n` },
      'cases.csv, line 2, received_on: "2021-02-30" – expected a day such as 2021-04-07',
    ],
    [
      'a label that is not the authority’s, with those that are',
      { 'cases.csv': `${HEADER}\n${CASE.replace('MASH', 'Team Nord')}\n` },
      'cases.csv, line 2, service: "Team Nord" – expected one of: Through Care | Team West',
    ],
    [
      'a reference that comes twice',
      { 'cases.csv': `${HEADER}\n${CASE}\n${CASE}\n` },
      'cases.csv, line 3, case_ref: "PAST-1" – expected each case once',
    ],
    [
      'a stage whose case is missing',
      { 'stages.csv': `${STAGES}\nPAST-2,statutory,1,,,2021-04-07,,,,,\n` },
      'stages.csv, line 2, case_ref: "PAST-2" – expected a case of cases.csv',
    ],
    [
      'an accepted stage that comes twice',
      { 'stages.csv': `${STAGES}${'\nPAST-1,statutory,2,,,2021-05-04,,,,,'.repeat(2)}` },
      'stages.csv, line 3, stage: "2" – expected each accepted stage of a case once',
    ],
    [
      'a cell of ten megabytes',
      { 'cases.csv': `${HEADER}\n${CASE}\n${'x'.repeat(10_000_000)}` },
      'cases.csv, line 3, case_ref: "xxxxxxxxxx',
    ],
    [
      'a cell in a column without a name',
      { 'cases.csv': `${HEADER},\n${CASE},seen\n` },
      'cases.csv, line 2: "seen" – expected nothing in a column without a name',
    ],
    [
      'a row with a cell too few',
      { 'cases.csv': `${HEADER}\n${CASE.slice(0, -1)}\n` },
      'cases.csv, line 2, closed_on: "11 cells" – expected 12 cells, as in the header row',
    ],
    [
      'a formula',
      { 'cases.csv': `${HEADER}\n${CASE.replace('PAST-1', '=cmd()')}\n` },
      'cases.csv, line 2, case_ref: "=cmd()" – expected a reference',
    ],
    [
      'a reference with a space after it, which nobody sees',
      { 'cases.csv': `${HEADER}\n${CASE.replace('PAST-1', 'PAST-1 ')}\n` },
      'cases.csv, line 2, case_ref: "PAST-1 " – expected a reference',
    ],
    [
      'columns with semicolons between them',
      { 'cases.csv': `${HEADER.replaceAll(',', ';')}\n${CASE.replaceAll(',', ';')}\n` },
      'cases.csv, line 1: "case_ref;received_on;category;service;area;role;child_status…" – expected columns with a comma between them',
    ],
    [
      'an amount that is no money',
      { 'money.csv': 'case_ref,stage,kind,amount,paid_on\nPAST-1,2,remedy,£20,\n' },
      'money.csv, line 2, amount: "£20" – expected pounds with two decimals',
    ],
    [
      'a year that is none',
      { 'context.csv': 'period,measure,value\n2021-23,Contacts completed,4\n' },
      'context.csv, line 2, period: "2021-23" – expected a year such as 2020-21',
    ],
    [
      'a file whose name is nearly right',
      { 'stage.csv': `${STAGES}\n` },
      'stage.csv: "stage.csv" – expected one of: cases.csv | stages.csv',
    ],
    [
      'an ombudsman case about a case that nobody knows',
      {
        'ombudsman.csv':
          'ref,case_ref,received_on,decided_on,decision,upheld\nL1,PAST-9,2021-05-01,,,\n',
      },
      'ombudsman.csv, line 2, case_ref: "PAST-9" – expected a case of cases.csv',
    ],
  ])('for %s', async (_, files, fault) => {
    const at = await opened()
    for (const more of [[], ['--dry-run']]) {
      const refused = await at.bringIn(folderWith(files), ...more)
      expect(refused.exitCode).toBe(1)
      expect(refused.lines.map((line) => line.slice(0, fault.length))).toContain(fault)
      expect(refused.lines.at(-1)).toBe('nothing was brought in')
    }
    expect(await recordsOf(at.store)).toEqual([])
  })

  test('for text in another encoding', async () => {
    const at = await opened()
    const folder = folderWith({})
    writeFileSync(join(folder, 'cases.csv'), Buffer.from(`${HEADER}\n${CASE}é`, 'latin1'))
    // It was said of the first line, wherever the letter stood.
    expect((await at.bringIn(folder)).lines[0]).toMatch(
      /^cases\.csv, line 2, closed_as: ".*" – expected text in UTF-8/,
    )
  })

  test('for a folder where a list should be', async () => {
    const at = await opened()
    const folder = folderWith({})
    mkdirSync(join(folder, 'points.csv'))
    const refused = await at.bringIn(folder)
    expect(refused.exitCode).toBe(1)
    expect(refused.lines[0]).toBe('points.csv: "" – expected a file, not a folder')
  })

  test('naming every fault, not the first alone', async () => {
    const at = await opened()
    const bad = CASE.replace('MASH', 'Nord').replace('2021-04-07', 'May').replace('Email', 'Owl')
    const { lines } = await at.bringIn(folderWith({ 'cases.csv': `${HEADER}\n${bad}\n` }))
    expect(lines.map((line) => line.split(':')[0])).toEqual([
      'cases.csv, line 2, received_on',
      'cases.csv, line 2, service',
      'cases.csv, line 2, channel',
      'nothing was brought in',
    ])
  })

  test('for a reference that a live case has', async () => {
    const at = await opened()
    await at.store.write([
      at.store.db.insert(cases).values({
        id: 1,
        reference: 'PAST-1',
        keyId: 'k',
        codeHash: 'h',
        receivedAt: NINE_ON_MONDAY,
        receivedOn: '2026-11-23',
        language: 'en',
        audience: 'young',
        who: 'child',
        triage: {},
      }),
    ])
    expect((await at.bringIn(folderWith({}))).lines[0]).toBe(
      'cases.csv, line 2, case_ref: "PAST-1" – expected a reference that no live case has',
    )
  })
})

describe('the report command', () => {
  test('prints JSON, CSV and a page of its own', async () => {
    const at = await opened()
    await at.bringIn(folderOf('coventry'))
    const json = JSON.parse(await at.report('--format', 'json'))
    expect(json).toMatchObject({ authority: 'coventry', period: { from: '2021-04-01' } })
    expect(json.tables).toHaveLength(32)
    expect(json.tables[0]).toMatchObject({ id: 'contacts-by-category', total: { count: 235 } })
    expect(await at.report('--format', 'csv')).toContain('\r\nsex,Male,count,111\r\n')
    const html = await at.report('--format', 'html')
    expect(html).toMatch(/Informal complaint<\/th><td [^>]*>40<\/td>/)
    expect(html).toContain('1 April 2021')
    expect(html).not.toMatch(/<script|(?:href|src)="?https?:/)
  })

  test('hides small counts about people from the public alone', async () => {
    const at = await opened()
    await at.bringIn(folderOf('coventry'))
    expect(await at.report('--format', 'csv')).toContain('ethnicity,White Irish,count,1\r\n')
    const shown = await at.report('--format', 'csv', '--public')
    expect(shown).toContain('ethnicity,White Irish,count,<5\r\n')
    expect(shown).toContain('ethnicity,White Irish,share,*\r\n')
    expect(await at.report('--format', 'html', '--public')).toContain('>&lt;5</td>')
  })

  test('hides of an earlier year what that year’s own report hid, though the count itself was not printed', async () => {
    const at = await opened()
    const roles = [
      'Child / young person',
      ...Array.from({ length: 12 }, () => 'Adult (parent / carer)'),
    ]
    const rows = roles.map(
      (role, n) => `PAST-${n},2020-05-04,statutory,MASH,,${role},,no,no,Email,,`,
    )
    const history = [
      'period,table,label,column,value',
      '2020-21,who-complained,Adult (parent / carer),count,12',
      '2020-21,compliments,all,count,2',
    ]
    const files = { 'cases.csv': [HEADER, ...rows].join('\n'), 'history.csv': history.join('\n') }
    expect((await at.bringIn(folderWith(files))).exitCode).toBe(0)
    const column = 'who-complained | Adult (parent / carer) | count'
    expect(await at.report('--format', 'csv')).toContain(`history,2020-21,${column},12`)
    const shown = await at.report('--format', 'csv', '--public')
    expect(shown).toContain(`history,2020-21,${column},*`)
    expect(shown).toContain('history,2020-21,compliments | all | count,2')
  })

  test.each([
    [['--from', '2021-04-31'], 1, '--from, --to: two days'],
    [['--to', '2020-01-01'], 1, '--from, --to: two days'],
    [['--format', 'doc'], 1, '--format: one of'],
    [['--authority', 'atlantis'], 1, '--authority: atlantis is not served here'],
    [['--format', 'pdf'], 2, '--format pdf: needs Chromium or Chrome'],
  ])('with %j ends with %d and says why', async (more, exitCode, line) => {
    const { deps } = await opened()
    const usual = ['--authority', 'coventry', '--from', '2021-04-01', '--to', '2022-03-31']
    const storeOf = (slug: string) => (slug === 'coventry' ? deps.storeOf() : undefined)
    const ended = await reportCommand([...usual, '--format', 'json', ...more], { ...deps, storeOf })
    expect(ended.exitCode).toBe(exitCode)
    expect(ended.lines[0]).toContain(line)
  })

  test('does its work, and tells how far it is, through a server that runs', async () => {
    const { deps } = await opened()
    const dataDir = temporaryFolder()
    const socket = adminSocket(dataDir)
    const authorities = createAuthorities({
      profiles: [],
      stores: new Map(),
      languagesOf: () => [],
    })
    const publicUrl = 'http://localhost'
    const own = { authorities, publicUrl, addressOf: () => publicUrl }
    const service = { ...own, masterKey: A_MASTER_KEY, dataDir }
    const handlers = commandHandlers({ ...deps, ...service, databaseUrl: undefined })
    const server = await serveAdmin(socket, handlers)
    const said: string[] = []
    const args = [folderOf('coventry'), '--authority', 'coventry', '--cwd', process.cwd()]
    const answer = await askAdmin(socket, 'import', args, (line) => said.push(line))
    await server.close()
    expect(answer).toMatchObject({ exitCode: 0 })
    expect(said).toContain('776 of 776 records written')
  })
})
