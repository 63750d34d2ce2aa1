import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Scanning } from '#api/cases/files.ts'
import { type Cleaner, createCleaner } from '#api/cleaning/cleaner.ts'
import { destroyUnclaimed, folderOf } from '#api/intake/attachments.ts'
import { silentLog } from '#api/log.ts'
import { clamdScanner, type Scanner } from '#api/scanning/clamd.ts'
import { attachments, cases, reads } from '#api/store/tables.ts'
import { startFileCare } from '#api/upkeep/care-for-files.ts'
import { later } from '#schema/dates.ts'
import { fileState } from '#schema/rules/form/file-state.ts'
import { A_BOMB, A_VIRUS, fakeClamd } from '#tests/support/fake-clamd.ts'
import { A_YOUNG_PERSON, openDesk, pageOf } from './desk.ts'

type Desk = Awaited<ReturnType<typeof openDesk>>

const PHOTO = await sharp({ create: { width: 30, height: 20, channels: 3, background: '#b58900' } })
  .withExif({ IFD0: { Artist: 'Ada Lovelace' } })
  .jpeg()
  .toBuffer()
const LETTER = Buffer.from('Ada Lovelace wrote this.\n')

async function upload(desk: Desk, bytes: Uint8Array): Promise<string> {
  const answer = await desk.app.request('/api/attachments', {
    method: 'POST',
    headers: { 'Content-Type': 'application/octet-stream' },
    body: new Uint8Array(bytes),
  })
  if (answer.status !== 201) throw new Error(`not taken: ${await answer.text()}`)
  return ((await answer.json()) as { id: string }).id
}

async function send(desk: Desk, id: string) {
  const { reference } = await desk.submit({
    facts: A_YOUNG_PERSON,
    answers: { attachments: [id] },
  })
  const address = `/officer/cases/${reference}/files/${id}`
  return { reference, address, original: `${address}/original` }
}

/** What looks after files. A test asks for each look itself. */
async function careOf(
  desk: Desk,
  parts: { scanner?: Scanner; cleaner?: Cleaner; elapsedMs?: () => number } = {},
) {
  const care = await startFileCare({
    stores: [desk.store],
    cleaner: parts.cleaner ?? createCleaner('api/cleaning/clean-file.ts'),
    scanner: parts.scanner,
    elapsedMs: parts.elapsedMs,
    log: silentLog,
  })
  onTestFinished(() => care.stop())
  await care.runOnce()
  return care
}

async function given(bytes: Uint8Array, scanning: Scanning = 'no-scanner') {
  const desk = await openDesk({ scanning })
  const id = await upload(desk, bytes)
  return { desk, id, ...(await send(desk, id)), ada: await desk.signIn() }
}

test('a store that cannot be read for a moment does not end what looks after files', async () => {
  const desk = await openDesk()
  const care = await careOf(desk)
  await desk.store.close()
  await expect(care.runOnce()).resolves.toBeUndefined()
})

describe('a picture that came with a case', () => {
  test('is handed on clean: nothing in it says who made it', async () => {
    const { desk, ada, address } = await given(PHOTO)
    await careOf(desk)
    const { status, bytes, headers } = await ada.get(address)
    expect(status).toBe(200)
    expect(headers.get('Content-Length')).toBe(String(bytes.byteLength))
    expect(headers.get('Content-Security-Policy')).toBe("sandbox; default-src 'none'")
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'jpeg', width: 30 })
    expect(PHOTO.includes('Ada Lovelace')).toBe(true)
    expect(bytes.includes('Ada Lovelace')).toBe(false)
  })

  test('is not handed on before its clean copy is made', async () => {
    const { ada, address, reference } = await given(PHOTO)
    expect((await ada.get(address)).status).toBe(404)
    const { view, scanning } = pageOf(await ada.get(`/officer/cases/${reference}`), 'case')
    expect(view.files.map(({ care }) => fileState(care, scanning).opens)).toEqual(['nothing'])
  })

  test('has its copy sealed beside it, and both lie under random names', async () => {
    const { desk, id } = await given(PHOTO)
    await careOf(desk)
    const folder = join(desk.store.folder, 'attachments')
    expect(readdirSync(folder).sort()).toEqual([id, `${id}.copy`])
    expect(readFileSync(join(folder, `${id}.copy`)).includes('JFIF')).toBe(false)
  })

  test('that was made clean before it was sent opens with the key of its case', async () => {
    const desk = await openDesk()
    const id = await upload(desk, PHOTO)
    await careOf(desk)
    const { address } = await send(desk, id)
    expect((await (await desk.signIn()).get(address)).status).toBe(200)
  })

  test('that was sent while its copy was made gets another, under the key of its case', async () => {
    const desk = await openDesk()
    const id = await upload(desk, PHOTO)
    let address = ''
    const cleaner = createCleaner('api/cleaning/clean-file.ts')
    const care = await careOf(desk, {
      cleaner: async (file, kind) => {
        address ||= (await send(desk, id)).address
        return cleaner(file, kind)
      },
    })
    const ada = await desk.signIn()
    expect((await ada.get(address)).status).toBe(404)
    await care.runOnce()
    expect((await ada.get(address)).status).toBe(200)
  })

  test('that only begins like one has no clean copy, and its original opens for a reason', async () => {
    const { desk, ada, address, original } = await given(PHOTO.subarray(0, 150))
    await careOf(desk)
    expect((await ada.get(address)).status).toBe(404)
    const answer = await ada.post(original, { 'original-reason': 'The copy could not be made.' })
    expect(answer.bytes.equals(PHOTO.subarray(0, 150))).toBe(true)
  })

  test('waits when it could not be looked after here, and is given up at the third attempt', async () => {
    const { desk } = await given(PHOTO)
    const care = await careOf(desk, { cleaner: async () => ({ ok: false, because: 'process' }) })
    const state = async () => (await desk.store.db.select().from(attachments))[0]
    expect(await state()).toMatchObject({ care: 'waiting', copy: null, copyAttempts: 1 })
    await care.runOnce()
    await care.runOnce()
    expect(await state()).toMatchObject({ care: 'done', copy: 'impossible' })
  })
})

describe('the original of a picture', () => {
  test('is handed on for a reason, which the case keeps sealed', async () => {
    const { desk, ada, original, reference } = await given(PHOTO)
    await careOf(desk)
    expect(pageOf(await ada.get(original), 'original')).toMatchObject({ file: { n: 1 } })
    const why = 'The police ask when it was taken.'
    const answer = await ada.post(original, { 'original-reason': why })
    expect(answer.status).toBe(200)
    expect(answer.bytes.equals(PHOTO)).toBe(true)
    const { view } = pageOf(await ada.get(`/officer/cases/${reference}`), 'case')
    expect(view.events.at(-1)).toMatchObject({
      by: 'Ada',
      text: why,
      event: { kind: 'original-opened', data: { file: 1 } },
    })
    expect(await desk.store.db.select().from(reads)).toHaveLength(2)
  })

  test.each([
    ['no reason', '  ', 'missing'],
    ['a reason without end', 'a'.repeat(501), 'too-long'],
  ])('is not handed on for %s, and what was typed stays', async (_, typed, code) => {
    const { desk, ada, original, reference } = await given(PHOTO)
    await careOf(desk)
    const answer = await ada.post(original, { 'original-reason': typed })
    expect(answer.status).toBe(422)
    const page = pageOf(answer, 'original')
    expect(page.faults).toEqual([{ field: 'original-reason', code }])
    expect(page.typed['original-reason']).toEqual([typed.trim()])
    const { view } = pageOf(await ada.get(`/officer/cases/${reference}`), 'case')
    expect(view.events.map(({ event }) => event.kind)).not.toContain('original-opened')
  })

  test('is not there for an officer who may not see the case', async () => {
    const { desk, original, id } = await given(PHOTO)
    const manager = await desk.signIn({
      email: 'bo@council.example',
      roles: ['manager'],
      services: ['lado'],
    })
    const nowhere = `/officer/cases/C2D3F4H6/files/${id}/original`
    const reason = { 'original-reason': 'I would like to know.' }
    const text = async (answer: ReturnType<typeof manager.get>) => (await answer).text
    expect(await text(manager.get(original))).toBe(await text(manager.get(nowhere)))
    expect(await text(manager.post(original, reason))).toBe(
      await text(manager.post(nowhere, reason)),
    )
    expect(await desk.store.db.select().from(reads)).toEqual([])
  })

  test('there is none apart from a text, which is handed on as it was sent', async () => {
    const { desk, ada, address, original } = await given(LETTER)
    await careOf(desk)
    expect((await ada.get(address)).bytes.equals(LETTER)).toBe(true)
    expect((await ada.get(original)).status).toBe(404)
  })
})

describe('where a scanner is set up', () => {
  test('a file is handed on once the scanner found nothing', async () => {
    const clamd = await fakeClamd()
    const { desk, ada, address } = await given(LETTER, 'scanner')
    expect((await ada.get(address)).status).toBe(404)
    await careOf(desk, { scanner: clamdScanner(clamd.address) })
    expect((await ada.get(address)).bytes.equals(LETTER)).toBe(true)
    expect(clamd.seen).toEqual([LETTER])
  })

  test('one with a virus in it is handed on to nobody, for no reason, and kept', async () => {
    const clamd = await fakeClamd()
    const infected = Buffer.concat([PHOTO, Buffer.from(A_VIRUS)])
    const { desk, ada, address, original, reference, id } = await given(infected, 'scanner')
    await careOf(desk, { scanner: clamdScanner(clamd.address) })
    expect((await ada.get(address)).status).toBe(404)
    expect((await ada.get(original)).status).toBe(404)
    const reason = { 'original-reason': 'I must see it.' }
    expect((await ada.post(original, reason)).status).toBe(404)
    const { view, scanning } = pageOf(await ada.get(`/officer/cases/${reference}`), 'case')
    expect(view.files.map(({ care }) => fileState(care, scanning).scan)).toEqual(['infected'])
    expect(readdirSync(join(desk.store.folder, 'attachments'))).toEqual([id])
  })

  test('a file waits while the scanner is away, and is looked at when it is back', async () => {
    const clamd = await fakeClamd()
    clamd.mood.answers = 'hangs-up'
    const { desk, ada, address, reference } = await given(LETTER, 'scanner')
    await careOf(desk, { scanner: clamdScanner(clamd.address) })
    expect((await ada.get(address)).status).toBe(404)
    const { view, scanning } = pageOf(await ada.get(`/officer/cases/${reference}`), 'case')
    expect(view.files.map(({ care }) => fileState(care, scanning).scan)).toEqual(['being-checked'])
    clamd.mood.answers = 'truly'
    // As after a restart: what waited is still known to wait.
    await careOf(desk, { scanner: clamdScanner(clamd.address) })
    expect((await ada.get(address)).status).toBe(200)
  })

  test('a file that the scanner never finishes keeps no other waiting', async () => {
    const clamd = await fakeClamd()
    const desk = await openDesk({ scanning: 'scanner' })
    for (const text of [A_BOMB, `${A_BOMB} again`, 'Ada wrote this.']) {
      await upload(desk, Buffer.from(text))
      desk.clock.now = later(desk.clock.now, 1)
    }
    let elapsed = 0
    const scanner = clamdScanner(clamd.address)
    const care = await careOf(desk, { scanner, elapsedMs: () => elapsed })
    const found = async () =>
      (await desk.store.db.select().from(attachments)).map(({ scan }) => scan)
    expect(await found()).toEqual([null, null, null])
    for (let minute = 1; minute <= 2; minute++) {
      elapsed += 60_000
      await care.runOnce()
    }
    expect((await found()).sort()).toEqual(['clean', null, null])
  })

  test('what came before the scanner was set up is looked at too', async () => {
    const { desk } = await given(PHOTO)
    await careOf(desk)
    const clamd = await fakeClamd()
    await careOf(desk, { scanner: clamdScanner(clamd.address) })
    expect(clamd.seen).toEqual([PHOTO])
    expect(await desk.store.db.select().from(attachments)).toMatchObject([
      { care: 'done', scan: 'clean', copy: 'made' },
    ])
  })
})

describe('what is destroyed', () => {
  test('a file whose case was erased waits for nothing', async () => {
    const { desk } = await given(PHOTO)
    const [row] = await desk.store.db.select().from(cases)
    await desk.store.keys.destroyCaseKey(row?.keyId ?? '')
    await careOf(desk)
    expect(await desk.store.db.select().from(attachments)).toMatchObject([
      { care: 'done', copy: null },
    ])
  })

  test('the copy goes with the file that nobody claimed', async () => {
    const desk = await openDesk()
    await upload(desk, PHOTO)
    await careOf(desk)
    desk.minutesOn(25 * 60)
    expect(await destroyUnclaimed(folderOf(desk.store), desk.clock.now)).toBe(1)
    expect(readdirSync(join(desk.store.folder, 'attachments'))).toEqual([])
  })
})

test('what came before copies were made of its kind gets one at the next start', async () => {
  const { desk, ada, address } = await given(PHOTO)
  const { db } = desk.store
  await desk.store.write([db.update(attachments).set({ care: 'done' })])
  expect((await ada.get(address)).status).toBe(404)
  await careOf(desk)
  expect((await ada.get(address)).status).toBe(200)
})

test('the name of nothing is the name of no file', async () => {
  const { desk, reference, ada } = await given(PHOTO)
  await careOf(desk)
  const id = randomBytes(16).toString('base64url')
  expect((await ada.get(`/officer/cases/${reference}/files/${id}/original`)).status).toBe(404)
})
