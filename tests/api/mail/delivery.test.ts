import { expect, test } from 'vitest'
import { createLog, silentLog } from '#api/log.ts'
import { type Mail, MailAddress } from '#api/mail/mail.ts'
import { mailWrites } from '#api/mail/outbox.ts'
import { Postman } from '#api/mail/postman.ts'
import { smtpTransport, type Transport } from '#api/mail/transport.ts'
import type { Store } from '#api/store/store.ts'
import { outbox } from '#api/store/tables.ts'
import { type Instant, instantOf } from '#schema/dates.ts'
import { NINE_ON_MONDAY, temporaryStore } from '#tests/support/store.ts'
import { openSmtpServer, smtpAnswer } from './smtp-server.ts'

const FROM = MailAddress.parse('complaints@example.org')

/** A clock that the test moves on by hand. */
function handClock(start: Instant = NINE_ON_MONDAY) {
  let at = Date.parse(start)
  const clock = () => instantOf(new Date(at))
  const pass = (seconds: number) => {
    at += seconds * 1000
  }
  return Object.assign(clock, { pass })
}

function aMail(to = 'inbox@example.org'): Mail {
  return {
    to: MailAddress.parse(to),
    subject: 'Reference ABCD2345',
    text: 'Open it on the desk.\n',
  }
}

async function write(store: Store, now: Instant, names: readonly string[], to?: string) {
  const letters = names.map((about) => ({ kind: 'notice' as const, about, mail: aMail(to) }))
  await store.write(mailWrites(store, { host: 'example.org', now }, letters))
}

function numbered(count: number): string[] {
  return Array.from({ length: count }, (_, n) => `REF${String(n).padStart(3, '0')}`)
}

function postmanOf(store: Store, transport: Transport, clock: () => Instant, lines: string[] = []) {
  const log = createLog('debug', (line) => lines.push(line))
  return new Postman({ stores: [store], transport, clock, log })
}

test('a mail written with a case reaches its inbox over SMTP, and its words leave the outbox', async () => {
  const clock = handClock()
  const [store, server] = [await temporaryStore({ clock }), await openSmtpServer()]
  await write(store, clock(), ['ABCD2345'])
  await postmanOf(store, smtpTransport({ url: server.url, from: FROM }), clock).deliverDue()
  expect(server.mails).toMatchObject([
    {
      messageId: '<ABCD2345.notice@example.org>',
      from: { address: FROM },
      replyTo: [{ address: FROM }],
      to: [{ address: 'inbox@example.org' }],
      subject: 'Reference ABCD2345',
      text: 'Open it on the desk.\n',
    },
  ])
  expect(await store.db.select().from(outbox)).toMatchObject([
    { state: 'sent', sealed: null, sentAt: NINE_ON_MONDAY, attempts: 1 },
  ])
})

test('a mail goes out by itself soon after it was written', async () => {
  const clock = handClock()
  const [store, server] = [await temporaryStore({ clock }), await openSmtpServer()]
  const postman = postmanOf(store, smtpTransport({ url: server.url, from: FROM }), clock)
  await postman.start()
  await write(store, clock(), ['ABCD2345'])
  await expect.poll(() => server.mails.length, { timeout: 1500 }).toBe(1)
  await postman.stop()
})

test('a council whose mail never ends does not keep the mail of another waiting', async () => {
  const clock = handClock()
  const [busy, quiet] = [await temporaryStore({ clock }), await temporaryStore({ clock })]
  const sent: string[] = []
  const transport: Transport = {
    send: async (mail) => {
      sent.push(mail.to)
      if (mail.to === 'busy@example.org' && sent.length < 200)
        await write(busy, clock(), [`AGAIN${sent.length}`], mail.to)
      return 'taken'
    },
  }
  await write(busy, clock(), numbered(8), 'busy@example.org')
  await write(quiet, clock(), ['ALARM'], 'quiet@example.org')
  const postman = new Postman({ stores: [busy, quiet], transport, clock, log: silentLog })
  await postman.deliverDue()
  expect(sent.indexOf('quiet@example.org')).toBe(8)
  expect(sent.length).toBeGreaterThan(200)
})

test('the same letter written twice is sent once', async () => {
  const clock = handClock()
  const [store, server] = [await temporaryStore({ clock }), await openSmtpServer()]
  await write(store, clock(), ['ABCD2345'])
  await write(store, clock(), ['ABCD2345'])
  await postmanOf(store, smtpTransport({ url: server.url, from: FROM }), clock).deliverDue()
  expect(server.mails).toHaveLength(1)
})

test('after three hours without a mail server every mail arrives within five minutes, none twice', async () => {
  const clock = handClock()
  const store = await temporaryStore({ clock })
  const away = await openSmtpServer()
  await away.close()
  const postman = postmanOf(store, smtpTransport({ url: away.url, from: FROM }), clock)
  await write(store, clock(), numbered(100))
  for (let minute = 0; minute < 180; minute += 1) {
    await postman.deliverDue()
    clock.pass(60)
  }
  expect(await postman.oldestUnsentSeconds()).toBe(180 * 60)

  const back = await openSmtpServer({ port: away.port })
  for (let minute = 0; minute < 5; minute += 1) {
    await postman.deliverDue()
    clock.pass(60)
  }
  const arrived = back.mails.map((mail) => mail.messageId)
  expect(arrived).toHaveLength(100)
  expect(new Set(arrived).size).toBe(100)
  expect(await postman.oldestUnsentSeconds()).toBe(0)
})

test('while the mail server is away it is tried with one mail at a time, ever more rarely', async () => {
  const clock = handClock()
  const store = await temporaryStore({ clock })
  let attempts = 0
  const away = await openSmtpServer()
  await away.close()
  const smtp = smtpTransport({ url: away.url, from: FROM })
  const counting: Transport = {
    send(...letter) {
      attempts += 1
      return smtp.send(...letter)
    },
  }
  const postman = postmanOf(store, counting, clock)
  await write(store, clock(), numbered(20))
  for (let second = 0; second < 600; second += 1) {
    await postman.deliverDue()
    clock.pass(1)
  }
  expect(attempts).toBeLessThan(30)
  expect(attempts).toBeGreaterThan(10)
})

test('a greylisted mail is tried again until it is taken, and holds up no other', async () => {
  const clock = handClock()
  const store = await temporaryStore({ clock })
  let refusals = 3
  const server = await openSmtpServer({
    onRcptTo(address, _session, done) {
      if (address.address !== 'grey@example.org' || refusals === 0) return done()
      refusals -= 1
      done(smtpAnswer(451))
    },
  })
  const lines: string[] = []
  const postman = postmanOf(store, smtpTransport({ url: server.url, from: FROM }), clock, lines)
  await write(store, clock(), ['GREY2345'], 'grey@example.org')
  await write(store, clock(), ['ABCD2345'])
  await postman.deliverDue()
  expect(server.mails.map((mail) => mail.messageId)).toEqual(['<ABCD2345.notice@example.org>'])
  for (let second = 0; second < 20; second += 1) {
    clock.pass(1)
    await postman.deliverDue()
  }
  expect(server.mails.map((mail) => mail.messageId)).toEqual([
    '<ABCD2345.notice@example.org>',
    '<GREY2345.notice@example.org>',
  ])
  expect(lines.join('\n')).toContain('mail-delayed')
  expect(lines.join('\n')).not.toMatch(/@|grey|Reference|desk/)
})

test('a server that refuses after the whole mail gets it again later', async () => {
  const clock = handClock()
  const store = await temporaryStore({ clock })
  const answers = [smtpAnswer(421), smtpAnswer(452)]
  const server = await openSmtpServer({ answerData: () => answers.pop() })
  const postman = postmanOf(store, smtpTransport({ url: server.url, from: FROM }), clock)
  await write(store, clock(), ['ABCD2345'])
  for (let minute = 0; minute < 4; minute += 1) {
    await postman.deliverDue()
    clock.pass(60)
  }
  expect(server.mails).toHaveLength(1)
})

test('a server that never answers is left alone, and the mail goes again under the same Message-ID', async () => {
  const clock = handClock()
  const store = await temporaryStore({ clock })
  let isMute = true
  const server = await openSmtpServer({ answerData: () => (isMute ? 'nothing' : undefined) })
  const transport = smtpTransport({ url: server.url, from: FROM, silenceMs: 200 })
  const postman = postmanOf(store, transport, clock)
  await write(store, clock(), ['ABCD2345'])
  await postman.deliverDue()
  isMute = false
  clock.pass(61)
  await postman.deliverDue()
  expect(server.mails.map((mail) => mail.messageId)).toEqual([
    '<ABCD2345.notice@example.org>',
    '<ABCD2345.notice@example.org>',
  ])
  expect(await store.db.select().from(outbox)).toMatchObject([{ state: 'sent' }])
})

test('a crash between the server taking a mail and our noting it repeats that mail alone, recognisably', async () => {
  const clock = handClock()
  const [store, server] = [await temporaryStore({ clock }), await openSmtpServer()]
  await write(store, clock(), ['ABCD2345', 'WXYZ6789'])
  const smtp = smtpTransport({ url: server.url, from: FROM })
  const crashing: Transport = {
    async send(mail, messageId, at) {
      await smtp.send(mail, messageId, at)
      throw new Error('the process ends here')
    },
  }
  await postmanOf(store, crashing, clock).deliverDue()

  const next = postmanOf(store, smtp, clock)
  await next.start()
  await expect.poll(() => server.mails.length, { timeout: 2000 }).toBe(4)
  await next.stop()
  expect(server.mails.map((mail) => mail.messageId).sort()).toEqual([
    '<ABCD2345.notice@example.org>',
    '<ABCD2345.notice@example.org>',
    '<WXYZ6789.notice@example.org>',
    '<WXYZ6789.notice@example.org>',
  ])
})

test('a clock set back by ten years does not hold mail up', async () => {
  const clock = handClock()
  const store = await temporaryStore({ clock })
  const server = await openSmtpServer()
  const postman = postmanOf(store, smtpTransport({ url: server.url, from: FROM }), clock)
  await write(store, clock(), ['ABCD2345'])
  clock.pass(-10 * 365 * 86_400)
  await postman.deliverDue()
  expect(server.mails).toHaveLength(1)
})
