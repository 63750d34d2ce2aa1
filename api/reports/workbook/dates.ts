import { dayOfNumber, numberOfYmd } from '#schema/rules/days/day-number.ts'
import { readXml } from './xml.ts'

/** Formats of dates that a workbook need not spell out (ECMA-376 part 1, 18.8.30). */
const DATE_FORMATS: ReadonlySet<number> = new Set([
  ...[14, 15, 16, 17, 22],
  ...[27, 28, 29, 30, 31, 34, 35, 36],
  ...[50, 51, 52, 53, 54, 55, 56, 57, 58],
])
const LITERAL = /"[^"]*"|\[[^\]]*\]|\\./g

/** Which styles of cells show a number as a date. */
export async function readDateStyles(pieces: AsyncIterable<string>): Promise<ReadonlySet<number>> {
  const formats = new Set(DATE_FORMATS)
  const styles = new Set<number>()
  let place = 0
  let isCellStyle = false
  await readXml(pieces, {
    opens(name, attributes) {
      if (name === 'numFmt') {
        const code = (attributes.formatCode ?? '').replaceAll(LITERAL, '')
        if (/[yd]/i.test(code)) formats.add(Number(attributes.numFmtId))
      } else if (name === 'cellXfs') isCellStyle = true
      else if (name === 'xf' && isCellStyle) {
        if (formats.has(Number(attributes.numFmtId))) styles.add(place)
        place += 1
      }
    },
    closes(name) {
      if (name === 'cellXfs') isCellStyle = false
    },
  })
  return styles
}

/** Day 0 of the two calendars of Excel: from 1 March 1900 on, the usual one counts as if from 30 December 1899. */
const DAY_0 = { usual: numberOfYmd(1899, 12, 30), from1904: numberOfYmd(1904, 1, 1) }
const LAST_DAY = 2_958_465

/** `44293` → `2021-04-07`. What is no whole day stays a number, which no column of days takes. */
export function dayOfSerial(serial: number, calendar: keyof typeof DAY_0): string {
  if (!Number.isInteger(serial) || serial < 1 || serial > LAST_DAY) return String(serial)
  return dayOfNumber(DAY_0[calendar] + serial)
}
