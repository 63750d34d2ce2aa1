import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CsvParser, readCsv } from '#api/reports/csv.ts'
import { SourceFault } from '#api/reports/past-source.ts'
import { temporaryFolder } from '#tests/support/store.ts'

function parse(...pieces: readonly string[]): readonly (readonly string[])[] {
  const parser = new CsvParser()
  const records = pieces.flatMap((piece) => [...parser.push(piece)])
  return [...records, ...parser.end()].map(({ cells }) => cells)
}

async function parseFile(bytes: Buffer | string): Promise<readonly string[]> {
  const path = join(temporaryFolder(), 'cases.csv')
  writeFileSync(path, bytes)
  const cells: string[] = []
  for await (const records of readCsv(path)) cells.push(...records.flatMap((each) => each.cells))
  return cells
}

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`

describe('a CSV file', () => {
  test('gives back the cells it was made from, wherever the text is cut', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', 'é', ' ') })
    const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1 })
    fc.assert(
      fc.property(table, fc.constantFrom('\n', '\r\n'), fc.nat(), (rows, end, at) => {
        const text = rows.map((row) => row.map(quoted).join(',') + end).join('')
        const cut = at % (text.length + 1)
        expect(parse(text.slice(0, cut), text.slice(cut))).toEqual(rows)
      }),
    )
  })

  test('may leave its cells bare and its last line unended', () => {
    expect(parse('a,b\r\n1,\n,2')).toEqual([
      ['a', 'b'],
      ['1', ''],
      ['', '2'],
    ])
  })

  test('may begin with a byte order mark', async () => {
    expect(await parseFile('\ufeffcase_ref')).toEqual(['case_ref'])
  })

  test.each([
    ['a quotation mark inside a bare cell', 'a\nb"c', 2],
    ['text after the closing quotation mark', '"a"b', 1],
    ['a quotation mark that nothing closes', 'a\nb\n"c\n', 3],
    ['a carriage return on its own', 'a\rb', 1],
    ['a cell of ten megabytes', `a\n"${'x'.repeat(10_000_000)}"`, 2],
  ])('is refused for %s, with its line', (_, text, line) => {
    expect(() => parse(text)).toThrow(SourceFault)
    try {
      parse(text)
    } catch (fault) {
      expect(fault).toMatchObject({ line })
    }
  })

  test('is refused in another encoding than UTF-8', async () => {
    await expect(parseFile(Buffer.from('caf\xe9', 'latin1'))).rejects.toThrow('UTF-8')
  })
})
