import type writeExcelFile from 'write-excel-file/node'
import {
  getOrderOfSiblings,
  insertElementMarkupAccordingToOrderOfSiblings,
  sanitizeTextContent,
} from 'write-excel-file/utility'

type Feature = NonNullable<NonNullable<Parameters<typeof writeExcelFile>[1]>['features']>[number]

const WORKBOOK = 'xl/workbook.xml'
const SHEET = 'xl/worksheets/sheet{id}.xml'
/** A4, by its number in ECMA-376 part 1, 18.3.1.63. */
const A4 = 9

/**
 * How each sheet is printed: as wide as its page, on as many pages as its rows take, with its head and its first
 * column on every one. `headOf`: the row of the names of its columns; null for a sheet without one.
 */
export function printedPages(headOf: (sheet: string) => number | null): Feature {
  const titlesOf = (sheet: string, place: number) => {
    const row = headOf(sheet)
    if (row === null) return ''
    const quoted = `'${sheet.replaceAll("'", "''")}'`
    const area = sanitizeTextContent(`${quoted}!$A:$A,${quoted}!$${row}:$${row}`)
    return `<definedName name="_xlnm.Print_Titles" localSheetId="${place}">${area}</definedName>`
  }
  return {
    files: {
      transform: {
        [SHEET]: {
          transform: (xml) =>
            placed(xml, SHEET, 'worksheet', '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'),
          transformElementAttributes: (name, attributes) =>
            name === 'pageSetup'
              ? { ...attributes, paperSize: A4, fitToWidth: 1, fitToHeight: 0 }
              : attributes,
        },
        [WORKBOOK]: {
          transform: (xml, sheets) => {
            const titles = sheets.map(({ sheet = '' }, place) => titlesOf(sheet, place)).join('')
            return placed(xml, WORKBOOK, 'workbook', `<definedNames>${titles}</definedNames>`)
          },
        },
      },
    },
  }
}

/** Excel takes the parts of a file in one order alone. */
function placed(xml: string, file: typeof WORKBOOK | typeof SHEET, root: string, part: string) {
  const order = getOrderOfSiblings(file, root) ?? []
  return insertElementMarkupAccordingToOrderOfSiblings(xml, part, order, root)
}
