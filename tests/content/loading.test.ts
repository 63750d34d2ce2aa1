import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { loadContent } from '#content/index.ts'
import { Journey } from '#schema/form/journey.ts'
import { Question } from '#schema/form/question.ts'

const CONTENT = fileURLToPath(new URL('../../content', import.meta.url))

/** A copy of the content with one file changed. */
function withFile(file: string, change: (text: string) => string): () => unknown {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-content-'))
  cpSync(CONTENT, folder, { recursive: true })
  const path = join(folder, file)
  writeFileSync(path, change(readFileSync(path, 'utf8')))
  return () => {
    try {
      return loadContent(folder)
    } finally {
      rmSync(folder, { recursive: true })
    }
  }
}

describe('content that is wrong stops the start and names its file', () => {
  test('a sentence that is missing', () => {
    const load = withFile('words/en/young.json', (text) =>
      text.replace('"title": "Are you safe right now?",', ''),
    )
    expect(load).toThrow('words/en: question.yp-safe.title: missing')
  })

  test('a sentence that belongs to no question', () => {
    const load = withFile('words/en/young.json', (text) => text.replace('"yp-safe"', '"yp-saff"'))
    expect(load).toThrow('words/en/young.json: question.yp-saff.title: unknown key')
  })

  test('an option without words', () => {
    const load = withFile('questions/yp-pass-on.json', (text) =>
      text.replace('"wait"', '"wait", "later"'),
    )
    expect(load).toThrow('question.yp-pass-on.field.answer.option.later.label: missing')
  })

  test('a key that no question knows', () => {
    const load = withFile('questions/yp-pass-on.json', (text) =>
      text.replace('"kind": "question"', '"kind": "question", "colour": "red"'),
    )
    expect(load).toThrow(/questions\/yp-pass-on\.json: .*colour/)
  })

  test('a fact that the contract does not know', () => {
    const load = withFile('questions/yp-safe.json', (text) =>
      text.replace('"danger_now": "no"', '"danger_now": "maybe"'),
    )
    expect(load).toThrow('questions/yp-safe.json: fields.0')
  })

  test('a journey that names no question of ours', () => {
    const load = withFile('journeys/yp.json', (text) => text.replace('"yp-kind",', '"yp-kinds",'))
    expect(load).toThrow('journeys/yp.json: names the question yp-kinds: unknown')
  })

  test('a step that is a page of the way back', () => {
    const load = withFile('journeys/yp.json', (text) =>
      text.replace('"yp-person", ', '"yp-person", "yp-put-right", '),
    )
    expect(load).toThrow('journeys/yp.json: asks yp-put-right, whose place is the way-back')
  })

  test.each([
    [
      'a comma that is missing',
      '"hint": "We ask everyone this",',
      '"hint": "We ask everyone this"',
    ],
    ['a curly quote', '"We ask everyone this"', '“We ask everyone this”'],
  ])('%s is named with its line, and nothing that only follows from it', (_, right, wrong) => {
    const load = withFile('words/en/young.json', (text) => text.replace(right, wrong))
    expect(load).toThrow(/^The content has 1 faults:\nwords\/en\/young\.json: line \d+/)
  })

  test('a field that is shown with the word for pages', () => {
    const load = withFile('questions/yp-name.json', (text) => text.replace('shownWhen', 'when'))
    expect(load).toThrow('in a field it is "shownWhen", not "when"')
  })

  test('a condition on an answer that nobody can give', () => {
    const load = withFile('journeys/yp.json', (text) => text.replace('"not-sure"', '"perhaps"'))
    expect(load).toThrow('yp-safe.answer has no answer perhaps')
  })

  test('a condition on a page that comes later', () => {
    const load = withFile('journeys/yp.json', (text) =>
      text.replace(
        '"yp-kind",',
        '{ "question": "yp-kind", "when": { "yp-reply.answer": ["code"] } },',
      ),
    )
    expect(load).toThrow('yp-kind: its condition names yp-reply, which comes later')
  })

  test('a question after sending whose answer is not only counted', () => {
    const load = withFile('questions/yp-sex.json', (text) => text.replace('"counted": "sex",', ''))
    expect(load).toThrow('yp-sex: answer is asked after sending and not counted')
  })

  test('a counted question before sending, where its answer would stand in the case', () => {
    const load = withFile('journeys/yp.json', (text) => text.replace('"yp-easier",', '"yp-sex",'))
    expect(load).toThrow('yp-sex: answer is counted and asked before sending')
  })

  test('a long page with a link that is not safe', () => {
    const load = withFile('pages/en/rights.md', (text) =>
      text.replace('tel:08001111', 'javascript:alert'),
    )
    expect(load).toThrow('pages/en/rights.md: a link may not lead to javascript:alert')
  })

  test('a language that is offered before anybody has checked it', () => {
    const load = withFile('languages.json', (text) =>
      text.replace(/"checked": \{[^}]*\}/, '"checked": null'),
    )
    expect(load).toThrow('languages.json: en: offered, and nobody has checked it')
  })

  test('an authority that offers a language which is not on the list', () => {
    const load = withFile('authorities/coventry/profile.json', (text) =>
      text.replace(/"languages": \[[^\]]*\]/, '"languages": ["en", "xx"]'),
    )
    expect(load).toThrow('authorities/coventry/profile.json: languages: xx: unknown')
  })

  test('a file that is no JSON', () => {
    const load = withFile('words/en/doors.json', () => '{')
    expect(load).toThrow('words/en/doors.json: ')
  })
})

test('the content cannot be changed once it is read', () => {
  const { questions, languages } = loadContent()
  const question = questions.get('yp-safe')
  expect(() => Object.assign(question ?? {}, { id: 'other' })).toThrow(TypeError)
  expect(() => Object.assign(languages, { 0: undefined })).toThrow(TypeError)
})

test('the version changes with any file and with nothing else', () => {
  const same = withFile('pages/en/rights.md', (text) => text)() as { version: string }
  const other = withFile('pages/en/rights.md', (text) => `${text}\n`)() as { version: string }
  expect(same.version).toBe(loadContent().version)
  expect(other.version).not.toBe(same.version)
})

test('an answer that this server cannot keep is not offered', () => {
  const codes = (content: ReturnType<typeof loadContent>) =>
    content.questions
      .get('yp-reply')
      ?.fields.flatMap((field) => ('options' in field ? field.options.map(({ code }) => code) : []))
  expect(codes(loadContent())).not.toContain('text')
  expect(codes(loadContent(undefined, { abilities: ['text-sender'] }))).toContain('text')
})

describe('what is short to write is the same as what is long', () => {
  test('an option that is only a code', () => {
    const short = Question.parse({
      id: 'q',
      kind: 'question',
      why: 'Because.',
      fields: [{ name: 'answer', kind: 'choice', options: ['yes', { code: 'no' }] }],
    })
    expect(short.fields).toMatchObject([{ options: [{ code: 'yes' }, { code: 'no' }] }])
  })

  test('steps under one condition', () => {
    const { steps } = Journey.parse({
      id: 'j',
      path: 'j',
      audience: 'young',
      facts: { who: 'child' },
      steps: ['one', { when: { 'one.answer': ['yes'] }, steps: ['two', 'three'] }],
      done: 'end',
    })
    const rules = [{ when: [{ 'one.answer': ['yes'] }] }]
    expect(steps).toEqual([
      { question: 'one', rules: [] },
      { question: 'two', rules },
      { question: 'three', rules },
    ])
  })
})
