import { faultOfAll, LONGEST_CELL } from '#api/reports/past-source.ts'
import { readXml, unescaped } from './xml.ts'

/** All texts of a workbook together: they are held in memory. */
const MOST_CHARACTERS = 60_000_000

/** The texts that cells share, by number. Null for one that is longer than any cell may be. */
export async function readSharedStrings(
  pieces: AsyncIterable<string>,
): Promise<readonly (string | null)[]> {
  const strings: (string | null)[] = []
  let text = ''
  let isText = false
  // How a word is spoken stands beside it in Japanese workbooks and is no part of the text.
  let isSpoken = false
  let characters = 0
  await readXml(pieces, {
    opens(name) {
      if (name === 'si') text = ''
      else if (name === 't') isText = true
      else if (name === 'rPh') isSpoken = true
    },
    text(part) {
      if (!isText || isSpoken) return
      if (text.length <= LONGEST_CELL) text += part.slice(0, LONGEST_CELL + 1)
      characters += part.length
      if (characters > MOST_CHARACTERS) throw faultOfAll('a workbook with less text')
    },
    closes(name) {
      if (name === 't') isText = false
      else if (name === 'rPh') isSpoken = false
      else if (name === 'si') strings.push(text.length > LONGEST_CELL ? null : unescaped(text))
    },
  })
  return strings
}
