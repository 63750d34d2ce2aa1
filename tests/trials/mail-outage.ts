import { createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { silentLog } from '#api/log.ts'
import { MailAddress } from '#api/mail/mail.ts'
import { mailWrites } from '#api/mail/outbox.ts'
import { Postman } from '#api/mail/postman.ts'
import { smtpTransport } from '#api/mail/transport.ts'
import { openStore } from '#api/store/open-store.ts'
import { ownDataFolder } from '#api/store/owner.ts'
import { type Instant, instantOf } from '#schema/dates.ts'
import { temporaryFolder } from '#tests/support/server.ts'
import { judged, type Trial } from './trial.ts'

/** How a mail server can fail: not there, "not now" at the door, mute, not speaking TLS, gone after taking it, greylisting. */
const FAILURES = ['closed', '421', 'mute', 'no-tls', 'drops', '451'] as const
type Failure = (typeof FAILURES)[number] | 'well'

const SIZES = {
  short: { mails: 60, minutesEach: 3 },
  part: { mails: 1000, minutesEach: 30 },
  full: { mails: 1000, minutesEach: 30 },
}

/** Three simulated hours with every kind of failing mail server, then a good one. */
export const mailOutage: Trial = {
  name: 'mail-outage',
  plan: 'T7',
  goal: '3 simulated hours of failures, 1,000 submissions: 1,000 mails within 5 minutes of its return, 0 lost; none twice but those whose taking was never confirmed',
  async run(form, say) {
    const { mails, minutesEach } = SIZES[form]
    const folder = temporaryFolder()
    let now = Date.parse('2026-11-23T09:00:00.000Z')
    const clock = (): Instant => instantOf(new Date(now))
    const owned = await ownDataFolder(join(folder.path, 'data'))
    const masterKey = Buffer.alloc(32, 7)
    const store = await openStore({ folder: owned, slug: 'coventry', masterKey, clock })
    const server = await moodySmtp()
    const transport = smtpTransport({
      url: server.url,
      from: MailAddress.parse('messages@example.org'),
      silenceMs: 1500,
    })
    const postman = new Postman({ stores: [store], transport, clock, log: silentLog })
    const minutes = FAILURES.length * minutesEach
    const writing: number[] = []
    let written = 0
    for (let minute = 0; minute < minutes; minute++) {
      await server.behave(FAILURES[Math.floor(minute / minutesEach)] ?? 'closed')
      for (; written < ((minute + 1) * mails) / minutes; written++) {
        const began = performance.now()
        await store.write(
          mailWrites(store, { host: 'example.org', now: clock() }, [letter(written)]),
        )
        writing.push(performance.now() - began)
      }
      await postman.deliverDue()
      now += 60_000
      if (minute % 30 === 29) say(`${minute + 1} minutes, ${server.taken.size} confirmed`)
    }
    const oldest = await postman.oldestUnsentSeconds()
    await server.behave('well')
    const back = now
    while ((await postman.oldestUnsentSeconds()) > 0 && now - back < 3_600_000) {
      await postman.deliverDue()
      now += 15_000
    }
    const minutesToSend = (now - back) / 60_000
    await store.close()
    owned.release()
    await server.close()
    folder.remove()
    const arrived = [...server.taken.values()]
    const unconfirmed = server.unconfirmed.size
    const twice = arrived.filter((times) => times > 1).length
    const strangers = [...server.taken].filter(
      ([id, times]) => times > 1 && !server.unconfirmed.has(id),
    ).length
    const figure = `${mails} mails over ${minutes} simulated minutes of ${FAILURES.length} failures, oldest waited ${Math.round(oldest / 60)} minutes; all ${server.taken.size} there ${minutesToSend.toFixed(1)} minutes after it came back; ${mails - server.taken.size} lost, ${twice} twice (each after the server took ${unconfirmed} and hung up, under the same Message-ID)`
    return judged(figure, [
      server.taken.size !== mails && 'a mail is missing',
      strangers > 0 && `${strangers} twice without a reason`,
      minutesToSend > 5 && 'slow to deliver',
      server.failed.size < FAILURES.length - 1 &&
        'not every failure was met: the trial sees nothing',
    ])
  },
}

function letter(n: number) {
  const about = `REF${String(n).padStart(5, '0')}`
  const to = MailAddress.parse('inbox@example.org')
  return { kind: 'notice' as const, about, mail: { to, subject: about, text: 'Open the desk.\n' } }
}

/** A mail server in a mood. It speaks just enough SMTP, by hand, to fail at any point. */
async function moodySmtp() {
  let mood: Failure = 'well'
  const taken = new Map<string, number>()
  const unconfirmed = new Set<string>()
  const failed = new Set<Failure>()
  const sockets = new Set<Socket>()
  let server: Server | undefined
  let port = 0

  function talk(socket: Socket): void {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
    const say = (line: string) => socket.write(`${line}\r\n`)
    if (mood !== 'well') failed.add(mood)
    if (mood === 'mute') return
    if (mood === '421') return void socket.end('421 not now\r\n')
    say('220 mail.example ready')
    let waiting = ''
    let isData = false
    socket.on('data', (part) => {
      waiting += part.toString()
      for (;;) {
        const end = isData ? waiting.indexOf('\r\n.\r\n') : waiting.indexOf('\r\n')
        if (end < 0) return
        const said = waiting.slice(0, end)
        waiting = waiting.slice(end + (isData ? 5 : 2))
        if (isData) {
          isData = false
          takeMail(said, socket, say)
        } else if (/^DATA/i.test(said)) {
          isData = true
          say('354 go on')
        } else answerLine(said, say)
      }
    })
  }

  function answerLine(said: string, say: (line: string) => void): void {
    if (/^EHLO/i.test(said)) say(mood === 'no-tls' ? '250-hi\r\n250 STARTTLS' : '250 hi')
    else if (/^STARTTLS/i.test(said)) say('454 TLS is not available')
    else if (/^RCPT/i.test(said) && mood === '451') say('451 4.7.1 greylisted')
    else if (/^QUIT/i.test(said)) say('221 bye')
    else say('250 ok')
  }

  function takeMail(text: string, socket: Socket, say: (line: string) => void): void {
    const id = /^Message-ID: (\S+)/im.exec(text)?.[1] ?? ''
    taken.set(id, (taken.get(id) ?? 0) + 1)
    if (mood !== 'drops') return void say('250 taken')
    unconfirmed.add(id)
    socket.destroy()
  }

  async function listen(): Promise<void> {
    if (server !== undefined) return
    server = createServer(talk)
    await new Promise<void>((ready) => server?.listen(port, '127.0.0.1', ready))
    const address = server.address()
    if (address !== null && typeof address !== 'string') port = address.port
  }

  async function close(): Promise<void> {
    for (const socket of sockets) socket.destroy()
    await new Promise<void>((done) => (server ? server.close(() => done()) : done()))
    server = undefined
  }

  await listen()
  return {
    url: `smtp://127.0.0.1:${port}`,
    taken,
    unconfirmed,
    failed,
    close,
    async behave(next: Failure) {
      if (next === mood) return
      mood = next
      for (const socket of sockets) socket.destroy()
      if (next === 'closed') return close()
      await listen()
    },
  }
}
