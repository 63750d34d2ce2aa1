import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import writeExcelFile, { type Cell } from 'write-excel-file/node'
import { openFolder } from '#api/reports/csv.ts'
import { importPastCases } from '#api/reports/import.ts'
import { openWorkbook } from '#api/reports/workbook/open-workbook.ts'
import { pastRecords } from '#api/store/tables.ts'
import { reportLists } from '#schema/rules/report/lists.ts'
import { folderOf, PAST_CASES } from '#tests/fixtures/past-cases/expected.ts'
import { commonLists, profileOf } from '#tests/rules/authorities.ts'
import { type Packed, packed } from '#tests/support/packed.ts'
import { NINE_ON_MONDAY, temporaryFolder, temporaryStore } from '#tests/support/store.ts'

const HEADER = readFileSync(join(folderOf('coventry'), 'cases.csv'), 'utf8').split('\r\n')[0] ?? ''
const CASE = 'PAST-1,2021-04-07,statutory,MASH,,,,no,no,Email,,'

async function opened(slug = 'coventry') {
  const store = await temporaryStore({ slug })
  const profile = profileOf(slug)
  const lists = reportLists(profile, commonLists)
  return {
    store,
    bringIn: (path: string) =>
      importPastCases({
        store,
        profile,
        lists,
        path,
        mode: 'write',
        at: NINE_ON_MONDAY,
        actor: 'command',
        say: () => {},
      }),
  }
}

/** As somebody would have it who opened the file in Excel: days as days, numbers as numbers. */
function typed(text: string): Cell {
  if (text === '') return null
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) {
    return { value: new Date(`${text}T00:00:00Z`), type: Date, format: 'dd/mm/yyyy' }
  }
  if (/^(0|[1-9]\d*)(\.\d+)?$/.test(text)) return Number(text)
  return text
}

async function workbookOf(folder: string): Promise<string> {
  const source = openFolder(folder)
  const sheets = []
  for (const name of source.names) {
    const data: Cell[][] = []
    for await (const records of source.records(name)) {
      for (const { cells } of records) data.push(cells.map(typed))
    }
    sheets.push({ sheet: name, data })
  }
  const path = join(temporaryFolder(), 'past.xlsx')
  await writeExcelFile(sheets).toFile(path)
  return path
}

/** A workbook whose sheet `cases` is this XML, below the row of names. */
function bookWith(rows: string, more: readonly Packed[] = [], sheet = 'cases'): string {
  const names = HEADER.split(',').map((name) => `<c t="inlineStr"><is><t>${name}</t></is></c>`)
  const path = join(temporaryFolder(), 'bad.xlsx')
  const parts = [
    {
      name: 'xl/workbook.xml',
      data: `<workbook xmlns:r="r"><sheets><sheet name="${sheet}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      data: '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
    },
    {
      name: 'xl/worksheets/sheet1.xml',
      data: `<worksheet><sheetData><row r="1">${names.join('')}</row>${rows}</sheetData></worksheet>`,
    },
  ]
  const added = new Set(more.map(({ name }) => name))
  writeFileSync(path, packed([...parts.filter(({ name }) => !added.has(name)), ...more]))
  return path
}

function row(line: number, cells: string): string {
  const text = cells.split(',').map((cell) => `<c t="inlineStr"><is><t>${cell}</t></is></c>`)
  return `<row r="${line}">${text.join('')}</row>`
}

describe('a workbook of past cases', () => {
  test.each(PAST_CASES)(
    'of %s brings in what its folder brings in, with days and numbers as Excel keeps them',
    async (slug) => {
      const at = await opened(slug)
      const folder = await at.bringIn(folderOf(slug))
      const workbook = await at.bringIn(await workbookOf(folderOf(slug)))
      if (!folder.ok) throw new Error('the folder was refused')
      expect(workbook).toEqual({ ok: true, added: 0, changed: 0, same: folder.added })
    },
  )

  test('may have empty rows, empty ends of rows, and names that end with .csv', async () => {
    const at = await opened()
    const short = '<row r="9"><c r="A9" t="inlineStr"><is><t>PAST-2</t></is></c>'
    const rest =
      '<c r="B9" t="inlineStr"><is><t>2021-04-08</t></is></c><c r="C9" t="inlineStr"><is><t>comment</t></is></c></row>'
    const book = bookWith(`${row(2, CASE)}<row r="3"/>${short}${rest}`, [], 'cases.csv')
    expect(await at.bringIn(book)).toMatchObject({ ok: true, added: 2 })
  })

  test('of LibreOffice says yes and no in a way of its own, and of Excel the end of a line', async () => {
    const cells = [
      '<c r="H2" t="b"><f aca="false">FALSE()</f><v>0</v></c>',
      '<c r="I2" t="b"><f>TRUE()</f><v>1</v></c>',
      '<c r="J2" t="inlineStr"><is><t>one_x000D_\ntwo _x005F_x000D_</t></is></c>',
    ]
    const source = await openWorkbook(bookWith(`<row r="2">${cells.join('')}</row>`))
    const rows = []
    for await (const records of source.records('cases')) rows.push(...records)
    source.close()
    expect(rows[1]?.cells.slice(7, 10)).toEqual(['no', 'yes', 'one\r\ntwo _x000D_'])
    expect(rows[1]?.faults).toBeUndefined()
  })

  test('may name its parts in a namespace under another prefix', async () => {
    const data =
      '<x:workbook xmlns:x="m" xmlns:d3p1="r"><x:sheets><x:sheet name="cases" sheetId="1" d3p1:id="rId1"/></x:sheets></x:workbook>'
    const at = await opened()
    const book = bookWith(row(2, CASE), [{ name: 'xl/workbook.xml', data }])
    expect(await at.bringIn(book)).toMatchObject({ ok: true, added: 1 })
  })
})

const FORMULA = '<c r="A3"><f>HYPERLINK("http://a.example")</f><v>1</v></c>'

describe('a workbook is refused whole, with sheet, row, column and what was expected', () => {
  test.each<[string, () => string, object]>([
    [
      'a formula',
      () => bookWith(`${row(2, CASE)}<row r="3">${FORMULA}</row>`),
      {
        file: 'sheet cases',
        line: 3,
        column: 'case_ref',
        value: '=HYPERLINK("http://a.example")',
        expected: 'a value, not a formula',
      },
    ],
    [
      'a fault of Excel',
      () => bookWith(`<row r="2"><c r="A2" t="e"><v>#REF!</v></c></row>`),
      { line: 2, column: 'case_ref', value: '#REF!', expected: 'a value, not a fault' },
    ],
    [
      'a label that is not the authority’s',
      () => bookWith(row(2, CASE.replace('MASH', 'Team Nord'))),
      { file: 'sheet cases', line: 2, column: 'service', value: 'Team Nord' },
    ],
    [
      'a day with a time',
      () => bookWith(`<row r="2"><c r="A2"><v>17</v></c><c r="B2"><v>44293.5</v></c></row>`),
      { line: 2, column: 'received_on', value: '44293.5', expected: 'a day such as 2021-04-07' },
    ],
    [
      'a cell of ten megabytes',
      () => bookWith(row(2, CASE.replace('MASH', 'x'.repeat(10_000_000)))),
      { file: 'sheet cases', line: 2, expected: 'at most 10000 characters in a cell' },
    ],
    [
      'a cell that is too long',
      () => bookWith(row(2, CASE.replace('MASH', 'x'.repeat(10_001)))),
      { line: 2, column: 'service', expected: 'at most 10000 characters in a cell' },
    ],
    [
      'a sheet that nobody knows',
      () => bookWith(row(2, CASE), [], 'case'),
      { file: 'sheet case', expected: expect.stringContaining('sheet cases | sheet stages') },
    ],
    [
      'more columns than any list has',
      () => bookWith('<row r="2"><c r="XFD2"><v>1</v></c></row>'),
      { file: 'sheet cases', line: 2, expected: 'at most 100 columns' },
    ],
    [
      'entities of its own',
      () => {
        const data = '<!DOCTYPE a [<!ENTITY x "xxxx">]><worksheet><row>&x;</row></worksheet>'
        return bookWith('', [{ name: 'xl/worksheets/sheet1.xml', data }])
      },
      { file: 'sheet cases', expected: 'a sheet that Excel wrote' },
    ],
    [
      'a part that bursts',
      () => bookWith('', [{ name: 'xl/worksheets/sheet1.xml', data: Buffer.alloc(60_000_000) }]),
      {
        file: 'bad.xlsx',
        value: 'xl/worksheets/sheet1.xml',
        expected: expect.stringContaining('1000 MB'),
      },
    ],
    [
      'a part that bursts and says that it is small',
      () => {
        const data = Buffer.alloc(40_000_000, ' ')
        return bookWith('', [{ name: 'xl/worksheets/sheet1.xml', data, saysSize: 200 }])
      },
      { file: 'sheet cases', expected: expect.stringContaining('whole') },
    ],
    [
      'what is no workbook at all',
      () => {
        const path = join(temporaryFolder(), 'bad.xlsx')
        writeFileSync(path, 'case_ref,received_on\n')
        return path
      },
      { file: 'bad.xlsx', expected: 'an Excel workbook that is saved as .xlsx and not locked' },
    ],
    [
      'a packed file that is no workbook',
      () => {
        const path = join(temporaryFolder(), 'bad.xlsx')
        writeFileSync(path, packed([{ name: 'a.txt', data: 'a' }]))
        return path
      },
      { file: 'bad.xlsx', expected: 'a whole workbook: save it again in Excel' },
    ],
  ])('for %s', async (_, made, fault) => {
    const at = await opened()
    const refused = await at.bringIn(made())
    expect(refused).toMatchObject({ ok: false, code: 'faults', counts: 'row' })
    if (refused.ok || refused.code !== 'faults') return
    expect(refused.faults[0]).toMatchObject(fault)
    expect(await at.store.db.select().from(pastRecords)).toEqual([])
  })

  test('naming every fault of a row, not the first alone', async () => {
    const source = await openWorkbook(
      bookWith(`<row r="2">${FORMULA}<c r="B2" t="e"><v>#N/A</v></c></row>`),
    )
    const faults: unknown[] = []
    for await (const records of source.records('cases')) {
      for (const record of records) faults.push(...(record.faults ?? []))
    }
    source.close()
    expect(faults).toHaveLength(2)
  })
})
