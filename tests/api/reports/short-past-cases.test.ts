import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CaseRow, casesOfRows, rowOfCase } from '#api/reports/case-row.ts'
import { recordsOf } from '#api/reports/counting/records.ts'
import { openWriter } from '#api/store/connection.ts'
import { MIGRATIONS, migrate } from '#api/store/migrate.ts'
import { type LedgerCase, MediationResult } from '#schema/report/ledger.ts'
import { anyCase } from '#tests/rules/report/ledgers.ts'
import { NINE_ON_MONDAY, temporaryFolder } from '#tests/support/store.ts'

/** With what few cases have, too. */
const anyWholeCase = fc
  .tuple(anyCase, fc.boolean(), fc.constantFrom(...MediationResult.options, null))
  .map(([of, isOpen, result]): LedgerCase => {
    const on = isOpen ? null : of.receivedOn
    return {
      ...of,
      closedOn: on,
      closedAs: isOpen ? null : 'Upheld',
      stages: of.stages.map((stage) => ({
        ...stage,
        extended: isOpen,
        panelOn: on,
        panelReportOn: on,
      })),
      mediations: [{ heldOn: on, result }],
    }
  })

test('a past case is read back as it was brought in', () => {
  fc.assert(
    fc.property(fc.array(anyWholeCase), (cases) => {
      const numbers = new Map<string, number>()
      const numberOf = (label: string) => {
        const number = numbers.get(label) ?? numbers.size + 1
        numbers.set(label, number)
        return number
      }
      const kept = JSON.stringify(cases.map((each) => rowOfCase(each, numberOf)))
      const labels = new Map([...numbers].map(([label, number]) => [number, label]))
      const rows: readonly CaseRow[] = JSON.parse(kept)
      expect(rows.map(casesOfRows(labels))).toEqual(cases)
    }),
  )
})

test('past cases of an earlier release are counted as before', async () => {
  const path = join(temporaryFolder(), 'cases.db')
  const writer = await openWriter({ kind: 'file', path, key: Buffer.alloc(32, 3) })
  const shortened = MIGRATIONS.findIndex(({ name }) => name.endsWith('short-past-cases'))
  await migrate(writer, NINE_ON_MONDAY, MIGRATIONS.slice(0, shortened))
  await writer.execute(
    `INSERT INTO past_imports VALUES (1, '${NINE_ON_MONDAY}', '${NINE_ON_MONDAY}')`,
  )
  const cases = fc.sample(anyWholeCase, { numRuns: 100, seed: 1 })
  for (const [index, each] of cases.entries()) {
    await writer.execute({
      sql: "INSERT INTO past_records VALUES (?, 1, 'case', ?, '', ?, ?, ?, NULL)",
      args: [index + 1, String(index), each.receivedOn, each.receivedOn, JSON.stringify(each)],
    })
  }
  await migrate(writer, NINE_ON_MONDAY)
  const read: LedgerCase[] = []
  for await (const page of recordsOf(writer, 'case', null)) read.push(...page)
  expect(read).toEqual(cases)
  writer.close()
})
