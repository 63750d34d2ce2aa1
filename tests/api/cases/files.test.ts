import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { cases, exclusions, inbox, reads } from '#api/store/tables.ts'
import { Role } from '#schema/vocabulary.ts'
import { A_YOUNG_PERSON, openDesk, pageOf } from './desk.ts'

type Desk = Awaited<ReturnType<typeof openDesk>>
type Officer = Awaited<ReturnType<Desk['signIn']>>

const NOWHERE = 'C2D3F4H6'
const SECRET = 'What my foster carer said, word for word.'
const LETTER = Buffer.from(`%PDF-1.7\n${SECRET}\n`)
const RECORDING = Buffer.concat([
  Buffer.from('00000020667479704d34412000000000', 'hex'),
  Buffer.from('4d344120697360326d703432', 'hex'),
  Buffer.alloc(100),
])
const WORDS = Buffer.from(SECRET)

async function upload(desk: Desk, bytes: Uint8Array): Promise<string> {
  const answer = await desk.app.request('/api/attachments', {
    method: 'POST',
    headers: { 'Content-Type': 'application/octet-stream' },
    body: new Uint8Array(bytes),
  })
  if (answer.status !== 201) throw new Error(`not taken: ${await answer.text()}`)
  return ((await answer.json()) as { id: string }).id
}

/** A case with these files, and the address of each. */
async function submitWith(desk: Desk, ...files: readonly Uint8Array[]) {
  const attachments: string[] = []
  for (const file of files) {
    attachments.push(await upload(desk, file))
    desk.minutesOn(1)
  }
  const { reference } = await desk.submit({ facts: A_YOUNG_PERSON, answers: { attachments } })
  const [id = ''] = attachments
  const at = (file: string) => `/officer/cases/${reference}/files/${file}`
  return { reference, id, address: at(id), at, path: join(desk.store.folder, 'attachments', id) }
}

describe('an officer who opens what came with a submission', () => {
  test('sees on the case what there is, under names of ours', async () => {
    const desk = await openDesk()
    const { reference, id } = await submitWith(desk, RECORDING, LETTER)
    const ada = await desk.signIn()
    const { view } = pageOf(await ada.get(`/officer/cases/${reference}`), 'case')
    expect(view.files).toMatchObject([
      { id, n: 1, kind: 'm4a', bytes: RECORDING.byteLength, name: `${reference}-1.m4a` },
      { n: 2, kind: 'pdf', bytes: LETTER.byteLength, name: `${reference}-2.pdf` },
    ])
  })

  test.each([
    ['plain text', WORDS, 'txt', 'text/plain; charset=utf-8'],
    ['a text of many parts', Buffer.alloc(3_000_000, SECRET), 'txt', 'text/plain; charset=utf-8'],
  ])('gets %s as it was sent, to keep and not to show', async (_, file, ending, type) => {
    const desk = await openDesk()
    const { reference, address } = await submitWith(desk, file)
    const ada = await desk.signIn()
    const { status, headers, bytes } = await ada.get(address)
    expect(status).toBe(200)
    expect(bytes.equals(file)).toBe(true)
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': type,
      'content-length': String(file.byteLength),
      'content-disposition': `attachment; filename="${reference}-1.${ending}"`,
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    })
  })

  test('leaves a trace each time', async () => {
    const desk = await openDesk()
    const { address } = await submitWith(desk, WORDS)
    const ada = await desk.signIn()
    await ada.get(address)
    desk.minutesOn(1)
    await ada.get(address)
    const kept = await desk.store.db.select().from(reads)
    expect(kept.map(({ officerId, at }) => [officerId, at])).toEqual([
      [ada.officer.id, '2026-11-23T09:01:00.000Z'],
      [ada.officer.id, '2026-11-23T09:02:00.000Z'],
    ])
  })

  test('must be signed in', async () => {
    const desk = await openDesk()
    const { address } = await submitWith(desk, WORDS)
    const answer = await desk.browser().get(address)
    expect(answer).toMatchObject({ status: 303, location: '/officer/sign-in' })
    expect(answer.text).not.toContain(SECRET)
  })
})

/** An answer without what tells one request from another. */
async function answerTo(officer: Officer, address: string, reference: string): Promise<string> {
  const { status, location, text, headers } = await officer.get(address)
  headers.delete('X-Request-Id')
  headers.delete('Date')
  const all = [status, location, JSON.stringify([...headers].sort()), text]
  return all.join('\n').replaceAll(reference, 'REFERENCE')
}

describe.each(Role.options.map((role) => [role] as const))(
  'a file of a case that the %s may not see',
  (role) => {
    test('is answered, byte for byte, like one that does not exist', async () => {
      const desk = await openDesk()
      const { reference, address, id } = await submitWith(desk, WORDS)
      const officer = await desk.signIn({ roles: [role], services: ['family-time'] })
      const [row] = await desk.store.db.select().from(inbox).where(eq(inbox.reference, reference))
      const caseId = row?.caseId ?? 0
      await desk.store.write([
        desk.store.db.insert(exclusions).values({ caseId, officerId: officer.officer.id }),
      ])
      const nowhere = `/officer/cases/${NOWHERE}/files/${id}`
      const foreign = await answerTo(officer, address, reference)
      expect(foreign).toBe(await answerTo(officer, nowhere, NOWHERE))
      expect(foreign).toMatch(/^404/)
      expect(await desk.store.db.select().from(reads)).toEqual([])
    })
  },
)

describe('a file that is not of this case', () => {
  test.each([
    ['of another case', async (desk: Desk) => (await submitWith(desk, WORDS)).id],
    ['that nobody has sent yet', (desk: Desk) => upload(desk, WORDS)],
    ['with a path for a name', async () => encodeURIComponent('../../coventry.db')],
  ])('is not there: one %s', async (_, other) => {
    const desk = await openDesk()
    const { reference, at } = await submitWith(desk, WORDS)
    const ada = await desk.signIn()
    const foreign = await answerTo(ada, at(await other(desk)), reference)
    const unknown = await answerTo(ada, at(randomBytes(16).toString('base64url')), reference)
    expect(foreign).toBe(unknown)
    expect(foreign).toMatch(/^404/)
  })
})

describe('a file that cannot be opened', () => {
  test.each([
    [
      'one bit of it changed',
      'changed',
      (path: string) => {
        const sealed = readFileSync(path)
        sealed.writeUInt8(sealed.readUInt8(sealed.length - 1) ^ 1, sealed.length - 1)
        writeFileSync(path, sealed)
      },
    ],
    ['its end is gone', 'changed', (path: string) => truncateSync(path, 2_000_000)],
    ['it is empty', 'changed', (path: string) => truncateSync(path, 0)],
    ['it is gone from the disk', 'missing', (path: string) => rmSync(path)],
  ] as const)('since %s is said to be so, and none of it is sent', async (_, why, harm) => {
    const desk = await openDesk()
    const { reference, address, path } = await submitWith(desk, Buffer.alloc(3_000_000, SECRET))
    harm(path)
    const ada = await desk.signIn()
    const answer = await ada.get(address)
    expect(answer.status).toBe(500)
    expect(answer.text).not.toContain(SECRET)
    expect(answer.headers.get('Content-Disposition')).toBeNull()
    expect(pageOf(answer, 'broken-file')).toMatchObject({
      reference,
      name: `${reference}-1.txt`,
      why,
    })
    expect((await ada.get(`/officer/cases/${reference}`)).status).toBe(200)
  })

  test('since the words of the case were erased is not there any more', async () => {
    const desk = await openDesk()
    const { reference, address } = await submitWith(desk, WORDS)
    const ada = await desk.signIn()
    const [row] = await desk.store.db.select().from(cases)
    await desk.store.keys.destroyCaseKey(row?.keyId ?? '')
    const { view } = pageOf(await ada.get(`/officer/cases/${reference}`), 'case')
    expect(view.files).toEqual([])
    expect((await ada.get(address)).status).toBe(404)
  })
})

describe('a colleague who puts a file to a case', () => {
  function withFile(file: Uint8Array, what: string): FormData {
    const form = new FormData()
    form.append('file', new Blob([new Uint8Array(file)]), 'Report by Sarah Jones.txt')
    form.append('fileWhat', what)
    return form
  }

  test('finds it among its files and in a note, and the writer reads nothing of it', async () => {
    const desk = await openDesk()
    const { reference, code } = await desk.submit({ facts: A_YOUNG_PERSON })
    const ada = await desk.signIn()
    const body = withFile(WORDS, 'The report of the investigating officer.')
    const address = `/officer/cases/${reference}`
    const kept = await ada.ask(`${address}/file`, { method: 'POST', body })
    expect(kept).toMatchObject({ status: 303, location: `${address}?done=note` })
    const { view } = pageOf(await ada.get(address), 'case')
    expect(view.files.map(({ name }) => name)).toEqual([`${reference}-1.txt`])
    expect(view.events.find(({ event }) => event.kind === 'noted')).toMatchObject({
      by: 'Ada',
      text: `${reference}-1.txt\nThe report of the investigating officer.`,
    })
    const opened = await ada.get(`${address}/files/${view.files[0]?.id}`)
    expect(opened.bytes.equals(WORDS)).toBe(true)
    expect(JSON.stringify((await desk.wayBack(code)).messages)).not.toContain('investigating')
  })

  test.each([
    ['nothing', new Uint8Array(), 'A report.', 'file-missing'],
    ['a program', Buffer.from('MZ\x90\x00\x03'), 'A report.', 'file-wrong-kind'],
    ['no word of what it is', WORDS, ' ', 'fileWhat-missing'],
  ])('is asked again where there is %s, and nothing is kept', async (_, file, what, fault) => {
    const desk = await openDesk()
    const { reference } = await desk.submit({ facts: A_YOUNG_PERSON })
    const ada = await desk.signIn()
    const address = `/officer/cases/${reference}/file`
    const answer = await ada.ask(address, { method: 'POST', body: withFile(file, what) })
    const { faults } = pageOf(answer, 'add-file')
    expect(faults.map(({ field, code }) => `${field}-${code}`)).toEqual([fault])
    expect(readdirSync(join(desk.store.folder, 'attachments'))).toEqual([])
  })
})
