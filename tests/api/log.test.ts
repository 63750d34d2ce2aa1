import { expect, test } from 'vitest'
import { createLog, faultCode } from '#api/log.ts'

function linesOf(write: (log: ReturnType<typeof createLog>) => void, level = 'info' as const) {
  const lines: string[] = []
  write(createLog(level, (line) => lines.push(line)))
  return lines
}

test('a line holds what happened, to which reference, and how long it took', () => {
  const [line = ''] = linesOf((log) =>
    log('info', 'request', {
      reference: 'ABCD2345',
      route: '/api/submissions',
      status: 201,
      ms: 4,
    }),
  )
  expect(JSON.parse(line)).toMatchObject({
    level: 'info',
    code: 'request',
    reference: 'ABCD2345',
    route: '/api/submissions',
    status: 201,
    ms: 4,
  })
})

test.each([
  ['a sentence', 'They moved me without telling'],
  ['an e-mail address', 'sam@example.org'],
  ['a name with an accent', 'Zoë'],
  ['two lines', 'ABCD2345\n{"forged":1}'],
  ['a very long word', 'a'.repeat(1000)],
])('%s is left out of the log wherever it is put', (_, text) => {
  const lines = linesOf((log) => log('error', 'fault', { reference: text, fault: text }))
  expect(lines).toHaveLength(1)
  expect(lines[0]).not.toContain(JSON.stringify(text).slice(1, -1))
})

test('a field that is not on the list is left out', () => {
  const more = { reference: 'ABCD2345', answer: 'yes' }
  expect(linesOf((log) => log('info', 'request', more))[0]).not.toContain('answer')
})

test('what is below the level is not written', () => {
  expect(linesOf((log) => log('debug', 'request'))).toEqual([])
})

test('a fault is named by its code, never by its message', () => {
  const fault = Object.assign(new Error('no such column: Marigold'), { code: 'SQLITE_ERROR' })
  expect(faultCode(fault)).toBe('SQLITE_ERROR')
  expect(faultCode(new TypeError('Marigold'))).toBe('TypeError')
  expect(faultCode(Object.assign(new Error(), { code: 'they moved me' }))).toBe('Error')
  expect(faultCode('Marigold')).toBe('string')
})
