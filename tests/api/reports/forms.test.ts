import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { documentOf } from '#api/reports/document.ts'
import { htmlForm } from '#api/reports/html-form.ts'
import { importPastCases } from '#api/reports/import.ts'
import { type MadeReport, makeReport } from '#api/reports/make-report.ts'
import { findBrowser } from '#api/reports/pdf-form.ts'
import { rowName } from '#api/reports/print.ts'
import { reportForm } from '#api/reports/report-form.ts'
import { openWorkbook } from '#api/reports/workbook/open-workbook.ts'
import { openZip } from '#api/reports/workbook/zip.ts'
import { openStore } from '#api/store/open-store.ts'
import { ownDataFolder } from '#api/store/owner.ts'
import { loadContent } from '#content/index.ts'
import type { Profile } from '#schema/authority/profile.ts'
import { day } from '#schema/dates.ts'
import { reportLists } from '#schema/rules/report/lists.ts'
import { printedYears } from '#schema/rules/report/year.ts'
import { expectedOf, folderOf, PAST_CASES } from '#tests/fixtures/past-cases/expected.ts'
import { slugs } from '#tests/rules/authorities.ts'
import { A_MASTER_KEY, NINE_ON_MONDAY, temporaryFolder } from '#tests/support/store.ts'

const content = loadContent()
const words = content.words('en')
const made = new Map<string, MadeReport & { readonly profile: Profile }>()

/** Each authority's report once; the two whose past cases we have not are empty, and have every section all the same. */
async function make(slug: string): Promise<void> {
  const profile = content.authorities.get(slug)
  if (profile === undefined) throw new Error(`no ${slug}`)
  const dataDir = temporaryFolder()
  const folder = await ownDataFolder(dataDir)
  const store = await openStore({
    folder,
    slug,
    masterKey: A_MASTER_KEY,
    clock: () => NINE_ON_MONDAY,
  })
  const isKnown = (PAST_CASES as readonly string[]).includes(slug)
  if (isKnown) {
    await importPastCases({
      store,
      profile,
      lists: reportLists(profile, content.commonLists),
      path: folderOf(slug),
      mode: 'write',
      at: NINE_ON_MONDAY,
      actor: 'command',
      say: () => {},
    })
  }
  const period = isKnown
    ? expectedOf(slug).period
    : { from: day('2021-04-01'), to: day('2022-03-31') }
  const report = await makeReport({ store, profile, content, words, period, readers: 'officers' })
  made.set(slug, { ...report, profile })
  await store.close()
  folder.release()
}

function madeOf(slug: string) {
  const report = made.get(slug)
  if (report === undefined) throw new Error(`no report of ${slug}`)
  return { ...report, words }
}

describe('the report of every authority', () => {
  test.each(slugs)('%s has its own sections in their order, and every table once', async (slug) => {
    await make(slug)
    const of = madeOf(slug)
    const html = String(await reportForm('html', of, undefined))
    const titles = [...html.matchAll(/<h2 id="section-[^"]+">([^<]*)<\/h2>/g)].map(
      ([, title]) => title,
    )
    const layout = content.reportLayouts.get(slug)
    const year = printedYears(of.report.period)
    expect(titles).toEqual(
      layout?.sections.map(({ title }) => title.replace('{{year}}', year).replaceAll('&', '&amp;')),
    )
    const { empty } = of.document
    for (const { id, title } of of.report.tables.filter((table) => !empty.includes(table))) {
      const times = [...html.matchAll(/<h3 [^>]*>([^<]*)<\/h3>/g)].filter(
        ([, each]) => each === title,
      )
      expect(times.length, id).toBeGreaterThanOrEqual(1)
    }
    expect(html).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)|\{\{/)
  })

  test.each(slugs)('%s has no two rows of one name in a table', (slug) => {
    const { report, profile } = madeOf(slug)
    for (const { id, rows } of report.tables) {
      const names = rows.map(({ label }) => rowName({ table: id, label }, profile, words))
      expect(new Set(names).size, id).toBe(names.length)
    }
  })

  test('what an earlier report printed is named as this one names it', () => {
    const history = madeOf('coventry').report.tables.find(({ id }) => id === 'history')
    expect(history?.columns.map(({ label }) => label)).toContain(
      'Complaints by stage: Formal investigation (Stage 2), Number',
    )
  })

  test('a page names months and figures of earlier years in words', () => {
    const html = htmlForm(madeOf('coventry'))
    expect(html).toContain('<th scope="row" role="rowheader">April 2021</th>')
    expect(html).toContain(
      '<th scope="row" role="rowheader">Complaints by stage: Formal investigation (Stage 2), Number</th>',
    )
    expect(html).not.toContain(' | ')
  })

  test('a section of which nothing is written asks its officers for words, and is not published', async () => {
    const of = madeOf('coventry')
    const written = async (readers: 'officers' | 'public') =>
      String(await reportForm('html', { ...of, readers }, undefined))
    expect(await written('officers')).toMatch(/Welcome<\/h2>\s*<p>Nothing is written here yet/)
    expect(await written('public')).not.toMatch(/Welcome<\/h2>|Nothing is written here yet/)
  })

  test('a figure in a text is the figure of its table', () => {
    const [first] = madeOf('oxfordshire').document.sections
    expect(first?.paragraphs.join(' ')).toContain('855 contacts came in, 152 of them statutory')
  })

  test('last year’s total says so where it is of some rows alone', () => {
    const said = (slug: string, table: string) =>
      madeOf(slug)
        .report.tables.find(({ id }) => id === table)
        ?.notes.filter((note) => note.startsWith('The year before is not known of every row.'))
        .length
    expect(said('oxfordshire', 'contacts-by-category')).toBe(1)
    expect(said('oxfordshire', 'complaints-by-stage')).toBe(0)
  })

  test('representations of Slough have their own part of a table of all', () => {
    const section = madeOf('slough-childrens-services-trust').document.sections.find(
      ({ id }) => id === '5-representations',
    )
    const reasons = section?.parts.flatMap((part) =>
      part.kind === 'table' && part.table.id === 'reasons' ? part.table : [],
    )
    expect(reasons?.[0]?.columns.map(({ key }) => key)).toEqual(['concern'])
    expect(Object.keys(reasons?.[0]?.total ?? {})).toEqual(['concern'])
  })

  test('a part of a table says what its stars stand for', () => {
    const slug = 'slough-childrens-services-trust'
    const { report, tables, profile } = madeOf(slug)
    const layout = content.reportLayouts.get(slug)
    if (layout === undefined) throw new Error('no layout')
    const hidden = report.tables.map((table) =>
      table.id === 'who-complained'
        ? {
            ...table,
            rows: table.rows.map((row) => ({
              ...row,
              values: { ...row.values, concern: '*' as const },
            })),
          }
        : table,
    )
    const told = { change: [], voice: [], compliment: [] }
    const inPublic = { ...report, tables: hidden }
    const { sections } = documentOf({ report: inPublic, tables, profile, layout, told, words })
    const [part] = sections
      .flatMap(({ parts }) => parts)
      .flatMap((each) =>
        each.kind === 'table' &&
        each.table.columns.length === 1 &&
        each.table.id === 'who-complained'
          ? each.table
          : [],
      )
    expect(part?.notes).toEqual([words.get('report.note.small-counts')])
  })

  test('tables of nothing but noughts are named in one sentence, and take no page', () => {
    const html = htmlForm(madeOf('north-east-lincolnshire'))
    const [sentence = ''] = /<p>Nothing was counted[^<]*/.exec(html) ?? []
    expect(sentence).toContain('Who wrote;')
    expect(html).not.toMatch(/<h3 [^>]*>Who wrote</)
    expect(html).toMatch(/<h3 [^>]*>Remedies</)
  })

  test('a table that was wider than a telephone is rows of cards there, which keep their roles', () => {
    const html = htmlForm(madeOf('coventry'))
    expect(html).toContain('<td role="cell" data-label="Late, %">')
    expect(html).toContain('<table class="years cards" role="table">')
    expect(html).toMatch(/<table>\s*<caption><span>Of: ombudsman cases/)
  })

  test('a year that printed less leaves a dash, not a column of “not known”', () => {
    const html = htmlForm(madeOf('north-east-lincolnshire'))
    // Its own part on earlier years comes first, all that was printed at the end.
    const [part = '', table = ''] = html.match(/<table class="years.*?<\/table>/gs) ?? []
    expect(part.match(/<tr /g)?.length).toBe(6)
    expect(table).toContain('>–</td>')
    expect(table).not.toContain('not known')
  })

  test('a chart of years has an earlier year in it, and says where its figures stand', () => {
    const [chart = ''] =
      /<title [^>]*>Statutory complaints by year<.*?<\/desc>/.exec(
        htmlForm(madeOf('north-east-lincolnshire')),
      ) ?? []
    expect(chart).toContain('those of years before in the table “Earlier years”')
  })

  test('what changed is said of what is known in both years, and never of a sum of which a part is not', () => {
    const [first] = madeOf('oxfordshire').document.sections
    const said = first?.parts.flatMap((part) => (part.kind === 'sentences' ? part.sentences : []))
    expect(said).toContain(
      'What came in, by category, Statutory complaint: 152, up from 144 the year before (5.6% more).',
    )
    expect(said?.some((sentence) => sentence.includes('Total: 855'))).toBe(false)
  })

  test('a sum of one figure is not said to have changed a second time', () => {
    const html = htmlForm(madeOf('north-east-lincolnshire'))
    expect(html).toContain('Remedies, All: £0.00, down from £650.00')
    expect(html).not.toContain('Remedies, Total')
  })

  test('a chart has a name, says where its figures stand, and no colour of its own', () => {
    const charts = madeOf('coventry').document.sections.flatMap(({ parts }) =>
      parts.flatMap((part) => (part.kind === 'chart' ? [part.svg] : [])),
    )
    expect(charts.length).toBeGreaterThan(5)
    // On a telephone half of each bar was out of sight: it has a drawing of its own there.
    expect(
      htmlForm(madeOf('coventry')).match(/<div class="narrow-chart"><svg [^>]*viewBox="0 0 320 /g),
    ).toHaveLength(charts.length)
    for (const svg of charts) {
      expect(svg).toMatch(/role="img".*<title id=.*<desc id=/)
      expect(svg).not.toMatch(/#[0-9a-f]{3,6}"|style=|rgb\(/)
    }
  })
})

describe('as a workbook', () => {
  test('numbers are numbers, and what looks like a formula is text', async () => {
    const of = madeOf('coventry')
    const [table] = of.report.tables
    if (table === undefined) throw new Error('no tables')
    const [row] = table.rows
    const evil = { ...table, rows: [{ label: '=HYPERLINK("x")', values: row?.values ?? {} }] }
    const report = { ...of.report, tables: [evil] }
    const path = join(temporaryFolder(), 'report.xlsx')
    writeFileSync(path, (await reportForm('xlsx', { ...of, report }, undefined)) ?? '')
    const zip = await openZip(path)
    let xml = ''
    for await (const piece of zip.text('xl/worksheets/sheet2.xml')) xml += piece
    zip.close()
    expect(xml).not.toContain('<f>')
    expect(xml).toContain('<v>177</v>')
    const book = await openWorkbook(path)
    const cells: string[] = []
    for await (const rows of book.records('contacts-by-category')) {
      cells.push(...rows.flatMap((each) => each.cells))
    }
    book.close()
    expect(cells).toContain('=HYPERLINK("x")')
  })

  test('each sheet is printed as wide as its page, with its head on every one', async () => {
    const path = join(temporaryFolder(), 'report.xlsx')
    const of = madeOf('north-east-lincolnshire')
    writeFileSync(path, (await reportForm('xlsx', of, undefined)) ?? '')
    const zip = await openZip(path)
    const textOf = async (name: string) => {
      let xml = ''
      for await (const piece of zip.text(name)) xml += piece
      return xml
    }
    const place = of.report.tables.findIndex(({ id }) => id === 'history') + 1
    const [book, sheet] = [
      await textOf('xl/workbook.xml'),
      await textOf(`xl/worksheets/sheet${place + 1}.xml`),
    ]
    zip.close()
    expect(book).toContain(`localSheetId="${place}">'history'!$A:$A,'history'!$5:$5<`)
    expect(sheet).toMatch(/<worksheet [^>]*><sheetPr><pageSetUpPr fitToPage="1"\/><\/sheetPr>/)
    expect(sheet).toMatch(/<pageSetup [^>]*fitToWidth="1"[^>]*fitToHeight="0"/)
    // Years are columns: their many figures would be wider than any page.
    expect(sheet.match(/<c r="[A-Z]+5"/g)?.length).toBeLessThan(12)
  })

  test('has a sheet for every table, named by it', async () => {
    const of = madeOf('oxfordshire')
    const path = join(temporaryFolder(), 'report.xlsx')
    writeFileSync(path, (await reportForm('xlsx', of, undefined)) ?? '')
    const book = await openWorkbook(path)
    book.close()
    expect(book.names).toEqual(['Report', ...of.report.tables.map(({ id }) => id)])
  })
})

describe('as a PDF', () => {
  const browser = findBrowser({ named: process.env.CHROMIUM, path: process.env.PATH })

  test('it is printed and tagged, by a browser that is on this machine', async () => {
    const of = madeOf('north-east-lincolnshire')
    const pdf = await reportForm('pdf', of, browser)
    const text = pdf?.toString('latin1') ?? ''
    expect(text.slice(0, 5)).toBe('%PDF-')
    expect(text).toMatch(/\/MarkInfo\s*<<[^>]*\/Marked true/)
    expect(text).toContain('/StructTreeRoot')
  })

  test('it is none without a browser', async () => {
    expect(await reportForm('pdf', madeOf('coventry'), undefined)).toBeUndefined()
    expect(findBrowser({ named: '/nowhere/chromium', path: '' })).toBeUndefined()
  })
})
