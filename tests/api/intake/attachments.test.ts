import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { destroyUnclaimed, folderOf } from '#api/intake/attachments.ts'
import { openAttachment } from '#api/intake/open-attachment.ts'
import { attachments, cases } from '#api/store/tables.ts'
import {
  aSubmission,
  browserOf,
  content,
  type GivenApp,
  givenApp,
  postJson,
} from '../../support/app.ts'
import { temporaryFolder } from '../../support/store.ts'
import { startWithin } from '../store/processes/start.ts'

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n')
const WAV = Buffer.concat([
  Buffer.from('RIFF'),
  Buffer.from([36, 0, 0, 0]),
  Buffer.from('WAVEfmt '),
  Buffer.alloc(100),
])

const upload = (app: GivenApp, bytes: Uint8Array, headers = {}) =>
  Promise.resolve(
    app.request('/api/attachments', {
      method: 'POST',
      headers: { 'Content-Type': 'application/octet-stream', ...headers },
      body: new Uint8Array(bytes),
    }),
  )

const filesOf = (app: GivenApp) => readdirSync(join(app.store.folder, 'attachments'))

describe('a file that comes along', () => {
  test.each([
    ['a picture', PNG, 'png'],
    ['a letter', PDF, 'pdf'],
    ['a sound', WAV, 'wav'],
    ['plain text', Buffer.from('Ein Brief, für Sie.'), 'txt'],
  ])('%s is taken by what it is, and lies sealed under a random name', async (_, bytes, kind) => {
    const app = await givenApp()
    const answer = await upload(app, bytes)
    expect(answer.status).toBe(201)
    const reply = (await answer.json()) as { id: string }
    expect(reply).toEqual({ id: reply.id, kind, bytes: bytes.byteLength })
    expect(filesOf(app)).toEqual([reply.id])
    const kept = readFileSync(join(app.store.folder, 'attachments', reply.id))
    expect(kept.includes(bytes.subarray(0, 16))).toBe(false)
  })

  test.each([
    ['a program', Buffer.from('4d5a900003000000', 'hex')],
    ['an archive', Buffer.from('504b0304140000000000', 'hex')],
    ['text with control characters', Buffer.from('a\u0000b')],
    ['nothing', Buffer.alloc(0)],
  ])('%s is refused and leaves nothing behind', async (_, bytes) => {
    const app = await givenApp()
    expect((await upload(app, bytes)).status).toBe(422)
    expect(filesOf(app)).toEqual([])
    expect(await app.store.db.select().from(attachments)).toHaveLength(0)
  })

  test('one that grows too large on the way is refused and leaves nothing behind', async () => {
    const app = await givenApp()
    const chunk = new Uint8Array(1024 * 1024).fill(65)
    let sent = 0
    const body = new ReadableStream<Uint8Array>({
      pull(stream) {
        sent += 1
        if (sent > 12) stream.close()
        else stream.enqueue(chunk)
      },
    })
    const request = new Request('http://localhost/api/attachments', {
      method: 'POST',
      headers: { 'Content-Type': 'application/octet-stream' },
      body,
      duplex: 'half',
    } as RequestInit)
    expect((await app.fetch(request)).status).toBe(413)
    expect(filesOf(app)).toEqual([])
  })

  test.each(['application/octet-stream', 'multipart/form-data; boundary=b'])(
    'one whose sender goes in the middle leaves nothing behind, sent as %s',
    async (type) => {
      const app = await givenApp()
      const head = type.startsWith('multipart')
        ? '--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
        : ''
      let sent = 0
      const body = new ReadableStream<Uint8Array>({
        pull(stream) {
          sent += 1
          if (sent > 3) stream.error(new Error('the line is gone'))
          else stream.enqueue(Buffer.from(sent === 1 ? head : 'a'.repeat(100_000)))
        },
      })
      const request = new Request('http://localhost/api/attachments', {
        method: 'POST',
        headers: { 'Content-Type': type },
        body,
        duplex: 'half',
      } as RequestInit)
      expect((await app.fetch(request)).ok).toBe(false)
      expect(filesOf(app)).toEqual([])
    },
  )

  test('one that the disk takes only in part is not taken at all', async () => {
    const kept = startWithin({ fileMegabytes: 2 }, 'store-file', temporaryFolder(), '3')
    await kept.heard('EFBIG')
    await startWithin({ fileMegabytes: 2 }, 'store-file', temporaryFolder(), '1').heard('taken')
  })

  test('it belongs to the case once the submission is in, and opens with the key of that case', async () => {
    const app = await givenApp()
    const { id } = (await (await upload(app, PDF)).json()) as { id: string }
    const answers = { story: undefined, attachments: [id] }
    expect((await postJson(app, '/api/submissions', aSubmission({ answers }))).status).toBe(201)
    const [row] = await app.store.db.select().from(cases)
    const key = await app.store.keys.caseKey(row?.keyId ?? '')
    const [file] = await app.store.db.select().from(attachments)
    if (key === undefined || file === undefined) throw new Error('the case has a key and a file')
    const opened = await openAttachment(folderOf(app.store), { ...file, name: id }, key)
    if (!opened.ok) throw new Error(opened.why)
    expect(Buffer.from(await new Response(opened.read()).arrayBuffer()).equals(PDF)).toBe(true)
    expect(await destroyUnclaimed(folderOf(app.store), app.clock())).toBe(0)
  })

  test('one that came before its authority was named finds its way there', async () => {
    const app = await givenApp({ slugs: ['coventry', 'oxfordshire'] })
    const { id } = (await (await upload(app, PDF)).json()) as { id: string }
    const body = aSubmission({ authority: 'oxfordshire', answers: { attachments: [id] } })
    expect((await postJson(app, '/api/submissions', body)).status).toBe(201)
    const other = app.stores.get('oxfordshire')
    expect(readdirSync(join(other?.folder ?? '', 'attachments'))).toEqual([id])
    expect(filesOf(app)).toEqual([])
  })

  test('a second submission cannot take it away', async () => {
    const app = await givenApp()
    const { id } = (await (await upload(app, PDF)).json()) as { id: string }
    const answers = { attachments: [id] }
    await postJson(app, '/api/submissions', aSubmission({ answers }))
    expect((await postJson(app, '/api/submissions', aSubmission({ answers }))).status).toBe(422)
  })

  test('unclaimed for a day, it is destroyed', async () => {
    const app = await givenApp()
    await upload(app, PDF)
    app.clock.forward(25 * 60)
    expect(await destroyUnclaimed(folderOf(app.store), app.clock())).toBe(1)
    expect(filesOf(app)).toEqual([])
  })

  test('two hundred an hour from one network are enough, and words are taken without them', async () => {
    const app = await givenApp()
    for (let n = 0; n < 200; n++) await upload(app, Buffer.from('4d5a', 'hex'))
    expect((await upload(app, PDF)).status).toBe(429)
    expect(filesOf(app)).toEqual([])
    expect((await postJson(app, '/api/submissions', aSubmission())).status).toBe(201)
    app.clock.forward(60)
    expect((await upload(app, PDF)).status).toBe(201)
  })

  test('a browser on another site cannot send one', async () => {
    const app = await givenApp()
    const answer = await upload(app, PDF, { Origin: 'https://elsewhere.example' })
    expect(answer.status).toBe(403)
  })
})

describe('a file in a form', () => {
  const n =
    (content.journeys.get('yp')?.steps.findIndex(({ question }) => question === 'yp-story') ?? 0) +
    1

  async function atStory(app: GivenApp) {
    const browser = browserOf(app)
    await browser.post('/yp/2', { answer: 'yes' })
    await browser.post('/yp/4', { answer: 'good' })
    return browser
  }

  test('a photograph instead of words is enough, without scripts', async () => {
    const app = await givenApp()
    const browser = await atStory(app)
    const form = new FormData()
    form.set('story', '')
    form.set('picture', new File([PNG], 'C:\\fakepath\\..\\me.png', { type: 'image/png' }))
    expect((await browser.postForm(`/yp/${n}`, form)).status).toBe(303)
    expect(filesOf(app)).toHaveLength(1)
  })

  test('leaving destroys it with the draft', async () => {
    const app = await givenApp()
    const browser = await atStory(app)
    const form = new FormData()
    form.set('picture', new File([PNG], 'me.png', { type: 'image/png' }))
    await browser.postForm(`/yp/${n}`, form)
    await browser.get('/leave')
    expect(filesOf(app)).toEqual([])
    expect(await app.store.db.select().from(attachments)).toHaveLength(0)
  })

  test('one of the wrong kind is said so, and the words stay', async () => {
    const app = await givenApp()
    const browser = await atStory(app)
    const form = new FormData()
    form.set('story', 'These words stay.')
    form.set('picture', new File([Buffer.from('4d5a9000', 'hex')], 'me.png', { type: 'image/png' }))
    const answer = await browser.postForm(`/yp/${n}`, form)
    expect(answer.status).toBe(422)
    const page = await answer.text()
    expect(page).toContain('These words stay.')
    expect(page).toContain('Choose a photo')
  })

  test('one that is too large is said so without scripts too, and the words stay', async () => {
    const app = await givenApp()
    const browser = await atStory(app)
    const form = new FormData()
    form.set('story', 'These words stay.')
    form.set('picture', new File([PNG, new Uint8Array(12 * 1024 * 1024)], 'me.png'))
    const answer = await browser.postForm(`/yp/${n}`, form)
    expect(answer.status).toBe(422)
    const page = await answer.text()
    expect(page).toContain('These words stay.')
    expect(page).toContain('That file is too big')
    expect(filesOf(app)).toEqual([])
  }, 20_000)

  test.each([
    ['a picture where a voice is asked for', 'voice', PNG, 'Choose a sound file'],
    ['a sound where a picture is asked for', 'picture', WAV, 'Choose a photo or a picture'],
    ['a letter where a picture is asked for', 'picture', PDF, 'Choose a photo or a picture'],
  ])(
    '%s is refused in the field’s own words, whatever it is called',
    async (_, field, bytes, words) => {
      const app = await givenApp()
      const browser = await atStory(app)
      const form = new FormData()
      form.set('story', 'These words stay.')
      form.set(field, new File([bytes], 'me.png', { type: 'image/png' }))
      const answer = await browser.postForm(`/yp/${n}`, form)
      expect(answer.status).toBe(422)
      const page = await answer.text()
      expect(page).toContain('These words stay.')
      expect(page).toContain(words)
      expect(filesOf(app)).toEqual([])
    },
  )

  test('one too many of a network waits, the words stay, and without a file they go on', async () => {
    const app = await givenApp()
    for (let n = 0; n < 200; n++) await upload(app, Buffer.from('4d5a', 'hex'))
    const browser = await atStory(app)
    const form = new FormData()
    form.set('story', 'These words stay.')
    form.set('picture', new File([PNG], 'me.png', { type: 'image/png' }))
    const answer = await browser.postForm(`/yp/${n}`, form)
    expect(answer.status).toBe(422)
    const page = await answer.text()
    expect(page).toContain('These words stay.')
    expect(page).toContain('take more files right now')
    form.set('picture', new File([], ''))
    expect((await browser.postForm(`/yp/${n}`, form)).status).toBe(303)
  })

  test('one of the wrong kind does not push out the one that was taken before', async () => {
    const app = await givenApp()
    const browser = await atStory(app)
    const send = (bytes: Buffer) => {
      const form = new FormData()
      form.set('picture', new File([new Uint8Array(bytes)], 'me.png', { type: 'image/png' }))
      return browser.postForm(`/yp/${n}`, form)
    }
    await send(PNG)
    const kept = filesOf(app)
    expect((await send(WAV)).status).toBe(422)
    expect(filesOf(app)).toEqual(kept)
    expect((await browser.post(`/yp/${n}`)).status).toBe(303)
  })

  test.each([PNG, WAV, PDF])('a field for anything takes it', async (bytes) => {
    const app = await givenApp()
    const browser = browserOf(app)
    const form = new FormData()
    form.set('files', new File([bytes], 'scan.pdf'))
    const step = content.journeys
      .get('a')
      ?.steps.findIndex(({ question }) => question === 'a-files')
    await browser.postForm(`/a/${(step ?? 0) + 1}`, form)
    expect(filesOf(app)).toHaveLength(1)
  })

  test('one that was destroyed meanwhile is asked for again, and nothing else is lost', async () => {
    const app = await givenApp()
    const browser = await atStory(app)
    const form = new FormData()
    form.set('story', 'These words stay.')
    form.set('picture', new File([PNG], 'me.png', { type: 'image/png' }))
    await browser.postForm(`/yp/${n}`, form)
    const [row] = await app.store.db.select().from(attachments)
    await app.store.write([app.store.db.delete(attachments)])
    rmSync(join(app.store.folder, 'attachments', row?.id ?? 'none'))
    const steps = content.journeys.get('yp')?.steps ?? []
    const post = (question: string, fields = {}) =>
      browser.post(`/yp/${steps.findIndex((step) => step.question === question) + 1}`, fields)
    await post('yp-name', { answer: 'no' })
    await post('yp-reply', { answer: 'code' })
    await post('yp-easier')
    const answer = await post('yp-check')
    expect(answer.status).toBe(422)
    const page = await answer.text()
    expect(page).toContain('These words stay.')
    expect(page).toContain('We lost that file')
  })
})
