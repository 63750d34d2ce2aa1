import { createServer, type Server } from 'node:http'
import { flushCompileCache } from 'node:module'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { getRequestListener } from '@hono/node-server'
import { createApp } from '#api/app.ts'
import { createBackupSchedule } from '#api/backup/schedule.ts'
import { createCleaner } from '#api/cleaning/cleaner.ts'
import { systemClock } from '#api/clock.ts'
import { commandHandlers } from '#api/command.ts'
import { councilOf, EnvironmentFault, isLoopback, readEnv } from '#api/env.ts'
import { cutSlowRequests, MOST_CONNECTIONS, SLOWEST } from '#api/http/cut-slow.ts'
import { readFiles } from '#api/http/files.ts'
import { createLog, faultCode } from '#api/log.ts'
import { openDevMailbox } from '#api/mail/dev-mailbox.ts'
import { MailAddress } from '#api/mail/mail.ts'
import { Postman } from '#api/mail/postman.ts'
import { smtpTransport } from '#api/mail/transport.ts'
import { firstOfficerLink } from '#api/officers/first-officer.ts'
import { keepPracticeApart } from '#api/practice.ts'
import { findBrowser } from '#api/reports/pdf-form.ts'
import { clamdScanner } from '#api/scanning/clamd.ts'
import { adminSocket, serveAdmin } from '#api/store/admin.ts'
import { readMasterKey } from '#api/store/master-key.ts'
import { openStore } from '#api/store/open-store.ts'
import { ownDataFolder } from '#api/store/owner.ts'
import type { Store } from '#api/store/store.ts'
import { startCaller } from '#api/systems/caller.ts'
import { startFileCare } from '#api/upkeep/care-for-files.ts'
import { giveBackMemory } from '#api/upkeep/give-back-memory.ts'
import { startUpkeep } from '#api/upkeep/upkeep.ts'
import { createCertificateWatch } from '#api/watch/certificate.ts'
import { forPractice } from '#content/for-practice.ts'
import { loadContent } from '#content/index.ts'
import { hasPage, render } from '#pages'
import { englandAndWales } from '#schema/rules/days/working-days.ts'
import { signalReaders } from '#schema/rules/signals/signals.ts'

/** How long accepted work may take to end once the service is told to. */
const LAST_PATIENCE_MS = 10_000

// Not awaited: a program that is still being evaluated is not kept for the next start.
start().catch((fault: unknown) => {
  const said = fault instanceof Error ? fault.message : String(fault)
  process.stderr.write(`${said}\n`)
  process.exit(fault instanceof EnvironmentFault ? 1 : 2)
})

/** Opens everything, serves it, and ends it in the opposite order when it is told to. */
async function start(): Promise<void> {
  const env = readEnv()
  const log = createLog(env.LOG_LEVEL)
  const clock = systemClock
  const loaded = loadContent(resolve('content'))
  const content = env.PRACTICE === 'yes' ? forPractice(loaded) : loaded
  const calendar = englandAndWales(content.bankHolidays)
  const folder = await ownDataFolder(env.DATA_DIR)
  keepPracticeApart(folder.path, env.PRACTICE === 'yes' ? 'practice' : 'earnest')
  const masterKey = readMasterKey({
    dataDir: env.DATA_DIR,
    secretKey: env.SECRET_KEY,
    secretKeyFile: env.SECRET_KEY_FILE,
  })
  const stores = new Map<string, Store>()
  for (const slug of servedSlugs(env.AUTHORITIES, [...content.authorities.keys()])) {
    const databaseUrl = env.DATABASE_URL
    stores.set(slug, await openStore({ folder, slug, masterKey, clock, databaseUrl, log }))
  }
  // The port is taken before the app is ready: a child who comes in between waits, and is answered.
  const ready = Promise.withResolvers<ReturnType<typeof getRequestListener>>()
  const server = createServer(SLOWEST, (incoming, outgoing) => {
    void ready.promise.then((answer) => answer(incoming, outgoing))
  })
  const port = await listen(server, env.PORT, env.HOST)
  const publicUrl = new URL(env.PUBLIC_URL.replace(/:0\/?$/, `:${port}`)).origin
  const devMailbox = env.SMTP_URL === undefined ? await openDevMailbox() : undefined
  const postman = new Postman({
    stores: [...stores.values()],
    transport: smtpTransport({
      url: env.SMTP_URL ?? devMailbox?.url ?? '',
      from: MailAddress.parse(env.MAIL_FROM),
    }),
    clock,
    log,
  })
  const browser = findBrowser({ named: env.CHROMIUM, path: env.PATH })
  const backups =
    env.DATABASE_URL === undefined
      ? createBackupSchedule({ dataDir: folder.path, masterKey, clock, log })
      : undefined
  const app = createApp({
    content,
    calendar,
    stores,
    clock,
    log,
    pages: { render, hasPage },
    files: await readFiles(resolve('dist/site/client')),
    dataDir: folder.path,
    browser,
    publicUrl,
    trustedProxy: env.TRUSTED_PROXY,
    council: councilOf(env),
    floodPerMinute: env.FLOOD_PER_MINUTE,
    oldestUnsentSeconds: () => postman.oldestUnsentSeconds(),
    backups,
    certificate: publicUrl.startsWith('https:')
      ? createCertificateWatch(publicUrl, clock)
      : undefined,
    devMailbox: isLoopback(publicUrl) ? devMailbox : undefined,
    scanning: env.CLAMD_URL === undefined ? 'no-scanner' : 'scanner',
  })
  await postman.start()
  const upkeep = await startUpkeep({ ...app, content, calendar, clock, log, publicUrl, backups })
  const fileCare = await startFileCare({
    stores: [...stores.values()],
    cleaner: createCleaner(resolve('dist/clean-file.mjs')),
    scanner: env.CLAMD_URL === undefined ? undefined : clamdScanner(env.CLAMD_URL),
    log,
  })
  const caller = startCaller({ stores: [...stores.values()], clock, log })
  const admin = await serveAdmin(
    adminSocket(env.DATA_DIR),
    commandHandlers({
      storeOf: (slug) => stores.get(slug),
      authorities: app.authorities,
      publicUrl,
      addressOf: (slug) => publicUrl + (app.authorities.of(slug)?.base ?? ''),
      clock,
      content,
      browser,
      dataDir: folder.path,
      masterKey,
      databaseUrl: env.DATABASE_URL,
    }),
  )
  cutSlowRequests(server)
  ready.resolve(
    getRequestListener(app.fetch, {
      errorHandler: (fault) => log('error', 'fault', { fault: faultCode(fault) }),
    }),
  )
  for (const { store, base } of app.authorities.all) {
    const link = await firstOfficerLink(store, publicUrl + base, clock())
    if (link !== undefined) process.stdout.write(`first-officer ${link}\n`)
  }
  const stop = once(async () => {
    await close(server)
    await upkeep.stop()
    await backups?.stop()
    await fileCare.stop()
    await caller.stop()
    await admin.close()
    await postman.stop()
    await devMailbox?.close()
    for (const store of stores.values()) await store.close()
    folder.release()
    log('info', 'stopped')
    process.exit(0)
  })
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, stop)
  for (const event of ['uncaughtException', 'unhandledRejection'] as const)
    process.on(event, (fault: unknown) => {
      // Its message might hold somebody's words: only what kind of fault it was is said.
      log('error', 'fault', { fault: faultCode(fault) })
      process.exit(1)
    })
  process.stdout.write(`ready ${publicUrl}\n`)
  // Who came meanwhile is answered before what can wait.
  await setImmediate()
  for (const reader of signalReaders(content.signals).values()) reader.makeReady()
  // Where NODE_COMPILE_CACHE names a folder, the next start need not compile again.
  flushCompileCache()
  giveBackMemory()
}

/** The authorities asked for; a slug that has no profile is a fault of the environment. */
function servedSlugs(
  asked: readonly string[] | undefined,
  known: readonly string[],
): readonly string[] {
  const unknown = asked?.filter((slug) => !known.includes(slug)) ?? []
  if (unknown.length > 0)
    throw new EnvironmentFault(`AUTHORITIES: no profile for ${unknown.join(', ')}`)
  return asked ?? known
}

function listen(server: Server, port: number, host: string): Promise<number> {
  server.maxConnections = MOST_CONNECTIONS
  // A line that breaks off is no fault of ours, and must not fill the log.
  server.on('clientError', (_, socket) =>
    socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n'),
  )
  return new Promise((listening, failed) => {
    server.once('error', failed)
    server.listen(port, host, () => listening((server.address() as AddressInfo).port))
  })
}

/** Ends after the requests that were accepted; what takes longer than a person would wait is cut. */
function close(server: Server): Promise<void> {
  return new Promise((closed) => {
    const cut = setTimeout(() => server.closeAllConnections(), LAST_PATIENCE_MS)
    server.close(() => {
      clearTimeout(cut)
      closed()
    })
    server.closeIdleConnections()
  })
}

function once(act: () => Promise<void>): () => void {
  let begun = false
  return () => {
    if (begun) return
    begun = true
    void act()
  }
}
