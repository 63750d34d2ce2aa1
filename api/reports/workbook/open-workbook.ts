import type { PastSource, SourceRecord } from '#api/reports/past-source.ts'
import { readDateStyles } from './dates.ts'
import { readSharedStrings } from './shared-strings.ts'
import { type Book, SheetParser } from './sheet.ts'
import { readXml, refuseWorkbook } from './xml.ts'
import { openZip, type Zip } from './zip.ts'

const WORKBOOK = 'xl/workbook.xml'

/**
 * A workbook as a source of past cases: a sheet for each list, `cases` or `cases.csv`. Refuses with `SourceFault`
 * what is no workbook or is made to burst. Its sheets are read when they are asked for, a piece at a time.
 */
export async function openWorkbook(path: string): Promise<PastSource> {
  const zip = await openZip(path)
  try {
    if (!zip.has(WORKBOOK)) refuseWorkbook()
    const { sheets, calendar } = await readSheetList(zip)
    const styles = 'xl/styles.xml'
    const strings = 'xl/sharedStrings.xml'
    const book: Book = {
      calendar,
      strings: zip.has(strings) ? await readSharedStrings(zip.text(strings)) : [],
      dateStyles: zip.has(styles) ? await readDateStyles(zip.text(styles)) : new Set(),
    }
    return {
      names: [...sheets.keys()],
      called: (name) => `sheet ${name}`,
      counts: 'row',
      records: (name) => rowsOf(zip, sheets.get(name), book),
      close: () => zip.close(),
    }
  } catch (fault) {
    zip.close()
    throw fault
  }
}

/** Each sheet's part of the workbook by the sheet's name. */
async function readSheetList(zip: Zip) {
  const targets = new Map<string, string>()
  await readXml(zip.text('xl/_rels/workbook.xml.rels'), {
    opens: (name, { Id, Target }) => {
      if (name === 'Relationship' && Id !== undefined && Target !== undefined) {
        targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`)
      }
    },
  })
  const sheets = new Map<string, string>()
  let calendar: Book['calendar'] = 'usual'
  await readXml(zip.text(WORKBOOK), {
    opens: (name, attributes) => {
      if (name === 'workbookPr' && /^(1|true)$/.test(attributes.date1904 ?? '')) {
        calendar = 'from1904'
      }
      if (name !== 'sheet') return
      const target = targets.get(relationOf(attributes) ?? '')
      const called = (attributes.name ?? '').replace(/\.csv$/, '')
      if (target === undefined || sheets.has(called)) refuseWorkbook()
      sheets.set(called, target)
    },
  })
  return { sheets, calendar }
}

/** Which part an element points to: `r:id`, or under another prefix, for the writer chooses it. */
function relationOf(attributes: Readonly<Record<string, string>>): string | undefined {
  return Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1]
}

async function* rowsOf(
  zip: Zip,
  part: string | undefined,
  book: Book,
): AsyncGenerator<readonly SourceRecord[]> {
  if (part === undefined) return
  const sheet = new SheetParser(book)
  for await (const piece of zip.text(part)) yield sheet.push(piece)
  yield sheet.end()
}
