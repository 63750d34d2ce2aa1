import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { silentLog } from '#api/log.ts'
import { hookCalls } from '#api/store/tables.ts'
import { startCaller } from '#api/systems/caller.ts'
import { hookUrl } from '#api/systems/hooks.ts'
import { later } from '#schema/dates.ts'
import { can } from '#tests/api/cases/acting.ts'
import { A_YOUNG_PERSON, openDesk, pageOf } from '#tests/api/cases/desk.ts'

type Call = { readonly headers: IncomingHttpHeaders; readonly body: string }

/** Another system: a real server that answers as it is told and keeps what it is sent. */
async function otherSystem() {
  const answers = { status: 204 }
  const calls: Call[] = []
  const server = createServer((request, answer) => {
    let body = ''
    request.on('data', (bytes) => (body += String(bytes)))
    request.on('end', () => {
      calls.push({ headers: request.headers, body })
      answer.writeHead(answers.status, { Location: 'http://localhost:1/' }).end()
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/told`, calls, answers }
}

async function withHook() {
  const desk = await openDesk()
  const other = await otherSystem()
  const manager = await desk.signIn({ roles: ['officer', 'manager'] })
  const page = await manager.post('/officer/systems/hooks', { hookUrl: other.url })
  const secret = pageOf(page, 'systems').systems.made?.secret ?? ''
  const caller = startCaller({ stores: [desk.store], clock: () => desk.clock.now, log: silentLog })
  onTestFinished(() => caller.stop())
  const kept = () => desk.store.db.select().from(hookCalls)
  return { ...desk, desk, other, manager, secret, caller, kept }
}

function isSigned({ headers, body }: Call, secret: string): boolean {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const said = [headers['webhook-id'], headers['webhook-timestamp'], body].join('.')
  const signature = createHmac('sha256', key).update(said).digest('base64')
  return headers['webhook-signature'] === `v1,${signature}`
}

describe('another system is told', () => {
  test('once of a case that comes in, by its reference and codes, and it is signed', async () => {
    const at = await withHook()
    const { reference } = await at.submit({ facts: A_YOUNG_PERSON })
    await at.caller.runOnce()
    await at.caller.runOnce()
    expect(at.other.calls).toHaveLength(1)
    const [call] = at.other.calls
    if (call === undefined) return
    expect(JSON.parse(call.body)).toEqual({
      kind: 'received',
      authority: 'coventry',
      reference,
      category: 'statutory',
      on: '2026-11-23',
    })
    expect(isSigned(call, at.secret)).toBe(true)
    expect(isSigned({ ...call, body: `${call.body} ` }, at.secret)).toBe(false)
  })

  test('of a case in which nothing is owed any more', async () => {
    const at = await withHook()
    const { reference } = await at.submit({ facts: A_YOUNG_PERSON })
    await at.caller.runOnce()
    await can(at.manager, reference, 'withdraw', {
      who: 'writer',
      on: '2026-11-23',
      text: 'We have stopped.',
    })
    await at.caller.runOnce()
    expect(at.other.calls.map(({ body }) => JSON.parse(body).kind)).toEqual(['received', 'closed'])
  })

  test('of nothing that was there before, and of nothing once it is ended', async () => {
    const at = await withHook()
    await at.manager.post('/officer/systems/hooks/1/end', {})
    await at.submit({ facts: A_YOUNG_PERSON })
    await at.manager.post('/officer/systems/hooks', { hookUrl: at.other.url })
    await at.caller.runOnce()
    expect(at.other.calls).toEqual([])
  })
})

describe('a call that is not taken', () => {
  test.each([500, 302])(
    'since the answer is %d comes again under the same name',
    async (status) => {
      const at = await withHook()
      at.other.answers.status = status
      await at.submit({ facts: A_YOUNG_PERSON })
      await at.caller.runOnce()
      await at.caller.runOnce()
      expect(at.other.calls).toHaveLength(1)
      at.other.answers.status = 200
      at.desk.clock.now = later(at.desk.clock.now, 1)
      await at.caller.runOnce()
      expect(new Set(at.other.calls.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
      expect(at.other.calls).toHaveLength(2)
      expect(await at.kept()).toMatchObject([{ state: 'sent', attempts: 2 }])
    },
  )

  test('is given up after three days, and the desk says so', async () => {
    const at = await withHook()
    at.other.answers.status = 500
    await at.submit({ facts: A_YOUNG_PERSON })
    await at.caller.runOnce()
    at.desk.clock.now = later(at.desk.clock.now, 3 * 24 * 60 + 1)
    await at.caller.runOnce()
    at.desk.clock.now = later(at.desk.clock.now, 24 * 60)
    await at.caller.runOnce()
    expect(at.other.calls).toHaveLength(2)
    await at.desk.signInAgain(at.manager)
    const page = pageOf(await at.manager.get('/officer/systems'), 'systems')
    expect(page.systems.hooks).toMatchObject([{ waiting: 0, givenUp: 1 }])
  })
})

test.each([
  ['https://systems.example.gov.uk/told', 'https://tell.example.gov.uk', true],
  ['http://systems.example.gov.uk/told', 'https://tell.example.gov.uk', false],
  ['http://localhost:8080/', 'https://tell.example.gov.uk', false],
  ['http://localhost:8080/', 'http://localhost:4321', true],
  ['https://me:secret@systems.example.gov.uk/', 'https://tell.example.gov.uk', false],
  ['javascript:alert(1)', 'http://localhost:4321', false],
  ['told', 'http://localhost:4321', false],
])('%s, told by %s, is an address to tell: %s', (typed, publicUrl, isOne) => {
  expect(hookUrl(typed, publicUrl) !== undefined).toBe(isOne)
})
